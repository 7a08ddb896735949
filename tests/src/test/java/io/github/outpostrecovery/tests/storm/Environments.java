package io.github.outpostrecovery.tests.storm;

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
import io.github.outpostrecovery.functions.RelaunchInstance;
import io.github.outpostrecovery.functions.RequestApproval;
import io.github.outpostrecovery.functions.VerifyPrimary;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.FunctionError;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.site.LocalContext;
import io.github.outpostrecovery.lab.time.Agenda;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lambda: each environment serves one invocation at a time, with services and log-ins of its own; there are as many as run at
 * once, up to the account's limit.
 */
final class Environments implements FunctionHost {
    private static final Duration INVOCATION = Duration.ofMillis(25);
    private static final Map<String, Function<Services, RequestStreamHandler>> HANDLERS = Map.of(
            "OpenIncident", OpenIncident::new,
            "VerifyPrimary", VerifyPrimary::new,
            "RequestApproval", RequestApproval::new,
            "FenceInitiator", FenceInitiator::new,
            "GrantInitiator", GrantInitiator::new,
            "RelaunchInstance", RelaunchInstance::new,
            "ConfirmAttachment", ConfirmAttachment::new,
            "CompleteRecovery", CompleteRecovery::new);

    private final Agenda agenda;
    private final Supplier<Services> services;
    private final int limit;
    private final ObjectMapper json = CoreJson.mapper();
    private final Map<String, Deque<RequestStreamHandler>> idle = new HashMap<>();
    private int running;
    private int most;
    private int refused;
    private int invocations;

    Environments(Agenda agenda, Supplier<Services> services, int limit) {
        this.agenda = agenda;
        this.services = services;
        this.limit = limit;
    }

    static List<String> functions() {
        return HANDLERS.keySet().stream().sorted().toList();
    }

    @Override
    public JsonNode invoke(String function, JsonNode payload) throws FunctionError {
        if (running >= limit) {
            refused++;
            throw FunctionError.refused("Lambda.TooManyRequestsException", "Rate Exceeded.");
        }
        running++;
        invocations++;
        most = Math.max(most, running);
        Deque<RequestStreamHandler> warm = idle.computeIfAbsent(function, none -> new ArrayDeque<>());
        RequestStreamHandler handler =
                warm.isEmpty() ? requireNonNull(HANDLERS.get(function)).apply(services.get()) : warm.pop();
        try {
            agenda.advance(INVOCATION);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(json.writeValueAsBytes(payload)), out, new LocalContext(function));
            return json.readTree(out.toByteArray());
        } catch (IOException | RuntimeException thrown) {
            throw FunctionError.thrown(thrown.getClass().getName(), String.valueOf(thrown.getMessage()));
        } finally {
            running--;
            warm.push(handler);
        }
    }

    int mostAtOnce() {
        return most;
    }

    int refused() {
        return refused;
    }

    int invocations() {
        return invocations;
    }
}
