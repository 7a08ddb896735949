package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.asl.Activity.Answer;
import io.github.outpostrecovery.lab.asl.definition.Catcher;
import io.github.outpostrecovery.lab.asl.definition.Retrier;
import io.github.outpostrecovery.lab.asl.definition.State;
import io.github.outpostrecovery.lab.asl.definition.Transition;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes an execution from one state to the next. */
final class Interpreter {
    private final Timetable timetable;
    private final ExecutionContext context;
    private final SplitMix64 random;
    private final StepListener listener;
    private final ExecutionEnd end;
    private final TaskCaller caller;

    Interpreter(
            Timetable timetable,
            ExecutionContext context,
            SplitMix64 random,
            StepListener listener,
            ExecutionEnd end,
            TaskCaller caller) {
        this.timetable = timetable;
        this.context = context;
        this.random = random;
        this.listener = listener;
        this.end = end;
        this.caller = caller;
    }

    /** Acts on an entry that is not stale. */
    void step(Execution execution, AgendaEntry.Step step) {
        if (step == AgendaEntry.Step.EXECUTION_TIMEOUT || execution.lifecycle().overdue(timetable.now())) {
            end.timedOut(execution);
            return;
        }
        try {
            act(execution, step);
        } catch (StateError error) {
            stateFailed(execution, error.error(), error.cause());
        }
    }

    private void act(Execution execution, AgendaEntry.Step step) {
        switch (step) {
            case RUN -> run(execution);
            case WAKE -> wake(execution);
            case ANSWER -> answered(execution);
            case TASK_TIMEOUT -> taskTimedOut(execution, StateError.TIMEOUT);
            case HEARTBEAT_TIMEOUT -> heartbeatDue(execution);
            case EXECUTION_TIMEOUT -> end.timedOut(execution);
        }
    }

    private void run(Execution execution) {
        State state = execution.definition().state(execution.position().state());
        if (execution.position().entered().isEmpty()) {
            enter(execution, state);
        }
        switch (state) {
            case State.Pass pass -> pass(execution, pass);
            case State.Choice choice -> choose(execution, choice);
            case State.Wait wait -> await(execution, wait);
            case State.Succeed succeed -> {
                JsonNode input = succeed.inputPath().apply(scope(execution));
                JsonNode output = succeed.outputPath().apply(scope(execution).over(input));
                exit(execution, succeed, output, new Transition.End());
            }
            case State.Fail fail -> {
                Optional<String> error = fail.error().text(scope(execution));
                Optional<String> cause = fail.cause().text(scope(execution));
                end.failed(execution, error, cause);
            }
            case State.Task task -> call(execution, task);
        }
    }

    private void enter(Execution execution, State state) {
        Instant now = timetable.now();
        JsonNode input = execution.position().input();
        execution.record(
                now,
                StateEvents.entered(state),
                () -> History.details().put("name", state.name()).put("input", input.toString()));
        execution.setPosition(execution.position().enteredAt(now));
        listener.stateEntered(execution.arn(), state.name(), input, now);
    }

    private void pass(Execution execution, State.Pass pass) {
        Scope scope = scope(execution);
        JsonNode input = pass.inputPath().apply(scope);
        JsonNode result = pass.result().orElse(input);
        if (pass.parameters().isPresent()) {
            result = pass.parameters().get().evaluate(scope.over(input));
        }
        JsonNode combined = pass.resultPath().apply(execution.position().input(), result);
        exit(execution, pass, pass.outputPath().apply(scope.over(combined)), pass.next());
    }

    private void choose(Execution execution, State.Choice choice) {
        Scope scope = scope(execution);
        Scope effective = scope.over(choice.inputPath().apply(scope));
        String next = choice.branches().stream()
                .filter(branch -> branch.rule().holds(effective))
                .findFirst()
                .map(State.Branch::next)
                .or(choice::otherwise)
                .orElseThrow(() -> new StateError(
                        StateError.NO_CHOICE_MATCHED,
                        "State '" + choice.name() + "': no rule matched and there is no Default"));
        exit(execution, choice, choice.outputPath().apply(effective), new Transition.To(next));
    }

    private void await(Execution execution, State.Wait wait) {
        Scope scope = scope(execution);
        Instant now = timetable.now();
        Instant until = wait.until().instant(now, scope.over(wait.inputPath().apply(scope)));
        execution.become(new Activity.Waiting(until));
        timetable.scheduleAt(execution, AgendaEntry.Step.WAKE, until);
        listener.waiting(execution.arn(), wait.name(), Optional.of(until), now);
    }

    private void wake(Execution execution) {
        if (execution.definition().state(execution.position().state()) instanceof State.Wait wait) {
            JsonNode input = wait.inputPath().apply(scope(execution));
            exit(execution, wait, wait.outputPath().apply(scope(execution).over(input)), wait.next());
        }
    }

    private void call(Execution execution, State.Task task) {
        switch (caller.call(execution, task)) {
            case TaskCaller.Outcome.Succeeded(JsonNode result) -> complete(execution, task, result);
            case TaskCaller.Outcome.Failed(String error, String cause) -> stateFailed(execution, error, cause);
            case TaskCaller.Outcome.Submitted(Optional<Instant> until) ->
                listener.waiting(execution.arn(), task.name(), until, timetable.now());
            case TaskCaller.Outcome.Overtaken overtaken -> {}
            case TaskCaller.Outcome.ExecutionOverdue overdue -> end.timedOut(execution);
        }
    }

    private void answered(Execution execution) {
        if (!(execution.activity() instanceof Activity.Answered(Answer answer))) {
            throw new IllegalStateException(execution.arn() + " has no answer to go on with");
        }
        State.Task task = task(execution);
        switch (caller.settle(execution, task, answer)) {
            case TaskCaller.Outcome.Succeeded(JsonNode result) -> complete(execution, task, result);
            case TaskCaller.Outcome.Failed(String error, String cause) -> stateFailed(execution, error, cause);
            case TaskCaller.Outcome.Submitted submitted -> throw new IllegalStateException("an answer ends its task");
            case TaskCaller.Outcome.Overtaken overtaken -> throw new IllegalStateException("an answer ends its task");
            case TaskCaller.Outcome.ExecutionOverdue overdue -> end.timedOut(execution);
        }
    }

    private void heartbeatDue(Execution execution) {
        boolean missed = execution
                .activity()
                .pendingToken()
                .flatMap(Activity.PendingToken::heartbeatDeadline)
                .filter(deadline -> !timetable.now().isBefore(deadline))
                .isPresent();
        if (missed) {
            taskTimedOut(execution, StateError.HEARTBEAT_TIMEOUT);
        }
    }

    private void taskTimedOut(Execution execution, String error) {
        TaskCaller.Outcome.Failed timedOut = caller.timedOut(execution, task(execution), error);
        stateFailed(execution, timedOut.error(), timedOut.cause());
    }

    /** Nobody waits any more for the call that is under way. */
    void callGivenUp(Execution execution, String error, String cause) {
        String resource = task(execution).resource();
        execution.record(
                timetable.now(), HistoryEventType.TASK_FAILED, () -> new TaskEvents(resource).failed(error, cause));
        stateFailed(execution, error, cause);
    }

    private static State.Task task(Execution execution) {
        if (execution.definition().state(execution.position().state()) instanceof State.Task task) {
            return task;
        }
        throw new IllegalStateException(execution.arn() + " is not in a Task state");
    }

    private void complete(Execution execution, State.Task task, JsonNode result) {
        Scope scope = scope(execution);
        JsonNode selected = task.resultSelector()
                .map(template -> template.evaluate(scope.over(result)))
                .orElse(result);
        JsonNode combined = task.resultPath().apply(execution.position().input(), selected);
        exit(execution, task, task.outputPath().apply(scope.over(combined)), task.next());
    }

    private void exit(Execution execution, State state, JsonNode rawOutput, Transition transition) {
        JsonNode output = JsonText.bounded(rawOutput, "The output of the state '" + state.name() + "'");
        Instant now = timetable.now();
        StateEvents.exited(state)
                .ifPresent(type -> execution.record(
                        now,
                        type,
                        () -> History.details().put("name", state.name()).put("output", output.toString())));
        listener.stateExited(execution.arn(), state.name(), output, now);
        switch (transition) {
            case Transition.End last -> end.succeeded(execution, output);
            case Transition.To(String next) -> {
                execution.setPosition(Position.before(next, output));
                ready(execution, Duration.ZERO);
            }
        }
    }

    /** Lets the execution's state run, or run again, after a delay. */
    void ready(Execution execution, Duration delay) {
        execution.become(new Activity.Ready());
        timetable.schedule(execution, AgendaEntry.Step.RUN, delay);
    }

    private void stateFailed(Execution execution, String error, String cause) {
        State state = execution.definition().state(execution.position().state());
        try {
            if (state instanceof State.Task task
                    && (retried(execution, task, error, cause) || caught(execution, task, error, cause))) {
                return;
            }
            end.failed(execution, Optional.of(error), Optional.of(cause));
        } catch (StateError second) {
            end.failed(execution, Optional.of(second.error()), Optional.of(second.cause()));
        }
    }

    /** The first retrier that means the error decides alone: once it is used up, none of the others is asked. */
    private boolean retried(Execution execution, State.Task task, String error, String cause) {
        List<Retrier> retriers = task.retriers();
        for (int i = 0; i < retriers.size(); i++) {
            Retrier retrier = retriers.get(i);
            if (retrier.errors().matches(error)) {
                int attempts = execution.position().attempts(i);
                if (attempts >= retrier.maxAttempts()) {
                    return false;
                }
                Duration delay = retrier.delay(attempts, random);
                execution.setPosition(execution.position().retriedBy(i));
                ready(execution, delay);
                listener.retryScheduled(execution.arn(), task.name(), error, cause, delay, timetable.now());
                return true;
            }
        }
        return false;
    }

    private boolean caught(Execution execution, State.Task task, String error, String cause) {
        for (Catcher catcher : task.catchers()) {
            if (catcher.errors().matches(error)) {
                JsonNode details = JsonNodeFactory.instance
                        .objectNode()
                        .put("Error", error)
                        .put("Cause", cause);
                JsonNode output =
                        catcher.resultPath().apply(execution.position().input(), details);
                exit(execution, task, output, new Transition.To(catcher.next()));
                return true;
            }
        }
        return false;
    }

    private Scope scope(Execution execution) {
        return new Scope(execution.position().input(), () -> context.of(execution, Optional.empty()), random);
    }
}
