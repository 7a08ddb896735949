package io.github.outpostrecovery.tests.cloud;

import com.sun.net.httpserver.HttpExchange;
import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.tests.wire.AwsCall;
import io.github.outpostrecovery.tests.wire.AwsCall.Reply;
import io.github.outpostrecovery.tests.wire.Form;
import io.github.outpostrecovery.tests.wire.WireServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.SdkBytes;

/** Stands between the command and the endpoint: keeps what was asked, and answers for the two servers. */
final class CloudFront implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        NOT_PASSED_ON.addAll(Set.of(
                "Host", "Content-Length", "Connection", "Expect", "Upgrade", "Transfer-Encoding", "Accept-Encoding"));
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Optional<URI>> endpoint = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<StackAlarms>> alarms = new AtomicReference<>(Optional.empty());
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final TwoServers servers;
    private final WireServer server;

    CloudFront(TwoServers servers) {
        this.servers = servers;
        this.server = WireServer.start(this::serve);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    int port() {
        return server.port();
    }

    /** Where requests are passed on to from now on, and by which clients the front itself asks there. */
    void passOnTo(URI uri, Clients clients) {
        endpoint.set(Optional.of(uri));
        alarms.set(Optional.of(new StackAlarms(clients)));
    }

    /** The operations that were asked for, each as {@code service:Operation}, the service by the name that signs for it. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        AwsCall call = new AwsCall(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                headers,
                SdkBytes.fromInputStream(exchange.getRequestBody()));
        asked.add(call.service() + ":" + operation(call));
        Reply reply = switch (call.service()) {
            case "outposts" -> servers.outposts(call);
            case "ec2" -> servers.ec2(call, this::pass);
            case "cloudformation" -> alarms.get().orElseThrow().cloudFormation(call, this::pass);
            case "states" -> pass(withoutAlias(call));
            default -> pass(call);
        };
        WireServer.send(
                exchange, reply.status(), reply.contentType(), reply.body().asByteArray());
    }

    private static String operation(AwsCall call) {
        return call.header("X-Amz-Target")
                .map(target -> target.substring(target.lastIndexOf('.') + 1))
                .or(() -> Form.parse(call.text()).get("Action"))
                .orElse(call.target());
    }

    /** moto starts nothing through an alias. */
    private static AwsCall withoutAlias(AwsCall call) {
        return call.withText(call.text().replaceAll("(:stateMachine:[A-Za-z0-9_-]+):live\"", "$1\""));
    }

    private Reply pass(AwsCall call) {
        URI to = endpoint.get().orElseThrow(() -> new IllegalStateException("there is no endpoint to pass on to"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(to.toString().replaceAll("/$", "") + call.target()))
                .timeout(Duration.ofSeconds(60))
                .method(
                        call.method(),
                        HttpRequest.BodyPublishers.ofByteArray(call.body().asByteArray()));
        call.headers().forEach((name, value) -> {
            if (!NOT_PASSED_ON.contains(name)) {
                request.header(name, value);
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse("application/octet-stream"),
                    SdkBytes.fromByteArray(response.body()));
        } catch (IOException failed) {
            return Reply.json(503, "{\"__type\":\"ServiceUnavailable\",\"message\":\"" + failed + "\"}");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Reply.json(503, "{\"__type\":\"ServiceUnavailable\",\"message\":\"interrupted\"}");
        }
    }
}
