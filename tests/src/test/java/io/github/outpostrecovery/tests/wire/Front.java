package io.github.outpostrecovery.tests.wire;

import com.sun.net.httpserver.HttpExchange;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.tests.wire.AwsCall.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Stands between everybody who speaks AWS here and the endpoint. It passes requests on, and answers itself what no emulator
 * can: functions, Outposts, and what EC2 would know of machines on an Outposts server.
 */
final class Front implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private static final Pattern INVOCATION = Pattern.compile("/2015-03-31/functions/([^/?]+)/invocations.*");

    static {
        NOT_PASSED_ON.addAll(Set.of(
                "Host", "Content-Length", "Connection", "Expect", "Upgrade", "Transfer-Encoding", "Accept-Encoding"));
    }

    private final WireServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Optional<URI>> endpoint = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Functions>> functions = new AtomicReference<>(Optional.empty());
    private final Sites sites;
    private final Ec2Front ec2;
    private final OutpostsFront outposts;

    Front(Sites sites) {
        this.sites = sites;
        this.ec2 = new Ec2Front(sites, this::pass);
        this.outposts = new OutpostsFront(sites);
        this.server = WireServer.start(this::serve);
    }

    int port() {
        return server.port();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Where requests are passed on to from now on. */
    void passOnTo(URI uri) {
        endpoint.set(Optional.of(uri));
    }

    /** Who answers invocations from now on. */
    void invoke(Functions deployed) {
        functions.set(Optional.of(deployed));
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
        Matcher invocation = INVOCATION.matcher(call.target());
        if (invocation.matches()) {
            invoke(exchange, URLDecoder.decode(invocation.group(1), StandardCharsets.UTF_8), call);
            return;
        }
        Reply reply = switch (call.service()) {
            case "outposts" -> outposts.answer(call);
            case "ec2" -> ec2.answer(call);
            case "dynamodb" -> observed(call);
            case "states" -> pass(withoutAlias(call));
            default -> pass(call);
        };
        WireServer.send(
                exchange, reply.status(), reply.contentType(), reply.body().asByteArray());
    }

    private void invoke(HttpExchange exchange, String function, AwsCall call) throws IOException {
        Functions deployed =
                functions.get().orElseThrow(() -> new IllegalStateException("no functions are deployed yet"));
        RuntimeApi.Answer answer = deployed.invoke(function, call.text());
        String payload = switch (answer) {
            case RuntimeApi.Answer.Returned(String returned) -> returned;
            case RuntimeApi.Answer.Failed(String error) -> {
                exchange.getResponseHeaders().set("X-Amz-Function-Error", "Unhandled");
                yield error;
            }
        };
        exchange.getResponseHeaders().set("X-Amz-Executed-Version", "1");
        WireServer.send(exchange, 200, "application/json", payload.getBytes(StandardCharsets.UTF_8));
    }

    /** What the engine writes to its books is told to the oracle, once it is written. */
    private Reply observed(AwsCall call) {
        Reply reply = pass(call);
        String action = call.header("X-Amz-Target").orElse("");
        boolean write = action.endsWith("TransactWriteItems") || action.endsWith("PutItem");
        if (write && reply.isSuccess()) {
            WireJson.parse(call.text()).findValues("Item").forEach(item -> {
                String ledger = item.path("ledger").path("S").asText();
                if (!ledger.isEmpty()) {
                    sites.committed(WireJson.read(ledger, InstanceLedger.class));
                }
            });
        }
        return reply;
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
            throw new UncheckedIOException(new IOException("this server is being closed", interrupted));
        }
    }
}
