package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a launch.
 *
 * @param plan as it was carried out: with the initiators and targets that the machine has
 * @param instance empty if only the user data was made
 * @param seen for each protocol what the array showed
 * @param next the commands that a person goes on with
 */
record LaunchReport(
        LaunchPlan plan,
        Optional<Ec2InstanceId> instance,
        String userData,
        Optional<Path> saved,
        OptionalInt bootLun,
        Map<Protocol, Seen> seen,
        List<String> next) {
    LaunchReport {
        seen = Map.copyOf(seen);
        next = List.copyOf(next);
    }

    /** What the array showed of the machine. */
    sealed interface Seen {
        /** It is logged in, on these portals; none where the array does not tell them. */
        record Attached(List<String> portals) implements Seen {
            public Attached {
                portals = List.copyOf(portals);
            }
        }

        /** The array cannot show who is logged in. */
        record CannotShow() implements Seen {}

        /** Nobody waited for it. */
        record NotWaited() implements Seen {}
    }
}
