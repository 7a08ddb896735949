package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code array access}: every path from an initiator to a volume. Changes nothing. */
@Command(
        name = "access",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists every path from an initiator to a volume, through hosts, groups and nested groups.")
final class AccessCommand extends ArrayWork {
    @Option(names = "--initiator", paramLabel = "NAME", description = "only the paths of this IQN or host NQN")
    private @Nullable String initiator;

    @Option(names = "--volume", paramLabel = "NAME", description = "only to these volumes (default: all of the array)")
    private List<String> volumes = new ArrayList<>();

    @Override
    public Integer call() {
        Optional<Initiator> only = Optional.ofNullable(initiator).map(Initiators::parse);
        ArrayConnection connection = array().connection(only);
        RegisteredArrays arrays = arrays();
        Set<VolumeName> asked = volumes.isEmpty() ? all(arrays, connection) : volumes(volumes);
        List<AccessPath> paths;
        try (StorageArray opened = arrays.forReading(connection)) {
            AccessReport report = ArrayTroubleException.answered(opened.access(asked), "who reaches a volume");
            paths = report.paths().stream()
                    .filter(path -> only.isEmpty() || only.get().equals(path.initiator()))
                    .sorted(Comparator.comparing(AccessPath::volume)
                            .thenComparing(path -> path.initiator().value())
                            .thenComparing(path -> path.through().name()))
                    .toList();
        }
        ObjectNode json = json();
        ArrayNode list = json.putArray("paths");
        List<List<String>> rows = new ArrayList<>();
        for (AccessPath path : paths) {
            ObjectNode one = list.addObject()
                    .put("volume", path.volume().value())
                    .put("lun", path.lun().number())
                    .put("initiator", path.initiator().value());
            one.putObject("through")
                    .put("id", path.through().id())
                    .put("name", path.through().name());
            rows.add(List.of(
                    path.volume().value(),
                    path.lun().toString(),
                    path.initiator().value(),
                    path.through().name()));
        }
        json.put("calls", array().calls());
        show(json, List.of("volume", "lun", "initiator", "through"), rows);
        return 0;
    }

    private static Set<VolumeName> all(RegisteredArrays arrays, ArrayConnection connection) {
        try (ArrayInventory inventory = arrays.inventory(connection)) {
            return ArrayTroubleException.answered(inventory.volumes(), "its volumes").stream()
                    .filter(volume -> volume.state() != BlockVolume.State.DESTROYED)
                    .map(BlockVolume::name)
                    .collect(Collectors.toSet());
        }
    }
}
