package io.github.outpostrecovery.storage.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpTransportTest {
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static KeyStore here;
    private static KeyStore elsewhere;
    private static KeyStore expired;

    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch testEnded = new CountDownLatch(1);

    @BeforeAll
    static void makeCertificates() throws Exception {
        here = certificate("here", "san=ip:127.0.0.1,dns:localhost", "-0d");
        elsewhere = certificate("elsewhere", "san=dns:array.example", "-0d");
        expired = certificate("expired", "san=ip:127.0.0.1", "-800d");
    }

    private static KeyStore certificate(String name, String san, String start) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        san,
                        "-startdate",
                        start,
                        "-validity",
                        "365",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        STORE_PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        return store;
    }

    @AfterEach
    void stop() {
        testEnded.countDown();
        servers.forEach(server -> server.stop(0));
    }

    private void serveTls(KeyStore identity) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        HttpsServer tls = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tls.setHttpsConfigurator(new HttpsConfigurator(context));
        serve(tls, exchange -> answer(exchange, "{\"ok\":true}"));
    }

    private void servePlain(HttpHandler handler) throws IOException {
        serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), handler);
    }

    private void serve(HttpServer made, HttpHandler handler) {
        servers.add(made);
        made.createContext("/", exchange -> {
            arrived.incrementAndGet();
            handler.handle(exchange);
        });
        made.start();
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private RestResponse ask(String scheme, ServerTrust trust, ClientSettings settings)
            throws IOException, InterruptedException {
        Endpoint endpoint = Endpoint.parse(
                scheme + "://127.0.0.1:" + servers.getLast().getAddress().getPort());
        try (Transport transport = HttpTransport.open(endpoint, trust, settings)) {
            return transport.send(new RestRequest(
                    HttpMethod.GET,
                    URI.create(endpoint + "/api/cluster?fields=version"),
                    Map.of("Authorization", "Basic x"),
                    Optional.empty(),
                    settings.readTimeout()));
        }
    }

    private RestResponse ask(ServerTrust trust) throws IOException, InterruptedException {
        return ask("https", trust, ClientSettings.standard());
    }

    private static ServerTrust.PinnedCertificate pinOf(KeyStore store) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(certificateOf(store).getEncoded());
        return new ServerTrust.PinnedCertificate(HexFormat.ofDelimiter(":").formatHex(digest));
    }

    private static ServerTrust.PemAnchors pemOf(KeyStore store) throws Exception {
        return new ServerTrust.PemAnchors("-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificateOf(store).getEncoded())
                + "\n-----END CERTIFICATE-----\n");
    }

    private static Certificate certificateOf(KeyStore store) throws Exception {
        return store.getCertificate(store.aliases().nextElement());
    }

    @Test
    void send_when_pinIsRight_isAnswered() throws Exception {
        serveTls(here);
        assertThat(ask(pinOf(here)).status()).isEqualTo(200);
    }

    @Test
    void send_when_pinIsRightAndTheNameIsAnother_isAnswered() throws Exception {
        serveTls(elsewhere);
        assertThat(ask(pinOf(elsewhere)).status()).isEqualTo(200);
    }

    @Test
    void send_when_pinIsWrong_failsBeforeAnythingIsSent() throws Exception {
        serveTls(here);
        assertThatThrownBy(() -> ask(pinOf(elsewhere)))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseMessage("the certificate of the array is not the pinned one");
        assertThat(arrived).hasValue(0);
    }

    @Test
    void send_when_pinnedCertificateHasExpired_fails() throws Exception {
        serveTls(expired);
        assertThatThrownBy(() -> ask(pinOf(expired))).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void send_when_anchorIsRight_isAnswered() throws Exception {
        serveTls(here);
        assertThat(ask(pemOf(here)).status()).isEqualTo(200);
    }

    @Test
    void send_when_anchorIsWrong_fails() throws Exception {
        serveTls(here);
        assertThatThrownBy(() -> ask(pemOf(elsewhere))).isInstanceOf(SSLHandshakeException.class);
        assertThat(arrived).hasValue(0);
    }

    @Test
    void send_when_anchorIsRightButTheNameIsAnother_fails() throws Exception {
        serveTls(elsewhere);
        assertThatThrownBy(() -> ask(pemOf(elsewhere))).isInstanceOf(SSLHandshakeException.class);
        assertThat(arrived).hasValue(0);
    }

    @Test
    void send_when_onlyThePlatformIsTrusted_failsForASelfSignedCertificate() throws Exception {
        serveTls(here);
        assertThatThrownBy(() -> ask(new ServerTrust.Platform())).isInstanceOf(SSLHandshakeException.class);
        assertThat(arrived).hasValue(0);
    }

    @Test
    void send_when_answerIsTooLarge_fails() throws Exception {
        servePlain(exchange -> answer(exchange, "x".repeat(10_000)));
        assertThatThrownBy(() -> ask(
                        "http",
                        new ServerTrust.Platform(),
                        ClientSettings.standard().withLargestResponse(9_999)))
                .isInstanceOf(IOException.class);
        assertThat(ask(
                                "http",
                                new ServerTrust.Platform(),
                                ClientSettings.standard().withLargestResponse(10_000))
                        .body())
                .hasSize(10_000);
    }

    @Test
    void send_when_bodyStopsInTheMiddle_timesOut() throws Exception {
        servePlain(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                testEnded.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> ask(
                        "http",
                        new ServerTrust.Platform(),
                        ClientSettings.standard()
                                .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1))))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void send_when_answerIsARedirect_doesNotFollow() throws Exception {
        servePlain(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        assertThat(ask("http", new ServerTrust.Platform(), ClientSettings.standard())
                        .status())
                .isEqualTo(307);
    }

    @Test
    void send_when_requestHasABody_carriesMethodHeadersAndBody() throws Exception {
        List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        servePlain(exchange -> {
            seen.add(exchange.getRequestMethod());
            seen.add(exchange.getRequestURI().getRawPath());
            seen.add(exchange.getRequestHeaders().getFirst("X-App"));
            seen.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, "{}");
        });
        Endpoint endpoint = Endpoint.parse(
                "http://127.0.0.1:" + servers.getLast().getAddress().getPort());
        try (Transport transport =
                HttpTransport.open(endpoint, new ServerTrust.Platform(), ClientSettings.standard())) {
            assertThat(transport
                            .send(new RestRequest(
                                    HttpMethod.PATCH,
                                    URI.create(endpoint + "/api/a%2Fb"),
                                    Map.of("X-App", "test"),
                                    Optional.of("{\"a\":\"ä\"}"),
                                    Duration.ofSeconds(5)))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(seen).containsExactly("PATCH", "/api/a%2Fb", "test", "{\"a\":\"ä\"}");
    }

    /** An array that keeps the connection open after a GET and dies over anything else. */
    @Test
    void send_when_aKeptConnectionDiesUnderAWrite_doesNotSendItAgain() throws Exception {
        AtomicInteger writes = new AtomicInteger();
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!listening.isClosed()) {
                    try (Socket socket = listening.accept()) {
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                        String line;
                        boolean write = false;
                        while (!write && (line = in.readLine()) != null) {
                            write = line.startsWith("DELETE ");
                            writes.addAndGet(write ? 1 : 0);
                            if (line.isEmpty()) {
                                socket.getOutputStream()
                                        .write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
                                                .getBytes(StandardCharsets.US_ASCII));
                            }
                        }
                    } catch (IOException e) {
                        // The test has ended, or the client went away.
                    }
                }
            });
            Endpoint endpoint = Endpoint.parse("http://127.0.0.1:" + listening.getLocalPort());
            try (Transport transport =
                    HttpTransport.open(endpoint, new ServerTrust.Platform(), ClientSettings.standard())) {
                assertThat(transport.send(request(HttpMethod.GET, endpoint)).status())
                        .isEqualTo(200);
                assertThatThrownBy(() -> transport.send(request(HttpMethod.DELETE, endpoint)))
                        .isInstanceOf(IOException.class);
                assertThat(transport.send(request(HttpMethod.GET, endpoint)).status())
                        .isEqualTo(200);
            }
        }
        assertThat(writes).hasValue(1);
    }

    private static RestRequest request(HttpMethod method, Endpoint endpoint) {
        return new RestRequest(
                method, URI.create(endpoint + "/api/x"), Map.of(), Optional.empty(), Duration.ofSeconds(5));
    }
}
