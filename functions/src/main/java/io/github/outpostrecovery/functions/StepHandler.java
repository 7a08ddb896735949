package io.github.outpostrecovery.functions;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.Rehearsal;
import io.github.outpostrecovery.core.readiness.Rehearsed;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * A step as a Lambda function. What it returns is an outcome; an exception means "run me again", or a bug.
 *
 * @param <I> what the state machine hands in
 */
public abstract class StepHandler<I> implements RequestStreamHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StepHandler.class);

    /** The field that makes an invocation a rehearsal: the step itself is then not taken, whatever else is there. */
    private static final String REHEARSE = "rehearse";

    private final Class<I> inputType;
    private final Optional<Rehearsal> rehearsal;
    private final ObjectMapper json = CoreJson.mapper();

    protected StepHandler(Class<I> inputType) {
        this(inputType, Optional.empty());
    }

    /** A step that can also be rehearsed. */
    protected StepHandler(Class<I> inputType, Rehearsal rehearsal) {
        this(inputType, Optional.of(rehearsal));
    }

    private StepHandler(Class<I> inputType, Optional<Rehearsal> rehearsal) {
        this.inputType = requireNonNull(inputType, "inputType is null");
        this.rehearsal = rehearsal;
    }

    /** Does the step. */
    protected abstract Object step(I input);

    /**
     * What one of several tasks of a function needs.
     *
     * @throws IllegalArgumentException if the state machine left it out
     */
    static <T> T given(Optional<T> part, String what) {
        return part.orElseThrow(() -> new IllegalArgumentException("the input has no " + what));
    }

    @Override
    public final void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        JsonNode event = json.readTree(in);
        JsonNode result = PowertoolsLogging.withLogging(context, () -> logged(event));
        json.writeValue(out, result);
    }

    private I input(JsonNode event) throws IOException {
        if (!event.isObject()) {
            throw new IllegalArgumentException(getClass().getSimpleName() + " was invoked without an input");
        }
        return json.treeToValue(event, inputType);
    }

    private Rehearsed rehearse(JsonNode event) throws IOException {
        if (!event.hasNonNull(REHEARSE)) {
            throw new IllegalArgumentException("a rehearsal names an instance, and this one names none");
        }
        InstanceName instance = json.treeToValue(event.path(REHEARSE), InstanceName.class);
        return rehearsal
                .orElseThrow(
                        () -> new IllegalArgumentException(getClass().getSimpleName() + " has nothing to rehearse"))
                .rehearse(instance);
    }

    private JsonNode logged(JsonNode event) {
        // The incident, in every line; the first step does not know it yet, and logs the execution.
        MDC.put("incident", event.path("incident").asText("none"));
        MDC.put("execution", event.path("execution").asText("none"));
        try {
            JsonNode result = json.valueToTree(event.has(REHEARSE) ? rehearse(event) : step(input(event)));
            LOG.info(
                    "{} ended as {}: {}",
                    getClass().getSimpleName(),
                    result.path("outcome").asText("done"),
                    result.path("reason").asText(""));
            return result;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        } finally {
            MDC.remove("incident");
            MDC.remove("execution");
        }
    }
}
