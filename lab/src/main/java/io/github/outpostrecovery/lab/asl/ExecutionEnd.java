package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.StateError;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Instant;
import java.util.Optional;

/** The four ways in which an execution ends. */
final class ExecutionEnd {
    private final Agenda agenda;
    private final StepListener listener;

    ExecutionEnd(Agenda agenda, StepListener listener) {
        this.agenda = agenda;
        this.listener = listener;
    }

    void succeeded(Execution execution, JsonNode output) {
        end(
                execution,
                ExecutionStatus.SUCCEEDED,
                HistoryEventType.EXECUTION_SUCCEEDED,
                Optional.of(output),
                Optional.empty(),
                Optional.empty());
    }

    void failed(Execution execution, Optional<String> error, Optional<String> cause) {
        end(execution, ExecutionStatus.FAILED, HistoryEventType.EXECUTION_FAILED, Optional.empty(), error, cause);
    }

    void timedOut(Execution execution) {
        end(
                execution,
                ExecutionStatus.TIMED_OUT,
                HistoryEventType.EXECUTION_TIMED_OUT,
                Optional.empty(),
                Optional.of(StateError.TIMEOUT),
                Optional.of("The execution ran longer than the TimeoutSeconds of its state machine"));
    }

    void aborted(Execution execution, Optional<String> error, Optional<String> cause) {
        end(execution, ExecutionStatus.ABORTED, HistoryEventType.EXECUTION_ABORTED, Optional.empty(), error, cause);
    }

    private void end(
            Execution execution,
            ExecutionStatus status,
            HistoryEventType type,
            Optional<JsonNode> output,
            Optional<String> error,
            Optional<String> cause) {
        Instant now = agenda.instant();
        execution.record(now, type, () -> details(output, error, cause));
        execution.setLifecycle(execution.lifecycle().ended(status, now, output, error, cause));
        execution.become(new Activity.Ended());
        listener.executionEnded(execution.describe(), now);
    }

    private static ObjectNode details(Optional<JsonNode> output, Optional<String> error, Optional<String> cause) {
        ObjectNode details = History.details();
        output.ifPresent(document -> details.put("output", document.toString()));
        error.ifPresent(name -> details.put("error", name));
        cause.ifPresent(text -> details.put("cause", text));
        return details;
    }
}
