package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.fence.FenceProof;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.Transition.Denial;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All that is on the books for one protected instance, as one item under one revision.
 *
 * <p>A step that changes the world first writes its announcement here, on condition that the revision is still the one
 * that it read. So what it has checked (still the owner, incident open, generation current) holds at the instant of the
 * write, and whoever comes later sees that it was there. A check by a read alone would not do: between the read and the
 * effect another execution may take over.
 *
 * @param revision counts the writes; every write is conditional on it
 * @param current the machine that runs the workload today, as far as the last record says
 * @param lastIncident the number of the newest incident, 0 before the first
 * @param incident the newest incident
 */
public record InstanceLedger(
        InstanceName instance, long revision, Machine current, int lastIncident, Optional<Incident> incident) {
    /** How old the evidence may be on which somebody else begins to fence. */
    public static final Duration FRESH = Duration.ofMinutes(15);

    /** The books of an instance that has had no incident yet. */
    public static InstanceLedger of(InstanceName instance, Machine current) {
        return new InstanceLedger(instance, 1, current, 0, Optional.empty());
    }

    /**
     * The generation of a machine that is launched outside of an incident, once the current one is gone: newer than every one
     * that the books know, those of an incident that came to nothing included.
     */
    public Generation unusedGeneration() {
        return Stream.concat(Stream.of(current.generation()), incident.stream().map(Incident::generation))
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .next();
    }

    /** All machines that the books name, the current one first. */
    public List<Ec2InstanceId> machines() {
        return Stream.concat(
                        Stream.of(current.id()),
                        incident.stream()
                                .flatMap(last -> Stream.concat(
                                        Stream.of(last.victim().id()),
                                        last.successors().stream().flatMap(successor -> successor.machine().stream()))))
                .distinct()
                .toList();
    }

    /** All names that the books name, by array. */
    public Map<ArrayName, Set<Initiator>> names() {
        Map<ArrayName, Set<Initiator>> names = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(current.initiators()),
                        incident.stream()
                                .flatMap(last -> Stream.concat(
                                        Stream.of(last.victim().initiators()),
                                        last.successors().stream().map(Successor::initiators))))
                .forEach(machine ->
                        machine.forEach((array, name) -> names.computeIfAbsent(array, none -> new LinkedHashSet<>())
                                .add(name)));
        return names;
    }

    /**
     * Adopts a machine that was launched outside of an incident, in place of a current one that is gone for good.
     *
     * <p>The books cannot tell that it is gone: whoever calls this has read from EC2 that every one of {@link #machines()} is
     * terminated, and from the arrays that none of {@link #names()} reaches a volume, and writes under the revision that was
     * read before.
     *
     * <p>Denied with {@link Denial#OTHER_INCIDENT} while an incident is not closed, and with {@link Denial#OTHER_GENERATION}
     * if the generation, the machine or a name of it was used before.
     */
    public Transition adopt(Machine machine) {
        if (incident.filter(last -> last.state() != Incident.State.CLOSED).isPresent()) {
            return denied(Denial.OTHER_INCIDENT);
        }
        boolean used = machine.generation().isOlderThan(unusedGeneration())
                || machines().contains(machine.id())
                || names().values().stream()
                        .anyMatch(old -> machine.initiators().values().stream().anyMatch(old::contains));
        return used
                ? denied(Denial.OTHER_GENERATION)
                : new Transition.To(new InstanceLedger(instance, revision + 1, machine, lastIncident, incident));
    }

    /** Opens the next incident, with the current machine as its victim. */
    public Transition open(ExecutionArn owner, Trigger trigger, Instant now) {
        return open(owner, trigger, Optional.empty(), now);
    }

    /** Opens the next incident for a planned move of the current machine to {@code server}. */
    public Transition openMove(ExecutionArn owner, OutpostArn server, Instant now) {
        return open(owner, Trigger.PLANNED, Optional.of(PlannedMove.to(server)), now);
    }

    private Transition open(ExecutionArn owner, Trigger trigger, Optional<PlannedMove> move, Instant now) {
        if (incident.filter(last -> last.state() != Incident.State.CLOSED).isPresent()) {
            return new Transition.Denied(Denial.OTHER_INCIDENT);
        }
        int number = lastIncident + 1;
        Incident opened = Incident.open(new IncidentId(instance, number), owner, trigger, current, move, now);
        return new Transition.To(new InstanceLedger(instance, revision + 1, current, number, Optional.of(opened)));
    }

    /**
     * Makes {@code heir} the owner, in place of {@code observed}, who must have been seen terminal. Conditional on that
     * owner and on there being no final record. What a person has asked for stays so, whoever takes it over; a planned
     * move stays one also if a person does.
     *
     * <p>A plan that is older than {@link #FRESH} and of which no fence was announced is dropped: what it was made on may
     * not hold any more, and none of its names and tokens has left the books. The heir looks again. So is one after which the
     * guest was started again: it does not stand still any more.
     */
    public Transition takeOver(IncidentId id, ExecutionArn observed, ExecutionArn heir, Trigger trigger, Instant now) {
        return ofIncident(id, last -> {
            if (last.state() == Incident.State.CLOSED) {
                return denied(Denial.NOT_OPEN);
            }
            if (!last.owner().equals(observed)) {
                return denied(Denial.NOT_THE_OWNER);
            }
            boolean stale = !last.hasBegunToFence()
                    && (last.hasStartedAgain()
                            || last.plan()
                                    .filter(plan -> plan.madeAt().plus(FRESH).isBefore(now))
                                    .isPresent());
            return next((stale ? last.withoutPlan() : last)
                    .with(new Incident.Changes()
                            .owner(heir)
                            .trigger(trigger.isOfAPerson() && last.move().isEmpty() ? trigger : last.trigger())
                            .state(Incident.State.OPEN)
                            .attempts(0)));
        });
    }

    /** Notes what a person is asked. A later request replaces an earlier one, whose approval is then worth nothing. */
    public Transition askForApproval(IncidentId id, ExecutionArn who, ApprovalRequest request) {
        return ofOwner(
                id,
                who,
                last -> last.plan().isPresent()
                        ? denied(Denial.OUT_OF_ORDER)
                        : next(last.with(new Incident.Changes()
                                .approval(request)
                                .announced(new Announcement(
                                        who, Announcement.Step.ASK_FOR_APPROVAL, request.askedAt())))));
    }

    /**
     * Announces that the guest is asked to stop, for the planned move of this incident. May be repeated until the plan is
     * stored; each time counts as a new request. Denied once the guest was started again: nobody stops it twice for one
     * person's wish.
     */
    public Transition announceStop(IncidentId id, ExecutionArn who, Instant now) {
        return ofOwner(
                id,
                who,
                last -> last.plan().isPresent() || last.hasStartedAgain()
                        ? denied(Denial.OUT_OF_ORDER)
                        : last.move()
                                .map(move -> next(last.with(new Incident.Changes()
                                        .move(move.stopAnnounced(who, now))
                                        .announced(new Announcement(who, Announcement.Step.STOP, now)))))
                                .orElseGet(() -> denied(Denial.OUT_OF_ORDER)));
    }

    /**
     * Announces that a guest which was asked to stop is started again where it was. May be repeated, and is denied once a
     * fence was announced: a fenced machine is never started by the engine.
     */
    public Transition announceStart(IncidentId id, ExecutionArn who, Instant now) {
        return ofOwner(id, who, last -> {
            if (last.hasBegunToFence()) {
                return denied(Denial.BEGUN_TO_FENCE);
            }
            return last.move().flatMap(PlannedMove::stop).isEmpty()
                    ? denied(Denial.OUT_OF_ORDER)
                    : next(last.with(
                            new Incident.Changes().announced(new Announcement(who, Announcement.Step.START, now))));
        });
    }

    /**
     * Stores the plan and the first successor, before the first fence. Once only, and not once the guest of a move was started
     * again: that it stood still is no longer so.
     */
    public Transition storePlan(IncidentId id, ExecutionArn who, RecoveryPlan plan, Successor first) {
        return ofOwner(id, who, last -> {
            if (last.plan().isPresent()) {
                return denied(Denial.ANNOUNCED_BEFORE);
            }
            if (last.hasStartedAgain()) {
                return denied(Denial.OUT_OF_ORDER);
            }
            requireNext(last, first);
            return next(last.with(
                    new Incident.Changes().plan(plan).successors(List.of(first)).attempts(1)));
        });
    }

    /**
     * Announces the fence of every generation before the current one. May be repeated. Denied once the guest of a move was
     * started again.
     */
    public Transition announceFence(IncidentId id, ExecutionArn who, Instant now) {
        return ofOwner(
                id,
                who,
                last -> last.plan().isEmpty() || last.hasStartedAgain()
                        ? denied(Denial.OUT_OF_ORDER)
                        : next(last.with(new Incident.Changes()
                                .announced(new Announcement(who, Announcement.Step.FENCE, now)))));
    }

    /**
     * Takes the first announcement of a fence back, before anything was sent for it: people have said no in the meantime.
     * Denied if anything was written since, as by another call of the same step, which may have sent something.
     *
     * @param revision that of the announcement
     * @param before what had been announced before it
     */
    public Transition withdrawFence(IncidentId id, ExecutionArn who, long revision, Optional<Announcement> before) {
        return ofOwner(
                id,
                who,
                last -> revision == this.revision ? next(last.withAnnounced(before)) : denied(Denial.BEGUN_TO_FENCE));
    }

    /** Writes down what was proved for {@code generation} to be granted. */
    public Transition prove(IncidentId id, ExecutionArn who, Generation generation, List<FenceProof> proofs) {
        return ofGeneration(id, who, generation, (last, current) -> {
            List<StoredProof> all = new ArrayList<>();
            List<StoredProof> newer = proofs.stream().map(FenceProof::stored).toList();
            for (StoredProof proof : last.proofs()) {
                if (newer.stream().noneMatch(proof::isOfTheSame)) {
                    all.add(proof);
                }
            }
            all.addAll(newer);
            return next(last.with(new Incident.Changes().proofs(all)));
        });
    }

    /** Strikes out what was proved of {@code initiator} on {@code array}: it was seen there again. May be repeated. */
    public Transition withdrawProofs(
            IncidentId id, ExecutionArn who, Generation generation, ArrayName array, Initiator initiator) {
        return ofGeneration(id, who, generation, (last, current) -> {
            List<StoredProof> left = last.proofs().stream()
                    .filter(proof ->
                            !(proof.array().equals(array) && proof.initiator().equals(initiator)))
                    .toList();
            return next(last.with(new Incident.Changes().proofs(left)));
        });
    }

    /** Announces the one grant of {@code generation}. Never twice: whoever finds it announced must burn the generation. */
    public Transition announceGrant(IncidentId id, ExecutionArn who, Generation generation, Instant now) {
        return ofGeneration(id, who, generation, (last, current) -> {
            if (current.stage() != Successor.Stage.STORED) {
                return denied(Denial.ANNOUNCED_BEFORE);
            }
            return next(replaceCurrent(last, current.grantAnnounced())
                    .with(new Incident.Changes().announced(new Announcement(who, Announcement.Step.GRANT, now))));
        });
    }

    /** Announces the launch of {@code generation}. May be repeated: the client token makes it one machine. */
    public Transition announceLaunch(IncidentId id, ExecutionArn who, Generation generation, Instant now) {
        return ofGeneration(id, who, generation, (last, current) -> {
            if (current.stage() == Successor.Stage.STORED) {
                return denied(Denial.OUT_OF_ORDER);
            }
            return next(replaceCurrent(last, current.launchAnnounced(now))
                    .with(new Incident.Changes().announced(new Announcement(who, Announcement.Step.LAUNCH, now))));
        });
    }

    /**
     * Writes down which machine the launch of {@code generation} made. May be repeated for the same machine; a generation
     * never has another one.
     */
    public Transition launched(IncidentId id, ExecutionArn who, Generation generation, Ec2InstanceId machine) {
        return ofGeneration(id, who, generation, (last, current) -> {
            boolean other =
                    current.machine().filter(known -> !known.equals(machine)).isPresent();
            return current.stage() != Successor.Stage.LAUNCH_ANNOUNCED || other
                    ? denied(Denial.OUT_OF_ORDER)
                    : next(replaceCurrent(last, current.launched(machine)));
        });
    }

    /** Announces a step after the attachment. May be repeated. */
    public Transition announce(
            IncidentId id, ExecutionArn who, Generation generation, Announcement.Step step, Instant now) {
        return ofGeneration(
                id,
                who,
                generation,
                (last, current) -> current.stage() != Successor.Stage.LAUNCH_ANNOUNCED
                        ? denied(Denial.OUT_OF_ORDER)
                        : next(last.with(new Incident.Changes().announced(new Announcement(who, step, now)))));
    }

    /**
     * Gives {@code generation} up and stores the next one, before the first fence of the one given up. From here on a
     * machine of the old generation is never adopted, even if it attaches.
     */
    public Transition burn(
            IncidentId id, ExecutionArn who, Generation generation, BurnCause cause, Successor replacement) {
        return ofGeneration(id, who, generation, (last, current) -> {
            requireNext(last, replacement);
            List<Successor> successors = new ArrayList<>(last.successors());
            successors.add(replacement);
            int attempts = switch (cause) {
                case TARGET -> last.attempts() + 1;
                case GRANT -> last.attempts();
            };
            return next(last.with(new Incident.Changes().successors(successors).attempts(attempts)));
        });
    }

    /** Adopts {@code generation}'s machine as the current one, and closes the incident. */
    public Transition recovered(IncidentId id, ExecutionArn who, Generation generation, Outcome outcome, Instant now) {
        return ofGeneration(id, who, generation, (last, current) -> {
            if (current.stage() != Successor.Stage.LAUNCH_ANNOUNCED
                    || current.machine().isEmpty()) {
                return denied(Denial.OUT_OF_ORDER);
            }
            Machine adopted = new Machine(
                    generation,
                    current.machine().get(),
                    current.target().server(),
                    current.initiators(),
                    current.launchAnnouncedAt().orElse(now));
            Incident closed = last.with(
                    new Incident.Changes().state(Incident.State.CLOSED).outcome(outcome));
            return new Transition.To(
                    new InstanceLedger(instance, revision + 1, adopted, lastIncident, Optional.of(closed)));
        });
    }

    /**
     * Ends the incident without a recovery. {@code FENCED_AND_PAGED} leaves it open to be taken up again, and so does any
     * outcome once the plan is stored: a fence may have been ordered, and the generations of the plan are used up. The
     * next incident would count them anew, and launch under their client tokens.
     *
     * <p>{@code SUPPRESSED} closes it, plan or no plan, and is denied once a fence was announced: until then no name and no
     * token of the plan has left the books, and what its evidence says will be old when a recovery is wanted again.
     */
    public Transition end(IncidentId id, ExecutionArn who, Outcome outcome) {
        if (outcome == Outcome.RECOVERED || outcome == Outcome.RECOVERED_DEGRADED) {
            throw new IllegalArgumentException(outcome + " needs a machine to adopt: that is what recovered is for");
        }
        return ofOwner(id, who, last -> {
            if (outcome == Outcome.SUPPRESSED && last.hasBegunToFence()) {
                return denied(Denial.BEGUN_TO_FENCE);
            }
            boolean resumable =
                    outcome == Outcome.FENCED_AND_PAGED || (last.plan().isPresent() && outcome != Outcome.SUPPRESSED);
            Incident.State state = resumable ? Incident.State.PAGED : Incident.State.CLOSED;
            return next(last.with(new Incident.Changes().state(state).outcome(outcome)));
        });
    }

    /** Why a generation is given up. */
    public enum BurnCause {
        /** Its launch failed, or its machine did not attach: the next one goes to the next target. */
        TARGET,
        /** Its grant is in doubt: the next one goes to the same target. */
        GRANT
    }

    private Transition ofIncident(IncidentId id, Function<Incident, Transition> change) {
        return incident.filter(last -> last.id().equals(id)).map(change).orElseGet(() -> denied(Denial.OTHER_INCIDENT));
    }

    private Transition ofOwner(IncidentId id, ExecutionArn who, Function<Incident, Transition> change) {
        return ofIncident(id, last -> {
            if (last.state() != Incident.State.OPEN) {
                return denied(Denial.NOT_OPEN);
            }
            return last.owner().equals(who) ? change.apply(last) : denied(Denial.NOT_THE_OWNER);
        });
    }

    private interface GenerationChange {
        Transition apply(Incident last, Successor current);
    }

    private Transition ofGeneration(IncidentId id, ExecutionArn who, Generation generation, GenerationChange change) {
        return ofOwner(
                id,
                who,
                last -> last.successor()
                        .filter(current -> current.generation().equals(generation))
                        .map(current -> change.apply(last, current))
                        .orElseGet(() -> denied(Denial.OTHER_GENERATION)));
    }

    private static void requireNext(Incident last, Successor next) {
        if (!next.generation().equals(last.generation().next())) {
            throw new IllegalArgumentException("after generation " + last.generation() + " comes "
                    + last.generation().next() + ", not " + next.generation());
        }
    }

    private static Incident replaceCurrent(Incident last, Successor replacement) {
        List<Successor> successors = new ArrayList<>(last.successors());
        successors.set(successors.size() - 1, replacement);
        return last.with(new Incident.Changes().successors(successors));
    }

    private Transition next(Incident changed) {
        return new Transition.To(
                new InstanceLedger(instance, revision + 1, current, lastIncident, Optional.of(changed)));
    }

    private static Transition denied(Denial why) {
        return new Transition.Denied(why);
    }
}
