package io.github.outpostrecovery.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * A server on 127.0.0.1 that answers AWS calls by script, in the wire format of each service, and keeps what it was asked. The
 * last answer to an operation is given from then on; an operation without one gets a refusal that no test expects.
 */
final class ScriptedAws implements AutoCloseable {
    static final String STACK = "outpost-recovery";
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final Pattern SERVICE = Pattern.compile("Credential=[^/]+/[0-9]+/[^/]+/([^/]+)/aws4_request");

    private final HttpServer server;
    private final Map<String, Deque<Reply>> script = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Cloud cloud;

    /** One request: the service that it was signed for, its operation as the API names it, and its content. */
    record Call(String service, String operation, String text) {
        /** The members of a request of the query protocols. */
        Map<String, String> form() {
            Map<String, String> form = new TreeMap<>();
            for (String pair : text.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                form.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
            return form;
        }
    }

    /** One answer; none at all if it is {@link #DROPPED}. */
    record Reply(int status, String errorType, String body) {
        static final Reply DROPPED = new Reply(0, "", "");

        static Reply text(String body) {
            return new Reply(200, "", body);
        }

        /** In the words of EC2, which the clients of the query services take as well. */
        static Reply error(int status, String code, String message) {
            return new Reply(
                    status,
                    "",
                    "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                            + "</Message></Error></Errors><RequestID>r</RequestID></Response>");
        }

        /** In the words of the query services, such as IAM and CloudFormation. */
        static Reply queryError(int status, String code, String message) {
            return new Reply(
                    status,
                    "",
                    "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                            + "</Message></Error><RequestId>r</RequestId></ErrorResponse>");
        }

        /** In the words of the services that speak JSON. */
        static Reply jsonError(int status, String code, String message) {
            return new Reply(status, code, "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
        }
    }

    ScriptedAws() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.start();
        cloud = AwsCloud.open(
                Clients.of(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                        Region.US_WEST_2,
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "example"))),
                Region.US_WEST_2,
                STACK,
                pauses::add,
                ClientSettings.standard(),
                InstantSource.fixed(NOW));
    }

    Cloud cloud() {
        return cloud;
    }

    /** How long the command has waited. */
    List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    ScriptedAws answer(String operation, Reply... replies) {
        script.put(operation, new ArrayDeque<>(List.of(replies)));
        return this;
    }

    /** Answers of EC2 and of the services that speak JSON. */
    ScriptedAws answer(String operation, String... bodies) {
        return answer(operation, List.of(bodies).stream().map(Reply::text).toArray(Reply[]::new));
    }

    /** Results of the query services, without what stands around them. */
    ScriptedAws result(String operation, String... results) {
        return answer(
                operation,
                List.of(results).stream().map(one -> of(operation, one)).toArray(Reply[]::new));
    }

    static Reply of(String operation, String result) {
        return Reply.text("<" + operation + "Response><" + operation + "Result>" + result + "</" + operation
                + "Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></" + operation + "Response>");
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    List<Call> calls(String operation) {
        return calls.stream().filter(call -> call.operation().equals(operation)).toList();
    }

    /** The members of the only call of an operation of a query service. */
    Map<String, String> form(String operation) {
        List<Call> found = calls(operation);
        assertThat(found).as(operation).hasSize(1);
        return found.getFirst().form();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String signed = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        Matcher service = SERVICE.matcher(signed);
        Call call = new Call(
                service.find() ? service.group(1) : "",
                operation(exchange, body),
                body.isEmpty() ? exchange.getRequestURI().toString() : body);
        calls.add(call);
        Deque<Reply> replies = script.getOrDefault(call.operation(), new ArrayDeque<>());
        Reply reply;
        synchronized (replies) {
            reply = replies.size() > 1
                    ? replies.removeFirst()
                    : Optional.ofNullable(replies.peekFirst())
                            .orElseGet(() -> Reply.error(400, "NotInTheScript", call.operation()));
        }
        try (exchange) {
            if (reply.equals(Reply.DROPPED)) {
                return;
            }
            byte[] bytes = reply.body().getBytes(UTF_8);
            if (!reply.errorType().isEmpty()) {
                exchange.getResponseHeaders().add("x-amzn-ErrorType", reply.errorType());
            }
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String operation(HttpExchange exchange, String body) {
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return target.substring(target.lastIndexOf('.') + 1);
        }
        if (body.isEmpty()) {
            return outposts(exchange.getRequestURI().getPath());
        }
        return new Call("", "", body).form().getOrDefault("Action", "?");
    }

    /** Outposts has a path for each operation (AWS Outposts API reference). */
    private static String outposts(String path) {
        if (path.endsWith("/outposts")) {
            return "ListOutposts";
        }
        if (path.endsWith("/instanceTypes")) {
            return "GetOutpostInstanceTypes";
        }
        if (path.endsWith("/assets")) {
            return "ListAssets";
        }
        return path.endsWith("/assetInstances") ? "ListAssetInstances" : "GetOutpost";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
