package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedEvent;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution, as it is kept in memory.
 *
 * <p>Whatever it waits for carries its {@link #epoch}, which grows whenever its activity changes: an entry of the agenda
 * with another epoch is stale.
 */
final class Execution {
    private final ExecutionIdentity identity;
    private final StateMachineDefinition definition;
    private final History history;
    private Lifecycle lifecycle;
    private Position position;
    private Activity activity;
    private long epoch;
    private @Nullable ExecutionDescription description;

    /** What never changes about an execution. */
    record ExecutionIdentity(
            ExecutionArn arn, String stateMachine, int definition, String name, JsonNode input, Instant startTime) {}

    /** How far an execution is in its life. */
    record Lifecycle(
            ExecutionStatus status,
            Optional<Instant> deadline,
            Optional<Instant> stopTime,
            Optional<JsonNode> output,
            Optional<String> error,
            Optional<String> cause,
            int redriveCount,
            Optional<Instant> redriveTime) {

        static Lifecycle started(Optional<Instant> deadline) {
            return new Lifecycle(
                    ExecutionStatus.RUNNING,
                    deadline,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.empty());
        }

        Lifecycle ended(
                ExecutionStatus end,
                Instant at,
                Optional<JsonNode> result,
                Optional<String> endError,
                Optional<String> endCause) {
            return new Lifecycle(
                    end, Optional.empty(), Optional.of(at), result, endError, endCause, redriveCount, redriveTime);
        }

        Lifecycle redriven(Instant at, Optional<Instant> newDeadline) {
            return new Lifecycle(
                    ExecutionStatus.RUNNING,
                    newDeadline,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    redriveCount + 1,
                    Optional.of(at));
        }

        boolean overdue(Instant now) {
            return deadline.filter(end -> !now.isBefore(end)).isPresent();
        }
    }

    Execution(
            ExecutionIdentity identity,
            StateMachineDefinition definition,
            History history,
            Lifecycle lifecycle,
            Position position,
            Activity activity,
            long epoch) {
        this.identity = identity;
        this.definition = definition;
        this.history = history;
        this.lifecycle = lifecycle;
        this.position = position;
        this.activity = activity;
        this.epoch = epoch;
    }

    ExecutionIdentity identity() {
        return identity;
    }

    ExecutionArn arn() {
        return identity.arn();
    }

    StateMachineDefinition definition() {
        return definition;
    }

    List<HistoryEvent> events() {
        return history.events();
    }

    List<HistoryEvent> events(Set<HistoryEventType> types) {
        return history.events(types);
    }

    List<SavedEvent> savedEvents() {
        return history.saved();
    }

    boolean historyHasRoom() {
        return history.hasRoom();
    }

    /** @param details asked for when somebody reads the history: what they are made of must not change */
    void record(Instant at, HistoryEventType type, Supplier<ObjectNode> details) {
        history.add(at, type, details);
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }

    boolean isRunning() {
        return lifecycle.status() == ExecutionStatus.RUNNING;
    }

    void setLifecycle(Lifecycle next) {
        lifecycle = next;
        description = null;
    }

    Position position() {
        return position;
    }

    void setPosition(Position next) {
        position = next;
        description = null;
    }

    Activity activity() {
        return activity;
    }

    long epoch() {
        return epoch;
    }

    /** Begins another activity: whatever the last one waited for is stale. */
    void become(Activity next) {
        activity = next;
        epoch++;
        description = null;
    }

    /** Adds to the activity under way what came in meanwhile. */
    void update(Activity same) {
        activity = same;
        description = null;
    }

    /** The same object until something changes: whoever waits for an end asks again and again. */
    ExecutionDescription describe() {
        ExecutionDescription known = description;
        if (known == null) {
            known = described();
            description = known;
        }
        return known;
    }

    private ExecutionDescription described() {
        return new ExecutionDescription(
                identity.arn(),
                identity.stateMachine(),
                identity.name(),
                lifecycle.status(),
                position.state(),
                identity.startTime(),
                lifecycle.stopTime(),
                identity.input().deepCopy(),
                lifecycle.output().map(JsonNode::deepCopy),
                lifecycle.error(),
                lifecycle.cause(),
                lifecycle.redriveCount(),
                activity.pendingToken()
                        .map(token ->
                                new ExecutionDescription.WaitingTask(token.token(), token.since(), token.deadline())));
    }
}
