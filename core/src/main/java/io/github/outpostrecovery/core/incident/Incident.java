package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One episode of a protected instance, from the alarm to the record.
 *
 * @param owner the execution that may act
 * @param trigger what has started it: the alarm or the reconciler, until a person takes it up
 * @param state whether anybody may still act
 * @param victim the machine that failed, as recorded when the incident was opened
 * @param plan what the steps work from, once stored
 * @param successors the generations used, oldest first; the last one is current
 * @param attempts launch targets begun since the present owner took the incident
 * @param proofs what has been proved so far
 * @param move where to, if a person has asked for a planned move; empty in the books of an older release
 */
public record Incident(
        IncidentId id,
        ExecutionArn owner,
        Trigger trigger,
        Instant openedAt,
        State state,
        Optional<Outcome> outcome,
        Machine victim,
        Optional<RecoveryPlan> plan,
        List<Successor> successors,
        int attempts,
        List<StoredProof> proofs,
        Optional<ApprovalRequest> approval,
        Optional<Announcement> announced,
        Optional<PlannedMove> move) {
    /** Whether anybody may still act on an incident. */
    public enum State {
        OPEN,
        /** A person was called; a new execution may take it up again. */
        PAGED,
        /** Over for good. */
        CLOSED
    }

    public Incident {
        successors = List.copyOf(successors);
        proofs = List.copyOf(proofs);
    }

    /** A new incident, owned by the execution that opens it. */
    public static Incident open(IncidentId id, ExecutionArn owner, Trigger trigger, Machine victim, Instant now) {
        return open(id, owner, trigger, victim, Optional.empty(), now);
    }

    /** A new incident of a planned move, if there is one, owned by the execution that opens it. */
    static Incident open(
            IncidentId id,
            ExecutionArn owner,
            Trigger trigger,
            Machine victim,
            Optional<PlannedMove> move,
            Instant now) {
        return new Incident(
                id,
                owner,
                trigger,
                now,
                State.OPEN,
                Optional.empty(),
                victim,
                Optional.empty(),
                List.of(),
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                move);
    }

    /** The generation being worked on: the last one stored, or the victim's while none is. */
    public Generation generation() {
        return successors.isEmpty() ? victim.generation() : successors.getLast().generation();
    }

    /** The generation being worked on, once the plan is stored. */
    public Optional<Successor> successor() {
        return successors.isEmpty() ? Optional.empty() : Optional.of(successors.getLast());
    }

    /** The names that must not reach a volume on {@code array}: those of all generations before the current one. */
    public Map<Initiator, Generation> olderInitiatorsOn(ArrayName array) {
        Map<Initiator, Generation> older = new LinkedHashMap<>();
        Initiator first = victim.initiators().get(array);
        if (first != null) {
            older.put(first, victim.generation());
        }
        for (Successor successor : successors) {
            Initiator name = successor.initiators().get(array);
            if (name != null && successor.generation().isOlderThan(generation())) {
                older.put(name, successor.generation());
            }
        }
        return older;
    }

    /** Whether a fence was ever announced. Until then nothing was asked of an array, and no name or token was used. */
    public boolean hasBegunToFence() {
        return announced
                .filter(last -> switch (last.step()) {
                    case ASK_FOR_APPROVAL, STOP, START -> false;
                    case FENCE, GRANT, LAUNCH, MOVE_TRAFFIC, REARM -> true;
                })
                .isPresent();
    }

    /**
     * Whether the guest of a planned move was started again. The move is over then, whoever takes the incident up: nothing but
     * its end is announced any more.
     */
    public boolean hasStartedAgain() {
        return announced.filter(last -> last.step() == Announcement.Step.START).isPresent();
    }

    /** Whether the last thing that was done for it is to ask a person. */
    public boolean waitsForAPerson() {
        return announced
                .filter(last -> last.step() == Announcement.Step.ASK_FOR_APPROVAL)
                .isPresent();
    }

    /** When anything was last written down for it that shows that somebody is at work. */
    public Instant lastMovement() {
        return Stream.of(
                        Stream.of(openedAt),
                        plan.stream().map(RecoveryPlan::madeAt),
                        successors.stream().map(Successor::storedAt),
                        proofs.stream().map(StoredProof::provenAt),
                        approval.stream().map(ApprovalRequest::askedAt),
                        announced.stream().map(Announcement::at))
                .flatMap(times -> times)
                .max(Comparator.naturalOrder())
                .orElse(openedAt);
    }

    /** As it was before the plan was stored. */
    Incident withoutPlan() {
        return new Incident(
                id,
                owner,
                trigger,
                openedAt,
                state,
                outcome,
                victim,
                Optional.empty(),
                List.of(),
                0,
                List.of(),
                approval,
                announced,
                move);
    }

    Incident withAnnounced(Optional<Announcement> last) {
        return new Incident(
                id,
                owner,
                trigger,
                openedAt,
                state,
                outcome,
                victim,
                plan,
                successors,
                attempts,
                proofs,
                approval,
                last,
                move);
    }

    /** The machines that no array lets in any more: the victim, and those of the generations that were given up. */
    public List<Ec2InstanceId> oldMachines() {
        return Stream.concat(
                        Stream.of(victim.id()),
                        successors.stream()
                                .filter(successor -> successor.generation().isOlderThan(generation()))
                                .flatMap(successor -> successor.machine().stream()))
                .toList();
    }

    Incident with(Changes changes) {
        return changes.applyTo(this);
    }

    /** A copy with some parts replaced. */
    static final class Changes {
        private Optional<ExecutionArn> owner = Optional.empty();
        private Optional<Trigger> trigger = Optional.empty();
        private Optional<State> state = Optional.empty();
        private Optional<Outcome> outcome = Optional.empty();
        private Optional<RecoveryPlan> plan = Optional.empty();
        private Optional<List<Successor>> successors = Optional.empty();
        private Optional<Integer> attempts = Optional.empty();
        private Optional<List<StoredProof>> proofs = Optional.empty();
        private Optional<ApprovalRequest> approval = Optional.empty();
        private Optional<Announcement> announced = Optional.empty();
        private Optional<PlannedMove> move = Optional.empty();

        Changes owner(ExecutionArn value) {
            owner = Optional.of(value);
            return this;
        }

        Changes trigger(Trigger value) {
            trigger = Optional.of(value);
            return this;
        }

        Changes state(State value) {
            state = Optional.of(value);
            return this;
        }

        Changes outcome(Outcome value) {
            outcome = Optional.of(value);
            return this;
        }

        Changes plan(RecoveryPlan value) {
            plan = Optional.of(value);
            return this;
        }

        Changes successors(List<Successor> value) {
            successors = Optional.of(value);
            return this;
        }

        Changes attempts(int value) {
            attempts = Optional.of(value);
            return this;
        }

        Changes proofs(List<StoredProof> value) {
            proofs = Optional.of(value);
            return this;
        }

        Changes approval(ApprovalRequest value) {
            approval = Optional.of(value);
            return this;
        }

        Changes announced(Announcement value) {
            announced = Optional.of(value);
            return this;
        }

        Changes move(PlannedMove value) {
            move = Optional.of(value);
            return this;
        }

        private Incident applyTo(Incident incident) {
            return new Incident(
                    incident.id,
                    owner.orElse(incident.owner),
                    trigger.orElse(incident.trigger),
                    incident.openedAt,
                    state.orElse(incident.state),
                    outcome.isPresent() ? outcome : incident.outcome,
                    incident.victim,
                    plan.isPresent() ? plan : incident.plan,
                    successors.orElse(incident.successors),
                    attempts.orElse(incident.attempts),
                    proofs.orElse(incident.proofs),
                    approval.isPresent() ? approval : incident.approval,
                    announced.isPresent() ? announced : incident.announced,
                    move.isPresent() ? move : incident.move);
        }
    }
}
