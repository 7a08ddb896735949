package io.github.outpostrecovery.cli.array;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code array portals}: where machines can log in. Changes nothing. */
@Command(
        name = "portals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the addresses where machines can log in, and what to ask for there.")
final class PortalsCommand extends ArrayWork {
    @Option(names = "--volume", paramLabel = "NAME", description = "only the portals that serve these volumes")
    private List<String> volumes = new ArrayList<>();

    @Override
    public Integer call() {
        ArrayConnection connection = array().connection(Optional.empty());
        RegisteredArrays arrays = arrays();
        Optional<Set<String>> serving = Optional.empty();
        if (!volumes.isEmpty()) {
            try (StorageArray opened = arrays.forReading(connection)) {
                serving = Optional.of(
                        ArrayTroubleException.answered(opened.portals(volumes(volumes)), "where it serves a volume")
                                .addresses());
            }
        }
        List<TargetPortal> portals;
        try (ArrayInventory inventory = arrays.inventory(connection)) {
            portals = ArrayTroubleException.answered(inventory.portals(), "its portals");
        }
        ObjectNode json = json();
        ArrayNode list = json.putArray("portals");
        List<List<String>> rows = new ArrayList<>();
        for (TargetPortal portal : portals) {
            if (serving.isPresent() && !serving.get().contains(portal.address())) {
                continue;
            }
            list.addObject()
                    .put("address", portal.address())
                    .put("port", portal.port())
                    .put("target", portal.target());
            rows.add(List.of(portal.address(), Integer.toString(portal.port()), portal.target()));
        }
        json.put("calls", array().calls());
        show(json, List.of("address", "port", "target"), rows);
        return 0;
    }
}
