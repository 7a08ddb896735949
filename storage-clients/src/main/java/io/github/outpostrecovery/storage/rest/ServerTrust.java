package io.github.outpostrecovery.storage.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** How the array proves that it is the array. There is no way to switch the proof off. */
public sealed interface ServerTrust {
    /** What verifies the certificate of the array in a TLS handshake. */
    SSLContext sslContext();

    /** The trust store of the Java runtime, and the host name. */
    record Platform() implements ServerTrust {
        @Override
        public SSLContext sslContext() {
            return context(null);
        }
    }

    /**
     * The certificates given, and the host name.
     *
     * @param pem one or more certificates in PEM form
     */
    record PemAnchors(String pem) implements ServerTrust {
        /**
         * Checks that it can be read.
         *
         * @throws IllegalArgumentException if it holds no readable certificate
         */
        public PemAnchors {
            certificates(pem);
        }

        @Override
        public SSLContext sslContext() {
            try {
                KeyStore anchors = KeyStore.getInstance("PKCS12");
                anchors.load(null, null);
                int number = 0;
                for (Certificate certificate : certificates(pem)) {
                    anchors.setCertificateEntry("anchor-" + number++, certificate);
                }
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(anchors);
                return context(factory.getTrustManagers());
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalStateException("the runtime cannot make a trust store in memory", e);
            }
        }

        private static Collection<? extends Certificate> certificates(String pem) {
            try {
                Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
                if (certificates.isEmpty()) {
                    throw new IllegalArgumentException("caCertPem holds no certificate");
                }
                return certificates;
            } catch (CertificateException e) {
                throw new IllegalArgumentException("caCertPem is not a list of certificates in PEM form", e);
            }
        }
    }

    /**
     * Exactly this certificate, while it is valid. The host name does not matter: the certificate is known.
     *
     * @param sha256 the SHA-256 of the certificate in DER form, 64 hexadecimal digits, colons allowed
     */
    record PinnedCertificate(String sha256) implements ServerTrust {
        /**
         * Checks that it is one, and drops the colons.
         *
         * @throws IllegalArgumentException if it is no SHA-256
         */
        public PinnedCertificate {
            sha256 = sha256.replace(":", "").toLowerCase(Locale.ROOT);
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException(
                        "certificateSha256 is not a SHA-256: it has 64 hexadecimal digits, colons allowed");
            }
        }

        @Override
        public SSLContext sslContext() {
            return context(
                    new TrustManager[] {new PinnedTrustManager(HexFormat.of().parseHex(sha256))});
        }
    }

    private static SSLContext context(TrustManager @org.jspecify.annotations.Nullable [] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the runtime has no TLS", e);
        }
    }
}
