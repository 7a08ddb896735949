package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.launch.LaunchTags.Reading;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.Configurations.Lookup;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The arrays of an instance whose protection may be gone already.
 *
 * @param missing why some of them cannot be reached; then there are none
 */
public record RecordedArrays(List<ArrayConnection> connections, List<String> missing) {
    public RecordedArrays {
        connections = List.copyOf(connections);
        missing = List.copyOf(missing);
    }

    /** What a person said goes before the configuration, and that before the tags of the machine. */
    public static RecordedArrays of(
            Cloud cloud,
            InstanceName instance,
            List<DescribedArray> said,
            Optional<InstanceLedger> books,
            Optional<MachineDescription> machine) {
        ArrayDescriptions arrays = new ArrayDescriptions(said);
        if (cloud.engine().configurations().find(instance) instanceof Lookup.Found(ProtectedInstance configured)) {
            arrays.add(configured);
        }
        machine.ifPresent(known -> {
            if (LaunchTags.read(known.tags()) instanceof Reading.Launched(LaunchTags tags)) {
                arrays.add(tags);
            }
        });
        books.ifPresent(ledger -> arrays.add(ledger.current()));
        arrays.add(cloud.place().stack(), cloud.directory().secrets());
        List<String> missing = new ArrayList<>();
        return arrays.complete(
                        cloud.place().stack(), new TreeSet<>(cloud.arrays().vendors()), missing)
                .map(complete -> new RecordedArrays(complete.connections(), List.of()))
                .orElseGet(() -> new RecordedArrays(List.of(), missing));
    }
}
