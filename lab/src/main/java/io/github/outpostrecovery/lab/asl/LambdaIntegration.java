package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.Optional;
import java.util.Set;

/**
 * {@code lambda:invoke} and {@code lambda:invoke.waitForTaskToken}: takes {@code FunctionName} and {@code Payload}, answers
 * {@code {"ExecutedVersion","Payload","StatusCode"}}.
 */
public final class LambdaIntegration implements TaskIntegration {
    /** The resource that ends when the function returns. */
    public static final String INVOKE = "arn:aws:states:::lambda:invoke";

    /** The resource that ends when the task's token is answered. */
    public static final String INVOKE_WAIT_FOR_TASK_TOKEN = INVOKE + ".waitForTaskToken";

    private static final int OK = 200;

    private final FunctionHost host;

    public LambdaIntegration(FunctionHost host) {
        this.host = requireNonNull(host, "host is null");
    }

    @Override
    public JsonNode call(JsonNode parameters, TaskContext context) throws TaskFailure {
        JsonNode functionName = parameters.path("FunctionName");
        if (!functionName.isTextual()) {
            throw new TaskFailure(StateError.RUNTIME, "The value for the field 'FunctionName' must be a STRING");
        }
        try {
            JsonNode payload = host.invoke(functionName.textValue(), parameters.path("Payload"));
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("ExecutedVersion", "$LATEST")
                    .put("StatusCode", OK)
                    .set("Payload", payload);
        } catch (FunctionError error) {
            throw new TaskFailure(error.error(), error.cause());
        }
    }

    @Override
    public Optional<ParameterNames> parameterNames() {
        return Optional.of(new ParameterNames(Set.of("FunctionName", "Payload"), Set.of()));
    }
}
