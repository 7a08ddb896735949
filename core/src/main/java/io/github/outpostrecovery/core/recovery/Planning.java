package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.PlannedMove;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the plan, and finds what can be refused before anything is changed. */
final class Planning {
    private final Services services;
    private final Generations generations;

    Planning(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.generations = new Generations(services);
    }

    /** What planning came to. */
    sealed interface Result {
        record Planned(RecoveryPlan plan, Successor first, List<String> remarks) implements Result {}

        record Refused(String why) implements Result {}

        record Unanswered(String why) implements Result {}

        /** No target is ready, and of at least one it is not known. */
        record TargetsUnanswered(String why) implements Result {}
    }

    private static final class Halted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Result result;

        Halted(Result result) {
            super(result.toString(), null, false, false);
            this.result = result;
        }
    }

    /**
     * @param checked what EC2 said of the launch targets. A target that is not among them was not checked: the
     *     configuration has changed since, and it is not launched on
     * @param promised the server with room for this one, to be tried first
     */
    Result plan(
            Incident incident,
            ProtectedInstance configured,
            Verdict verdict,
            List<TargetCheck> checked,
            Optional<OutpostArn> promised) {
        List<String> remarks = new ArrayList<>();
        try {
            List<LaunchTarget> ordered = order(incident, configured, promised);
            List<LaunchTarget> targets = targets(ordered, checked, remarks);
            refuseUnlessFirst(incident, ordered, checked, targets, remarks);
            List<Supplier<ArrayPlan>> tasks = new ArrayList<>();
            configured.arrays().forEach(connection -> tasks.add(() -> arrayPlan(incident, configured, connection)));
            List<ArrayPlan> arrays = services.fanOut().all(tasks);
            Instant now = services.clock().instant();
            RecoveryPlan plan =
                    new RecoveryPlan(now, verdict, arrays, targets, configured.alarm(), configured.policy());
            return new Result.Planned(plan, generations.first(incident, plan), remarks);
        } catch (Halted halted) {
            return halted.result;
        }
    }

    /** A move goes to the server that a person has chosen; the others are for generations that have to be given up. */
    private static List<LaunchTarget> order(
            Incident incident, ProtectedInstance configured, Optional<OutpostArn> promised) {
        List<LaunchTarget> ordered = new ArrayList<>(configured.targets());
        incident.move()
                .map(PlannedMove::to)
                .or(() -> promised)
                .ifPresent(first -> ordered.sort(
                        Comparator.comparing(target -> !target.server().equals(first))));
        return ordered;
    }

    /** Nobody has asked for a move to another server than the chosen one: if that cannot take it, there is no move. */
    private static void refuseUnlessFirst(
            Incident incident,
            List<LaunchTarget> configured,
            List<TargetCheck> checked,
            List<LaunchTarget> ready,
            List<String> remarks) {
        incident.move()
                .map(PlannedMove::to)
                .filter(chosen -> !ready.getFirst().server().equals(chosen))
                .ifPresent(chosen -> {
                    boolean unanswered = configured.stream()
                            .filter(target -> target.server().equals(chosen))
                            .anyMatch(target -> answerFor(target, checked) instanceof Preflight.Unanswered);
                    String why = "the chosen server is not ready: " + String.join("; ", remarks);
                    throw new Halted(unanswered ? new Result.TargetsUnanswered(why) : new Result.Refused(why));
                });
    }

    private static List<LaunchTarget> targets(
            List<LaunchTarget> configured, List<TargetCheck> checked, List<String> remarks) {
        List<LaunchTarget> ready = new ArrayList<>();
        List<String> unanswered = new ArrayList<>();
        for (LaunchTarget target : configured) {
            switch (answerFor(target, checked)) {
                case Preflight.Ready counted -> ready.add(target);
                case Preflight.NotReady(String why) -> remarks.add(target.server() + " cannot take it: " + why);
                case Preflight.Unanswered(String why) -> unanswered.add(target.server() + " was not checked: " + why);
            }
        }
        if (ready.isEmpty() && !unanswered.isEmpty()) {
            throw new Halted(new Result.TargetsUnanswered(String.join("; ", unanswered)));
        }
        if (ready.isEmpty()) {
            throw new Halted(new Result.Refused("no launch target is ready: " + String.join("; ", remarks)));
        }
        remarks.addAll(unanswered);
        return ready;
    }

    private static Preflight answerFor(LaunchTarget target, List<TargetCheck> checked) {
        return checked.stream()
                .filter(check -> check.target().equals(target))
                .map(TargetCheck::answer)
                .findFirst()
                .orElseGet(() -> new Preflight.NotReady("it was not checked"));
    }

    private ArrayPlan arrayPlan(Incident incident, ProtectedInstance configured, ArrayConnection connection) {
        Set<VolumeName> volumes = configured.volumesOn(connection.name());
        Initiator victim = requireNonNull(
                incident.victim().initiators().get(connection.name()), "the victim has no name on an array");
        try (StorageArray array = services.arrays().forReading(connection)) {
            if (!array.capabilities().canConfirm()) {
                throw new Halted(new Result.Refused(
                        connection.name() + " can show by no means that a new machine has attached"));
            }
            GrantRoute route = answered(array.route(victim, volumes), connection, "how to let a successor in");
            PortalReport portals = answered(array.portals(volumes), connection, "where it serves the volumes");
            ArrayPlan plan =
                    new ArrayPlan(connection, route, configured.portalsOn(connection.name(), portals.addresses()));
            if (!plan.volumes().equals(volumes)) {
                throw new IllegalStateException("the route of " + connection.name() + " covers " + plan.volumes()
                        + " and should cover " + volumes);
            }
            return plan;
        }
    }

    private static <T> T answered(Answer<T> answer, ArrayConnection connection, String question) {
        return switch (answer) {
            case Answer.Answered<T>(T value) -> value;
            case Answer.NotOffered<T>() ->
                throw new IllegalStateException(connection.vendor() + " cannot say " + question);
            case Answer.Unanswered<T>(ArrayFailure failure) -> {
                String why = connection.name() + " did not say " + question + ": " + failure;
                throw new Halted(
                        switch (failure.kind()) {
                            case UNREACHABLE, INCOMPREHENSIBLE -> new Result.Unanswered(why);
                            case UNAUTHORISED, REFUSED, NOT_FOUND -> new Result.Refused(why);
                        });
            }
        };
    }
}
