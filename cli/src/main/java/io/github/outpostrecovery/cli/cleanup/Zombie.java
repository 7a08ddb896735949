package io.github.outpostrecovery.cli.cleanup;

import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a generation that was given up still is.
 *
 * @param machine that it was, if anybody knows
 * @param state what EC2 says of it; empty if EC2 knows no such machine any more
 * @param names on the arrays
 */
public record Zombie(
        Generation generation,
        Optional<Ec2InstanceId> machine,
        Optional<MachineDescription> state,
        List<NameOnArray> names) {
    public Zombie {
        names = List.copyOf(names);
    }

    /**
     * A name of it on one array.
     *
     * @param logIns how often it is logged in; empty if the array cannot tell
     * @param volumes that it reaches
     */
    public record NameOnArray(ArrayName array, Initiator name, Optional<Integer> logIns, Set<VolumeName> volumes) {
        public NameOnArray {
            volumes = Set.copyOf(volumes);
        }
    }

    /** What a person reads before saying yes. */
    public List<String> lines() {
        String id = machine.map(Ec2InstanceId::value).orElse("no machine that anybody knows");
        String ec2 = state.map(known -> known.state()
                        + known.outpost().map(server -> " on " + server).orElse(""))
                .orElse("not known to EC2 any more");
        List<String> lines = new ArrayList<>();
        lines.add("generation " + generation + ": " + id + ", " + ec2);
        names.forEach(name -> lines.add("  on " + name.array() + ": " + name.name() + ", "
                + name.logIns().map(number -> number + " log-ins").orElse("log-ins not told") + ", "
                + (name.volumes().isEmpty()
                        ? "reaches no volume"
                        : "reaches "
                                + new TreeSet<>(name.volumes())
                                        .stream().map(VolumeName::value).collect(Collectors.joining(", ")))));
        return lines;
    }

    Map<ArrayName, List<NameOnArray>> byArray() {
        return names.stream().collect(Collectors.groupingBy(NameOnArray::array));
    }
}
