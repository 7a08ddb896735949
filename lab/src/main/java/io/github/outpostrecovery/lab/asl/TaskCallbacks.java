package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.Optional;
import java.util.Set;

/**
 * {@code aws-sdk:sfn:sendTaskSuccess} and {@code aws-sdk:sfn:sendTaskFailure}: one execution answers the token of another.
 *
 * <p>As the API wants it, {@code Output} is a string that holds JSON ({@code States.JsonToString} makes one).
 */
final class TaskCallbacks {
    static final String SEND_TASK_SUCCESS = "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess";
    static final String SEND_TASK_FAILURE = "arn:aws:states:::aws-sdk:sfn:sendTaskFailure";

    private TaskCallbacks() {}

    /** Answers with {@code TaskToken} and {@code Output}. */
    record SendTaskSuccess(StepFunctions service) implements TaskIntegration {
        @Override
        public JsonNode call(JsonNode parameters, TaskContext context) throws TaskFailure {
            String token = string(parameters, "TaskToken");
            String output = string(parameters, "Output");
            try {
                return answered(() -> service.sendTaskSuccess(token, JsonText.parse(output)));
            } catch (JsonProcessingException invalid) {
                throw new TaskFailure(
                        "Sfn.InvalidOutputException", "Invalid Output: not JSON: " + invalid.getOriginalMessage());
            }
        }

        @Override
        public Optional<ParameterNames> parameterNames() {
            return Optional.of(new ParameterNames(Set.of("TaskToken", "Output"), Set.of()));
        }
    }

    /** Answers with {@code TaskToken}, {@code Error} and {@code Cause}. */
    record SendTaskFailure(StepFunctions service) implements TaskIntegration {
        @Override
        public JsonNode call(JsonNode parameters, TaskContext context) throws TaskFailure {
            String token = string(parameters, "TaskToken");
            String error = parameters.has("Error") ? string(parameters, "Error") : "";
            String cause = parameters.has("Cause") ? string(parameters, "Cause") : "";
            try {
                return answered(() -> service.sendTaskFailure(token, error, cause));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        @Override
        public Optional<ParameterNames> parameterNames() {
            return Optional.of(new ParameterNames(Set.of("TaskToken"), Set.of("Error", "Cause")));
        }
    }

    @FunctionalInterface
    private interface Request {
        void send() throws JsonProcessingException;
    }

    private static JsonNode answered(Request request) throws TaskFailure, JsonProcessingException {
        try {
            request.send();
            return JsonNodeFactory.instance.objectNode();
        } catch (StepFunctionsException refused) {
            String message = refused.getMessage();
            throw new TaskFailure("Sfn." + refused.code().text() + "Exception", message == null ? "" : message);
        }
    }

    private static String string(JsonNode parameters, String field) throws TaskFailure {
        JsonNode value = parameters.path(field);
        if (!value.isTextual()) {
            throw new TaskFailure(StateError.RUNTIME, "The value for the field '" + field + "' must be a STRING");
        }
        return value.textValue();
    }
}
