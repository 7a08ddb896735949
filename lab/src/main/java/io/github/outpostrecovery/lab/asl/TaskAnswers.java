package io.github.outpostrecovery.lab.asl;

import io.github.outpostrecovery.lab.asl.Activity.Answer;
import io.github.outpostrecovery.lab.asl.Activity.PendingToken;
import io.github.outpostrecovery.lab.asl.StepFunctionsException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes what is sent to task tokens. */
final class TaskAnswers {
    private final Timetable timetable;
    private final ExecutionStore store;

    TaskAnswers(Timetable timetable, ExecutionStore store) {
        this.timetable = timetable;
        this.store = store;
    }

    void answer(String token, Answer answer) {
        Execution execution = waitingFor(token);
        if (execution.activity() instanceof Activity.Calling calling) {
            execution.update(new Activity.Calling(calling.resource(), calling.token(), Optional.of(answer)));
            return;
        }
        execution.become(new Activity.Answered(answer));
        timetable.schedule(execution, AgendaEntry.Step.ANSWER, Duration.ZERO);
    }

    void heartbeat(String token) {
        Execution execution = waitingFor(token);
        Instant now = timetable.now();
        if (execution.activity() instanceof Activity.AwaitingToken(PendingToken pending)) {
            PendingToken next = pending.beat(now);
            execution.update(new Activity.AwaitingToken(next));
            next.heartbeatDeadline()
                    .ifPresent(due -> timetable.scheduleAt(execution, AgendaEntry.Step.HEARTBEAT_TIMEOUT, due));
        }
        if (execution.activity() instanceof Activity.Calling calling) {
            execution.update(new Activity.Calling(
                    calling.resource(), calling.token().map(pending -> pending.beat(now)), calling.answer()));
        }
    }

    /** The execution whose task waits for the token, and whose time is not over: a due timeout may not have run yet. */
    private Execution waitingFor(String token) {
        ExecutionArn arn = store.tokens()
                .execution(token)
                .orElseThrow(() -> new StepFunctionsException(Code.INVALID_TOKEN, "Invalid token"));
        Execution execution = store.require(arn);
        Instant now = timetable.now();
        boolean waits = execution
                .activity()
                .pendingToken()
                .filter(pending -> pending.token().equals(token) && !pending.expired(now))
                .isPresent();
        if (!waits || execution.lifecycle().overdue(now)) {
            throw new StepFunctionsException(Code.TASK_TIMED_OUT, "Provided task does not exist anymore");
        }
        return execution;
    }
}
