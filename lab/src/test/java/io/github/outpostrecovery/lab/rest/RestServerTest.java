package io.github.outpostrecovery.lab.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class RestServerTest {
    private static final RestService ECHO = request -> new RestResponse(
            200,
            Map.of("X-Seen", request.method()),
            request.segments() + "|" + request.query() + "|"
                    + request.header("X-Lab-Page-Records").orElse("none") + "|" + request.body());

    @Test
    void serve_decodesPathAndQuery_whenTheyAreEncoded() throws Exception {
        try (RestServer server = RestServer.http(ECHO, RestServer.ANY_PORT);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(server.baseUri().resolve("/api/a%2Fb/iqn%3Ax+y?n=v%2Cw&n=z&m=+1"))
                            .POST(HttpRequest.BodyPublishers.ofString("body"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("X-Seen")).contains("POST");
            assertThat(response.body()).isEqualTo("[api, a/b, iqn:x+y]|{n=[v,w, z], m=[ 1]}|none|body");
        }
    }

    @Test
    void serve_takesOffOrdersOfTheLab_whenTheyComeFromOutside() throws Exception {
        try (RestServer server = RestServer.http(ECHO, RestServer.ANY_PORT);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(server.baseUri())
                            .header("X-Lab-Page-Records", "0")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(response.body()).contains("|none|");
        }
    }

    @Test
    void serve_closesTheConnection_whenTheServiceDropsIt() {
        RestService dropping = request -> {
            throw new DroppedConnectionException("dropped");
        };
        try (RestServer server = RestServer.http(dropping, RestServer.ANY_PORT);
                HttpClient client = HttpClient.newHttpClient()) {
            for (String method : new String[] {"GET", "POST", "DELETE"}) {
                HttpRequest request = HttpRequest.newBuilder(server.baseUri())
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(20))
                        .build();
                assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(java.net.http.HttpTimeoutException.class);
            }
        }
    }

    @Test
    void https_isTrusted_byWhoeverHoldsTheCertificate() throws Exception {
        SelfSignedCertificate certificate = certificate(Instant.now().plus(Duration.ofDays(1)));
        try (RestServer server = RestServer.https(ECHO, certificate, RestServer.ANY_PORT);
                HttpClient client = clientTrusting(certificate.certificatePem())) {
            assertThat(server.baseUri().toString()).startsWith("https://127.0.0.1:");
            assertThat(client.send(
                                    HttpRequest.newBuilder(server.baseUri()).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void https_isNotTrusted_byAnybodyElse() throws Exception {
        SelfSignedCertificate other = certificate(Instant.now().plus(Duration.ofDays(1)));
        assertUntrusted(certificate(Instant.now().plus(Duration.ofDays(1))), other.certificatePem());
    }

    @Test
    void certificate_canHaveExpired() {
        // The JDK does not look at the dates of a certificate that is itself a trust anchor; a client must.
        X509Certificate expired =
                certificate(Instant.now().minus(Duration.ofHours(1))).certificate();

        assertThatThrownBy(expired::checkValidity).isInstanceOf(CertificateExpiredException.class);
    }

    private static void assertUntrusted(SelfSignedCertificate served, String trustedPem) throws Exception {
        try (RestServer server = RestServer.https(ECHO, served, RestServer.ANY_PORT);
                HttpClient client = clientTrusting(trustedPem)) {
            assertThatThrownBy(() -> client.send(
                            HttpRequest.newBuilder(server.baseUri()).build(), HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void certificate_isTheSame_whenReadBackFromPem() throws Exception {
        SelfSignedCertificate made = certificate(Instant.parse("2061-05-06T07:08:09Z"));
        SelfSignedCertificate again = SelfSignedCertificate.of(made.certificatePem(), made.privateKeyPem());

        assertThat(again.sha256()).isEqualTo(made.sha256()).isEqualTo(fingerprint(made.certificate()));
        assertThat(made.certificate().getNotAfter().toInstant()).isEqualTo("2061-05-06T07:08:09Z");
        assertThat(made.certificate().getSubjectAlternativeNames().toString())
                .contains("127.0.0.1")
                .contains("localhost");
        try (RestServer server = RestServer.https(ECHO, again, RestServer.ANY_PORT);
                HttpClient client = clientTrusting(made.certificatePem())) {
            assertThat(client.send(
                                    HttpRequest.newBuilder(server.baseUri()).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void close_freesThePort() {
        RestServer first = RestServer.http(ECHO, RestServer.ANY_PORT);
        URI uri = first.baseUri();
        first.close();

        try (RestServer second = RestServer.http(ECHO, uri.getPort())) {
            assertThat(second.baseUri()).isEqualTo(uri);
        }
    }

    private static SelfSignedCertificate certificate(Instant notAfter) {
        return SelfSignedCertificate.make("array-a", notAfter.minus(Duration.ofDays(20000)), notAfter);
    }

    private static String fingerprint(X509Certificate certificate) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    private static HttpClient clientTrusting(String pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry(
                "array",
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
