package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger.BurnCause;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks the array whether the new machine is there: with every volume at its LUN id, and logged in under its own name on the
 * expected portals. Where the array lists no log-ins, its count of I/O by initiator and portal takes their place, and the
 * guest's own check has to pass as well.
 */
public final class Confirming {
    private static final int PAUSE_SECONDS = 5;

    /** What it most often is, if the machine does boot: found by hand, since a foreign name proves nothing. */
    private static final String UNDER_ANOTHER_NAME =
            " (if it boots, its image or its boot arguments may carry another name)";

    private final Services services;
    private final Generations generations;

    public Confirming(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.generations = new Generations(services);
    }

    /** Looks once. */
    public ConfirmOutcome confirm(ExecutionArn who, IncidentId id, Generation generation, ConfirmProgress progress) {
        return switch (Ownership.of(services.table(), id, who, generation)) {
            case Ownership.OfGeneration.Superseded(String why) -> new ConfirmOutcome.Superseded(why);
            case Ownership.OfGeneration.Replaced(Generation by) ->
                new ConfirmOutcome.NextGeneration(by, Ownership.replaced(generation));
            case Ownership.OfGeneration.Current(Incident incident) -> confirm(who, incident, progress);
        };
    }

    /** What all arrays together say. */
    private static final class Sighting {
        private final Set<String> portals = new LinkedHashSet<>();
        private final Set<String> missing = new LinkedHashSet<>();
        private final List<String> troubles = new ArrayList<>();
        private Optional<String> wrongName = Optional.empty();
    }

    private ConfirmOutcome confirm(ExecutionArn who, Incident incident, ConfirmProgress progress) {
        RecoveryPlan plan = requireNonNull(incident.plan().orElse(null), "a machine was launched without a plan");
        Successor current = requireNonNull(incident.successor().orElse(null), "a machine without a generation");
        Ec2InstanceId machine = requireNonNull(current.machine().orElse(null), "a machine without an id");
        Instant now = services.clock().instant();
        Sighting sighting = new Sighting();
        for (ArrayPlan array : plan.arrays()) {
            look(array, incident, current, sighting);
        }
        if (sighting.wrongName.isPresent()) {
            return new ConfirmOutcome.GivenUp(sighting.wrongName.get());
        }
        ConfirmProgress next = new ConfirmProgress(
                Optional.of(progress.since().orElse(now)),
                progress.firstPathAt().or(() -> sighting.portals.isEmpty() ? Optional.empty() : Optional.of(now)));
        if (sighting.troubles.isEmpty()) {
            if (sighting.missing.isEmpty()) {
                return new ConfirmOutcome.Attached(current.generation(), machine, List.copyOf(sighting.portals));
            }
            boolean hadTime = next.firstPathAt()
                    .map(first -> !Patience.lasts(first, now, plan.policy().remainingPathsPatience()))
                    .orElse(false);
            if (hadTime) {
                return new ConfirmOutcome.PartlyAttached(
                        current.generation(), machine, List.copyOf(sighting.portals), List.copyOf(sighting.missing));
            }
        }
        return notYet(who, incident, plan, machine, next, now, sighting);
    }

    private ConfirmOutcome notYet(
            ExecutionArn who,
            Incident incident,
            RecoveryPlan plan,
            Ec2InstanceId machine,
            ConfirmProgress next,
            Instant now,
            Sighting sighting) {
        String reason = sighting.troubles.isEmpty()
                ? "seen on " + sighting.portals + ", not yet on " + sighting.missing
                : String.join("; ", sighting.troubles);
        Optional<Lifecycle> ended = endedAs(machine);
        if (ended.isPresent()) {
            return burn(who, incident, machine + " is " + ended.get() + " before it attached");
        }
        if (!Patience.lasts(next.since().orElse(now), now, plan.policy().attachPatience())) {
            return burn(who, incident, machine + " did not attach in time: " + reason);
        }
        return new ConfirmOutcome.LookAgain(next, PAUSE_SECONDS, reason);
    }

    private void look(ArrayPlan plan, Incident incident, Successor current, Sighting sighting) {
        String name = plan.connection().name().value();
        Initiator own =
                requireNonNull(current.initiators().get(plan.connection().name()), "a generation without a name");
        Set<Initiator> older =
                incident.olderInitiatorsOn(plan.connection().name()).keySet();
        try (StorageArray array = services.arrays().forReading(plan.connection())) {
            switch (array.access(plan.volumes())) {
                case Answer.Answered<AccessReport>(AccessReport access) -> {
                    for (var wanted : plan.luns().entrySet()) {
                        if (access.paths().stream()
                                .noneMatch(path -> path.initiator().equals(own)
                                        && path.volume().equals(wanted.getKey())
                                        && path.lun().equals(wanted.getValue()))) {
                            sighting.troubles.add(name + " does not give it " + wanted.getKey());
                        }
                    }
                }
                case Answer.Unanswered<AccessReport>(ArrayFailure failure) ->
                    sighting.troubles.add(name + " did not say who reaches the volumes: " + failure);
                case Answer.NotOffered<AccessReport>() ->
                    throw new IllegalStateException("every array says who reaches a volume");
            }
            switch (array.capabilities().sessions()) {
                case INDEPENDENT, DELAYED, WHILE_MAPPED -> logIns(name, array, plan, own, older, sighting);
                case PRESENCE, NOT_OFFERED -> pathActivity(name, array, plan, own, current, sighting);
            }
        }
    }

    private static void logIns(
            String name, StorageArray array, ArrayPlan plan, Initiator own, Set<Initiator> older, Sighting sighting) {
        Set<Initiator> all = new LinkedHashSet<>(older);
        all.add(own);
        switch (array.sessions(all)) {
            case Answer.Answered<SessionReport>(SessionReport report) ->
                sessions(name, plan, own, older, report, sighting);
            case Answer.Unanswered<SessionReport>(ArrayFailure failure) ->
                sighting.troubles.add(name + " did not list its log-ins: " + failure);
            case Answer.NotOffered<SessionReport>() ->
                throw new IllegalStateException(name + " says that it lists log-ins, and does not");
        }
    }

    /**
     * An array that does not tell where a machine is logged in, but counts what an initiator does on each portal. The name is
     * new, so what is counted under it is the new machine's; that it has come up as well, its own check tells.
     */
    private void pathActivity(
            String name, StorageArray array, ArrayPlan plan, Initiator own, Successor current, Sighting sighting) {
        switch (array.pathActivity(Set.of(own))) {
            case Answer.Answered<PathActivityReport>(PathActivityReport report) -> {
                Set<String> busy = report.busyPortalsOf(own);
                if (busy.isEmpty()) {
                    sighting.troubles.add(name + " counts no I/O of " + own + UNDER_ANOTHER_NAME);
                }
                sighting.portals.addAll(busy);
                missing(plan, busy, sighting);
                guestReport(current, sighting);
            }
            case Answer.Unanswered<PathActivityReport>(ArrayFailure failure) ->
                sighting.troubles.add(name + " did not say what is done on its portals: " + failure);
            case Answer.NotOffered<PathActivityReport>() ->
                throw new IllegalStateException(name + " can confirm nothing, and no plan is made with such an array");
        }
    }

    private void guestReport(Successor current, Sighting sighting) {
        Ec2InstanceId machine = requireNonNull(current.machine().orElse(null), "a machine without an id");
        MachineStatus status = services.compute().status(machine);
        boolean up = status instanceof MachineStatus.Observed(Lifecycle lifecycle, Check system, Check guest)
                && lifecycle == Lifecycle.RUNNING
                && system == Check.PASSED
                && guest == Check.PASSED;
        if (!up) {
            sighting.troubles.add("the guest of " + machine + " does not yet pass its check");
        }
    }

    private static void missing(ArrayPlan plan, Set<String> seen, Sighting sighting) {
        plan.portals().stream()
                .filter(portal -> !seen.contains(portal))
                .sorted()
                .forEach(sighting.missing::add);
    }

    private static void sessions(
            String array,
            ArrayPlan plan,
            Initiator own,
            Set<Initiator> older,
            SessionReport report,
            Sighting sighting) {
        Set<String> portals = report.portalsOf(own);
        if (portals.isEmpty()) {
            sighting.troubles.add(array + " lists no log-in of " + own + UNDER_ANOTHER_NAME);
        }
        sighting.portals.addAll(portals);
        missing(plan, portals, sighting);
        Set<String> ownSources = report.sourcesOf(own);
        for (Initiator old : older) {
            if (report.sourcesOf(old).stream().anyMatch(ownSources::contains)) {
                sighting.wrongName = Optional.of("the new machine logs in to " + array + " as " + old
                        + " too: its image carries the old name; clear it inside the guest");
            }
        }
    }

    private Optional<Lifecycle> endedAs(Ec2InstanceId machine) {
        return switch (services.compute().status(machine)) {
            case MachineStatus.Unobserved unobserved -> Optional.empty();
            case MachineStatus.Observed observed ->
                switch (observed.lifecycle()) {
                    // NOT_FOUND: a machine this young may not be listed everywhere yet.
                    case PENDING, RUNNING, NOT_FOUND -> Optional.empty();
                    case STOPPING, STOPPED, SHUTTING_DOWN, TERMINATED -> Optional.of(observed.lifecycle());
                };
        };
    }

    private ConfirmOutcome burn(ExecutionArn who, Incident incident, String reason) {
        return switch (generations.burn(who, incident, BurnCause.TARGET)) {
            case Generations.Burnt.Next(Generation next) -> new ConfirmOutcome.NextGeneration(next, reason);
            case Generations.Burnt.Exhausted(String why) -> new ConfirmOutcome.GivenUp(why + "; last: " + reason);
            case Generations.Burnt.Superseded(String why) -> new ConfirmOutcome.Superseded(why);
        };
    }
}
