package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The API that a Lambda runtime takes its invocations from and answers them to (Lambda Developer Guide, "Using the Lambda
 * runtime API for custom runtimes"), for one function.
 */
final class RuntimeApi implements AutoCloseable {
    private static final String PREFIX = "/2018-06-01/runtime/";
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private final String functionArn;
    private final WireServer server;
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> underWay = new ConcurrentHashMap<>();

    /** How an invocation ended. */
    sealed interface Answer {
        /** The handler returned. */
        record Returned(String payload) implements Answer {}

        /** The handler, or its construction, threw; the document that Lambda passes on. */
        record Failed(String error) implements Answer {}
    }

    private record Invocation(String id, String event, CompletableFuture<Answer> answer) {}

    RuntimeApi(String functionArn) {
        this.functionArn = functionArn;
        this.server = WireServer.start(this::serve);
    }

    /** What the runtime finds in {@code AWS_LAMBDA_RUNTIME_API}. */
    String hostAndPort() {
        return "127.0.0.1:" + server.port();
    }

    /** Puts an event in; the runtime takes one after the other. */
    CompletableFuture<Answer> invoke(String event) {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), event, new CompletableFuture<>());
        underWay.put(invocation.id(), invocation);
        waiting.add(invocation);
        return invocation.answer();
    }

    /** Ends everything that is still waiting, because the runtime will not answer any more. */
    void giveUp(String errorType, String why) {
        waiting.clear();
        underWay.values()
                .forEach(invocation -> end(
                        invocation.id(),
                        new Answer.Failed(WireJson.object()
                                .put("errorType", errorType)
                                .put("errorMessage", why)
                                .toString())));
    }

    @Override
    public void close() {
        giveUp("Runtime.ExitError", "the function was shut down");
        server.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (path.equals(PREFIX + "invocation/next")) {
            next(exchange);
        } else if (path.equals(PREFIX + "init/error")) {
            accept(exchange);
            waiting.clear();
            underWay.keySet().forEach(id -> end(id, new Answer.Failed(body)));
        } else if (path.startsWith(PREFIX + "invocation/")) {
            String[] words = path.substring(PREFIX.length()).split("/", -1);
            accept(exchange);
            end(words[1], words[2].equals("response") ? new Answer.Returned(body) : new Answer.Failed(body));
        } else {
            WireServer.send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private void next(HttpExchange exchange) throws IOException {
        try {
            Invocation invocation = waiting.take();
            var headers = exchange.getResponseHeaders();
            headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(Instant.now().plus(DEADLINE).toEpochMilli()));
            headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
            headers.set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0");
            WireServer.send(
                    exchange, 200, "application/json", invocation.event().getBytes(UTF_8));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static void accept(HttpExchange exchange) throws IOException {
        WireServer.send(exchange, 202, "application/json", "{\"status\":\"OK\"}".getBytes(UTF_8));
    }

    private void end(String id, Answer answer) {
        Invocation invocation = underWay.remove(id);
        if (invocation != null) {
            invocation.answer().complete(answer);
        }
    }
}
