package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.Activity.Answer;
import io.github.outpostrecovery.lab.asl.Activity.PendingToken;
import io.github.outpostrecovery.lab.asl.definition.Seconds;
import io.github.outpostrecovery.lab.asl.definition.State;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Calls integrations on behalf of Task states, and judges what came of it by the clock. */
final class TaskCaller {
    private final Timetable timetable;
    private final Account account;
    private final SplitMix64 random;
    private final TaskTokens tokens;
    private final Map<String, TaskIntegration> integrations;
    private final Checkpoint checkpoint;
    private final ExecutionContext context;

    /** What came of a task. */
    sealed interface Outcome {
        /** It returned. */
        record Succeeded(JsonNode result) implements Outcome {}

        /** It failed or took too long. */
        record Failed(String error, String cause) implements Outcome {}

        /** It waits for its token. */
        record Submitted(Optional<Instant> until) implements Outcome {}

        /** The execution was stopped while the call was under way. */
        record Overtaken() implements Outcome {}

        /** The execution ran over its time while the call was under way. */
        record ExecutionOverdue() implements Outcome {}
    }

    TaskCaller(
            Timetable timetable,
            Account account,
            SplitMix64 random,
            TaskTokens tokens,
            Map<String, TaskIntegration> integrations,
            Checkpoint checkpoint,
            ExecutionContext context) {
        this.timetable = timetable;
        this.account = account;
        this.random = random;
        this.tokens = tokens;
        this.integrations = integrations;
        this.checkpoint = checkpoint;
        this.context = context;
    }

    /**
     * Calls the task's integration.
     *
     * @throws StateError if the task cannot be called, or its result is too large
     */
    Outcome call(Execution execution, State.Task task) {
        Optional<String> token =
                task.waitsForToken() ? Optional.of(tokens.issue(execution.arn(), random)) : Optional.empty();
        JsonNode input = execution.position().input();
        Scope scope = new Scope(input, () -> context.of(execution, token), random);
        Scope effective = scope.over(task.inputPath().apply(scope));
        JsonNode parameters = JsonText.bounded(
                task.parameters().map(template -> template.evaluate(effective)).orElse(effective.data()),
                "The parameters of the state '" + task.name() + "'");
        OptionalInt timeout = seconds(task.timeout(), effective);
        OptionalInt heartbeat = seconds(task.heartbeat(), effective);

        Instant started = timetable.now();
        TaskEvents events = new TaskEvents(task.resource());
        execution.record(
                started,
                HistoryEventType.TASK_SCHEDULED,
                () -> events.scheduled(account.region(), parameters, timeout, heartbeat));
        execution.record(started, HistoryEventType.TASK_STARTED, events::started);
        execution.become(new Activity.Calling(
                task.resource(), token.map(value -> pending(value, started, timeout, heartbeat)), Optional.empty()));
        long epoch = execution.epoch();
        checkpoint.beforeCall(execution.arn(), task.name());
        Outcome outcome = invoke(execution, task, parameters, token);
        if (execution.epoch() != epoch) {
            return new Outcome.Overtaken();
        }
        if (execution.lifecycle().overdue(timetable.now())) {
            return new Outcome.ExecutionOverdue();
        }
        Instant latest = timeout.isPresent() ? started.plusSeconds(timeout.getAsInt()) : Instant.MAX;
        return judge(execution, task, outcome, timetable.now().isAfter(latest));
    }

    private Outcome invoke(Execution execution, State.Task task, JsonNode parameters, Optional<String> token) {
        TaskIntegration integration = integrations.get(task.resource());
        if (integration == null) {
            throw new IllegalStateException("no integration is registered for " + task.resource());
        }
        TaskContext call = new TaskContext(
                execution.arn(), task.name(), execution.position().retryCount(), token);
        try {
            return new Outcome.Succeeded(checkpoint.call(integration, parameters, call));
        } catch (TaskFailure failure) {
            return new Outcome.Failed(failure.error(), failure.cause());
        }
    }

    private Outcome judge(Execution execution, State.Task task, Outcome outcome, boolean late) {
        Optional<Answer> answer =
                execution.activity() instanceof Activity.Calling calling ? calling.answer() : Optional.empty();
        if (answer.isPresent()) {
            // The service took the answer while the call was under way: whoever sent it knows the task to be done.
            return settle(execution, task, answer.get());
        }
        if (late) {
            return timedOut(execution, task, StateError.TIMEOUT);
        }
        if (outcome instanceof Outcome.Succeeded(JsonNode result)) {
            return task.waitsForToken() ? submitted(execution, task, result) : succeeded(execution, task, result);
        }
        if (outcome instanceof Outcome.Failed(String error, String cause)) {
            execution.record(
                    timetable.now(),
                    HistoryEventType.TASK_FAILED,
                    () -> new TaskEvents(task.resource()).failed(error, cause));
        }
        return outcome;
    }

    private Outcome submitted(Execution execution, State.Task task, JsonNode result) {
        Instant now = timetable.now();
        JsonNode output = JsonText.bounded(result, "The result of the state '" + task.name() + "'");
        execution.record(now, HistoryEventType.TASK_SUBMITTED, () -> new TaskEvents(task.resource()).output(output));
        PendingToken pending = execution
                .activity()
                .pendingToken()
                .orElseThrow(() -> new IllegalStateException("a task without its token"));
        execution.become(new Activity.AwaitingToken(pending));
        pending.deadline().ifPresent(end -> timetable.scheduleAt(execution, AgendaEntry.Step.TASK_TIMEOUT, end));
        pending.heartbeatDeadline()
                .ifPresent(end -> timetable.scheduleAt(execution, AgendaEntry.Step.HEARTBEAT_TIMEOUT, end));
        return new Outcome.Submitted(pending.deadline());
    }

    /** Ends the task as its token was answered. */
    Outcome settle(Execution execution, State.Task task, Answer answer) {
        return switch (answer) {
            case Answer.Success(JsonNode output) -> succeeded(execution, task, output);
            case Answer.Failure(String error, String cause) -> {
                execution.record(
                        timetable.now(),
                        HistoryEventType.TASK_FAILED,
                        () -> new TaskEvents(task.resource()).failed(error, cause));
                yield new Outcome.Failed(error, cause);
            }
        };
    }

    private Outcome succeeded(Execution execution, State.Task task, JsonNode result) {
        JsonNode output = JsonText.bounded(result, "The result of the state '" + task.name() + "'");
        execution.record(
                timetable.now(), HistoryEventType.TASK_SUCCEEDED, () -> new TaskEvents(task.resource()).output(output));
        return new Outcome.Succeeded(output);
    }

    /** Ends the task because it took too long. */
    Outcome.Failed timedOut(Execution execution, State.Task task, String error) {
        String cause = error.equals(StateError.TIMEOUT)
                ? "The task ran longer than its TimeoutSeconds"
                : "The task sent no heartbeat for its HeartbeatSeconds";
        execution.record(
                timetable.now(),
                HistoryEventType.TASK_TIMED_OUT,
                () -> new TaskEvents(task.resource()).failed(error, cause));
        return new Outcome.Failed(error, cause);
    }

    private static PendingToken pending(String token, Instant started, OptionalInt timeout, OptionalInt heartbeat) {
        return new PendingToken(
                token, started, after(started, timeout), heartbeat.orElse(0), after(started, heartbeat));
    }

    private static Optional<Instant> after(Instant started, OptionalInt seconds) {
        return seconds.isPresent() ? Optional.of(started.plusSeconds(seconds.getAsInt())) : Optional.empty();
    }

    private static OptionalInt seconds(Optional<Seconds> seconds, Scope scope) {
        return seconds.isPresent() ? OptionalInt.of(seconds.get().value(scope)) : OptionalInt.empty();
    }
}
