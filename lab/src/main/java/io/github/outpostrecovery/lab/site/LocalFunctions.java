package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.CompleteRecovery;
import io.github.outpostrecovery.functions.ConfirmAttachment;
import io.github.outpostrecovery.functions.FenceInitiator;
import io.github.outpostrecovery.functions.GrantInitiator;
import io.github.outpostrecovery.functions.OpenIncident;
import io.github.outpostrecovery.functions.Reconcile;
import io.github.outpostrecovery.functions.RelaunchInstance;
import io.github.outpostrecovery.functions.RequestApproval;
import io.github.outpostrecovery.functions.VerifyPrimary;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.FunctionError;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.time.Agenda;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The real handlers, invoked as Lambda would: bytes in, bytes out, an exception as its class name. */
final class LocalFunctions implements FunctionHost {
    /** What a warm invocation costs before the handler does anything. */
    private static final Duration INVOCATION = Duration.ofMillis(25);

    private static final Map<String, Function<Services, RequestStreamHandler>> HANDLERS = Map.of(
            "OpenIncident", OpenIncident::new,
            "VerifyPrimary", VerifyPrimary::new,
            "RequestApproval", RequestApproval::new,
            "FenceInitiator", FenceInitiator::new,
            "GrantInitiator", GrantInitiator::new,
            "RelaunchInstance", RelaunchInstance::new,
            "ConfirmAttachment", ConfirmAttachment::new,
            "CompleteRecovery", CompleteRecovery::new,
            "Reconcile", Reconcile::new);

    private final Map<String, RequestStreamHandler> handlers = new TreeMap<>();
    private final Agenda agenda;
    private final ObjectMapper json = CoreJson.mapper();

    LocalFunctions(Services services, Agenda agenda) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        HANDLERS.forEach((name, handler) -> handlers.put(name, handler.apply(services)));
    }

    /** What the state machines call the functions, by the substitutions of the template. */
    static Map<String, String> substitutions() {
        Map<String, String> substitutions = new TreeMap<>();
        HANDLERS.keySet().forEach(name -> substitutions.put(name + "Function", name));
        return substitutions;
    }

    @Override
    public JsonNode invoke(String functionName, JsonNode payload) throws FunctionError {
        RequestStreamHandler handler = handlers.get(functionName);
        if (handler == null) {
            throw FunctionError.refused("Lambda.ResourceNotFoundException", "Function not found: " + functionName);
        }
        agenda.advance(INVOCATION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(json.writeValueAsBytes(payload)), out, new LocalContext(functionName));
            return json.readTree(out.toByteArray());
        } catch (IOException | RuntimeException thrown) {
            throw FunctionError.thrown(thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        }
    }
}
