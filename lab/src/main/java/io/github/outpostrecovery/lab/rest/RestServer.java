package io.github.outpostrecovery.lab.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** Offers a {@link RestService}, on 127.0.0.1 unless asked otherwise. Its threads keep no JVM alive. */
public final class RestServer implements AutoCloseable {
    /** The port number that asks for any free port. */
    public static final int ANY_PORT = 0;

    private static final System.Logger LOGGER = System.getLogger(RestServer.class.getName());

    private final HttpServer server;
    private final ExecutorService executor;
    private final URI baseUri;

    private RestServer(HttpServer server, String scheme, String host, RestService service) {
        this.server = server;
        this.executor = Executors.newVirtualThreadPerTaskExecutor();
        this.baseUri =
                URI.create(scheme + "://" + host + ":" + server.getAddress().getPort());
        server.setExecutor(executor);
        server.createContext("/", exchange -> answer(exchange, service));
        startInDaemonThread(server);
    }

    /** Serves plain HTTP. */
    public static RestServer http(RestService service, int port) {
        requireNonNull(service, "service is null");
        try {
            return new RestServer(HttpServer.create(loopback(port), 0), "http", "127.0.0.1", service);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", failed);
        }
    }

    /** Serves HTTPS with the given certificate. */
    public static RestServer https(RestService service, SelfSignedCertificate certificate, int port) {
        try {
            return https(service, certificate, loopback(port), "127.0.0.1");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot listen on port " + port + " of 127.0.0.1", failed);
        }
    }

    /**
     * Serves HTTPS on every address of this machine, so that containers reach it: by {@code host}, which its clients have to
     * resolve. The certificate is to be pinned.
     */
    public static RestServer httpsOnEveryAddress(
            RestService service, SelfSignedCertificate certificate, int port, String host) {
        try {
            return https(service, certificate, new InetSocketAddress(port), host);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot listen on port " + port, failed);
        }
    }

    private static RestServer https(
            RestService service, SelfSignedCertificate certificate, InetSocketAddress address, String host)
            throws IOException {
        requireNonNull(service, "service is null");
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
        return new RestServer(server, "https", host, service);
    }

    /** Scheme, address and port, without a path. */
    public URI baseUri() {
        return baseUri;
    }

    /** Closes the port and every connection, at once. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static InetSocketAddress loopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    // The JDK's server starts a thread that is a daemon only if the one that starts it is.
    private static void startInDaemonThread(HttpServer server) {
        FutureTask<Void> start = new FutureTask<>(server::start, null);
        Thread starter = new Thread(start, "rest-server-start");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, RestService service) throws IOException {
        // Closing an exchange that has no response yet closes its TCP connection.
        try (exchange) {
            RestRequest request = requestOf(exchange);
            try {
                send(exchange, service.serve(request));
            } catch (DroppedConnectionException dropped) {
                LOGGER.log(System.Logger.Level.DEBUG, dropped.getMessage());
            } catch (RuntimeException defect) {
                LOGGER.log(System.Logger.Level.ERROR, "the simulator failed at " + request, defect);
                send(exchange, new RestResponse(500, Map.of("Content-Type", "text/plain"), "simulator: " + defect));
            }
        }
    }

    private static RestRequest requestOf(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!name.regionMatches(true, 0, PageOrder.HEADER_PREFIX, 0, PageOrder.HEADER_PREFIX.length())) {
                headers.put(name, values.getFirst());
            }
        });
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        URI uri = exchange.getRequestURI();
        String target = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        return RestRequest.of(exchange.getRequestMethod(), target, headers, body);
    }

    private static void send(HttpExchange exchange, RestResponse response) throws IOException {
        response.headers()
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = response.body().getBytes(UTF_8);
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
