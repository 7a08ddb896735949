package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.evidence.ArrayLook;
import io.github.outpostrecovery.core.evidence.Look;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Takes one look at a machine, on every plane at once. Changes nothing. */
final class Observing {
    /** Two looks are at least this far apart, also where no array counts anything. */
    static final Duration SHORTEST_GAP = Duration.ofSeconds(5);

    private final Services services;

    Observing(Services services) {
        this.services = requireNonNull(services, "services is null");
    }

    /**
     * What was seen.
     *
     * @param gap how long to wait until the next look can show anything new
     * @param newerGeneration a name on an array that the books do not know yet, if there is one
     */
    record Observation(Look look, Duration gap, Optional<Initiator> newerGeneration) {}

    private record ArrayObservation(ArrayLook look, Duration gap, Optional<Initiator> newerGeneration) {}

    /** The arrays for which the books have no name of the victim: it cannot be looked for there. */
    static Set<String> unnamed(Machine victim, ProtectedInstance configured) {
        Set<String> unnamed = new TreeSet<>();
        for (ArrayConnection connection : configured.arrays()) {
            if (!victim.initiators().containsKey(connection.name())) {
                unnamed.add(connection.name().value());
            }
        }
        return unnamed;
    }

    private record Ec2Observation(MachineStatus machine, ServerLink server) {}

    Observation look(Machine victim, ProtectedInstance configured) {
        Instant at = services.clock().instant();
        return services.fanOut()
                .both(() -> arrays(victim, configured), () -> ec2(victim), (seen, ec2) -> observation(at, seen, ec2));
    }

    private List<ArrayObservation> arrays(Machine victim, ProtectedInstance configured) {
        return services.fanOut()
                .all(configured.arrays().stream()
                        .map(connection -> (Supplier<ArrayObservation>) () -> lookAt(connection, victim, configured))
                        .toList());
    }

    private Ec2Observation ec2(Machine victim) {
        return services.fanOut()
                .both(
                        () -> services.compute().status(victim.id()),
                        () -> services.compute().link(victim.server()),
                        Ec2Observation::new);
    }

    private static Observation observation(Instant at, List<ArrayObservation> seen, Ec2Observation ec2) {
        Duration gap = seen.stream().map(ArrayObservation::gap).reduce(SHORTEST_GAP, Observing::longer);
        Look look = new Look(
                at,
                ec2.machine(),
                ec2.server(),
                seen.stream().map(ArrayObservation::look).toList());
        return new Observation(
                look,
                gap,
                seen.stream().flatMap(one -> one.newerGeneration().stream()).findFirst());
    }

    private ArrayObservation lookAt(ArrayConnection connection, Machine victim, ProtectedInstance configured) {
        try (StorageArray array = services.arrays().forReading(connection)) {
            Set<VolumeName> volumes = configured.volumesOn(connection.name());
            Initiator initiator = requireNonNull(victim.initiators().get(connection.name()));
            Answer<AccessReport> access = array.access(volumes);
            ArrayLook look = new ArrayLook(
                    connection.name(), initiator, access, sessions(array, initiator, access), array.activity(volumes));
            Duration gap = array.capabilities()
                    .writeCounters()
                    .map(interval -> interval.plusSeconds(1))
                    .orElse(SHORTEST_GAP);
            return new ArrayObservation(look, gap, newerGeneration(access, victim, configured));
        }
    }

    /** A list that is made from the mappings does not show a victim that has none: that it is not in it says nothing. */
    private static Answer<SessionReport> sessions(StorageArray array, Initiator victim, Answer<AccessReport> access) {
        boolean mapped = access instanceof Answer.Answered<AccessReport>(AccessReport report)
                && !report.pathsOf(Set.of(victim)).isEmpty();
        return switch (array.capabilities().sessions()) {
            case INDEPENDENT, DELAYED, NOT_OFFERED -> array.sessions(Set.of(victim));
            case WHILE_MAPPED, PRESENCE ->
                mapped
                        ? array.sessions(Set.of(victim))
                        : Answer.unanswered(new ArrayFailure(
                                ArrayFailure.Kind.INCOMPREHENSIBLE,
                                "",
                                array.name() + " shows a log-in only with a mapping, and " + victim + " has none"));
        };
    }

    private static Optional<Initiator> newerGeneration(
            Answer<AccessReport> access, Machine victim, ProtectedInstance configured) {
        if (!(access instanceof Answer.Answered<AccessReport>(AccessReport report))) {
            return Optional.empty();
        }
        return report.paths().stream()
                .map(path -> path.initiator())
                .filter(initiator -> initiator
                        .generationFor(configured.name())
                        .filter(victim.generation()::isOlderThan)
                        .isPresent())
                .findFirst();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
