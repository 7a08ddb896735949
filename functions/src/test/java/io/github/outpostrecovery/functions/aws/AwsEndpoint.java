package io.github.outpostrecovery.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * A server on this machine that answers AWS calls by script, in the wire format of each service. A call that the script
 * does not know fails the test.
 */
public final class AwsEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Deque<Reply>> script = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Clients clients;

    /** One request. Its operation is that of the API: from the header of the JSON protocols, or from the form of Query. */
    public record Call(String operation, String body) {
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(body);
            } catch (JsonProcessingException malformed) {
                throw new AssertionError(body, malformed);
            }
        }

        /** The members of a Query request. */
        public Map<String, String> form() {
            Map<String, String> form = new TreeMap<>();
            for (String pair : body.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                form.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
            return form;
        }
    }

    /** One answer; none at all if it is {@link #DROPPED}. */
    public record Reply(int status, String type, String body) {
        /** The connection ends without an answer. */
        public static final Reply DROPPED = new Reply(0, "", "");

        public static Reply json(String body) {
            return new Reply(200, "application/x-amz-json-1.0", body);
        }

        /** An error as the JSON protocols have it. */
        public static Reply jsonError(int status, String type, String message) {
            return new Reply(
                    status,
                    "application/x-amz-json-1.0",
                    "{\"__type\":\"" + type + "\",\"message\":\"" + message + "\"}");
        }

        /** A result as the Query protocol has it. */
        public static Reply xml(String operation, String result) {
            return new Reply(
                    200,
                    "text/xml",
                    "<" + operation + "Response><" + operation + "Result>" + result + "</" + operation
                            + "Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></" + operation
                            + "Response>");
        }

        /** An error as the Query protocol has it. */
        public static Reply xmlError(int status, String code, String message) {
            return new Reply(
                    status,
                    "text/xml",
                    "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                            + "</Message></Error><RequestId>r</RequestId></ErrorResponse>");
        }
    }

    public AwsEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.start();
        clients = Clients.of(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                Region.US_WEST_2,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "example")));
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Clients that speak to this server. */
    public Clients clients() {
        return clients;
    }

    /** Adds answers to the script, for one operation in this order; the last one is given from then on. */
    public AwsEndpoint answer(String operation, Reply... replies) {
        script.computeIfAbsent(operation, name -> new ArrayDeque<>()).addAll(List.of(replies));
        return this;
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public List<String> operations() {
        return calls.stream().map(Call::operation).toList();
    }

    public List<Call> calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).toList();
    }

    /** The only call of an operation. */
    public Call call(String operation) {
        List<Call> found = calls(operation);
        assertThat(found).as(operation).hasSize(1);
        return found.getFirst();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(operation(exchange.getRequestHeaders().getFirst("X-Amz-Target"), body), body);
        calls.add(call);
        Deque<Reply> replies = script.getOrDefault(call.operation(), new ArrayDeque<>());
        Reply reply;
        synchronized (replies) {
            Reply unscripted = Reply.jsonError(400, "Unscripted", "no answer for " + call.operation());
            reply = replies.size() > 1 ? replies.removeFirst() : replies.isEmpty() ? unscripted : replies.getFirst();
        }
        try (exchange) {
            if (reply.equals(Reply.DROPPED)) {
                return;
            }
            byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", reply.type());
            exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String operation(@Nullable String target, String body) {
        if (target != null) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        List<String> parts = new ArrayList<>(List.of(body.split("&", -1)));
        return parts.stream()
                .filter(part -> part.startsWith("Action="))
                .map(part -> part.substring("Action=".length()))
                .findFirst()
                .orElse("?");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
