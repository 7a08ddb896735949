package io.github.outpostrecovery.functions.aws.compute;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An endpoint for EC2, Outposts and CloudWatch on 127.0.0.1 that answers what a test has told it, and keeps what it was
 * asked. The last answer to an action is repeated; an action without one gets a failure that no test expects.
 */
final class ScriptedAws implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Deque<Answer>> script = new HashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    /** What came in: the body of a query, or the path of a REST call. */
    record Request(String action, String text) {}

    sealed interface Answer {
        record Status(int status, String errorType, String body) implements Answer {}

        /** The connection ends without a word. */
        record Dropped() implements Answer {}

        /** Nothing comes back. */
        record Silence() implements Answer {}
    }

    ScriptedAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    ScriptedAws answer(String action, String body) {
        return answer(action, ok(body));
    }

    synchronized ScriptedAws answer(String action, Answer... answers) {
        script.put(action, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    static Answer ok(String body) {
        return new Answer.Status(200, "", body);
    }

    /** An error in the words of EC2 and CloudWatch, whose clients take either form. */
    static Answer error(int status, String code, String message) {
        return new Answer.Status(
                status,
                "",
                "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error></Errors><RequestID>00000000-0000-0000-0000-000000000000</RequestID></Response>");
    }

    /** An error in the words of Outposts. */
    static Answer restError(int status, String type) {
        return new Answer.Status(status, type, "{\"Message\":\"so it is\"}");
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> requests(String action) {
        return requests().stream()
                .filter(request -> request.action().equals(action))
                .map(Request::text)
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String action = body.isEmpty()
                ? restAction(exchange.getRequestURI().getPath())
                : fields(body).getOrDefault("Action", "");
        requests.add(
                new Request(action, body.isEmpty() ? exchange.getRequestURI().getRawPath() + query(exchange) : body));
        switch (next(action)) {
            case Answer.Dropped() -> exchange.close();
            case Answer.Silence() -> await();
            case Answer.Status(int status, String errorType, String text) -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                if (!errorType.isEmpty()) {
                    exchange.getResponseHeaders().add("x-amzn-ErrorType", errorType);
                }
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
                exchange.close();
            }
        }
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Answer next(String action) {
        Deque<Answer> answers = script.get(action);
        if (answers == null) {
            return error(400, "NotInTheScript", action);
        }
        return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
    }

    private static String query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null ? "" : "?" + query;
    }

    private static String restAction(String path) {
        if (path.endsWith("/assets")) {
            return "ListAssets";
        }
        return path.endsWith("/assetInstances") ? "ListAssetInstances" : "GetOutpost";
    }

    /** The parameters of a query, decoded, in no order. */
    static Map<String, String> fields(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
