package io.github.outpostrecovery.lab.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 and {@code localhost}, made on the spot (P-256, X.509 v3 by RFC 5280), and its private key.
 */
public final class SelfSignedCertificate {
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.objectIdentifier(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] SUBJECT_ALTERNATIVE_NAMES = Der.objectIdentifier(2, 5, 29, 17);
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private final X509Certificate certificate;
    private final PrivateKey key;

    private SelfSignedCertificate(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** Makes a certificate that is valid in the given time, which a TLS client compares with the real clock. */
    public static SelfSignedCertificate make(String commonName, Instant notBefore, Instant notAfter) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] toBeSigned = toBeSigned(commonName, notBefore, notAfter, keys);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(toBeSigned);
            byte[] encoded = Der.sequence(toBeSigned, ECDSA_WITH_SHA256, Der.bitString(signature.sign()));
            return new SelfSignedCertificate(parse(encoded), keys.getPrivate());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK cannot make a P-256 certificate", missing);
        }
    }

    /** Takes up a certificate again that was written as PEM, so that pins outlive a restart. */
    public static SelfSignedCertificate of(String certificatePem, String privateKeyPem) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(fromPem(privateKeyPem)));
            return new SelfSignedCertificate(parse(fromPem(certificatePem)), key);
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("not a P-256 certificate and key in PEM", malformed);
        }
    }

    /** What a client needs to trust the server. */
    public String certificatePem() {
        return pem("CERTIFICATE", encoded());
    }

    /** The private key, unencrypted: for a file that only its owner reads. */
    public String privateKeyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The fingerprint of the whole certificate, 64 lower-case hexadecimal digits. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    SSLContext serverContext() {
        char[] noPassword = new char[0];
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, noPassword);
            store.setKeyEntry("server", key, noPassword, new Certificate[] {certificate});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, noPassword);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException("cannot serve TLS with a certificate made here", failed);
        }
    }

    private static byte[] toBeSigned(String commonName, Instant notBefore, Instant notAfter, KeyPair keys) {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.objectIdentifier(2, 5, 4, 3), Der.utf8String(commonName))));
        byte[] names = Der.sequence(
                Der.implicit(DNS_NAME, "localhost".getBytes(US_ASCII)),
                Der.implicit(IP_ADDRESS, new byte[] {127, 0, 0, 1}));
        byte[] extensions = Der.sequence(Der.sequence(SUBJECT_ALTERNATIVE_NAMES, Der.octetString(names)));
        BigInteger serial = new BigInteger(120, new SecureRandom()).setBit(120);
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(serial),
                ECDSA_WITH_SHA256,
                name,
                Der.sequence(Der.time(notBefore), Der.time(notAfter)),
                name,
                keys.getPublic().getEncoded(),
                Der.explicit(3, extensions));
    }

    private byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a parsed certificate has an encoding", impossible);
        }
    }

    private static X509Certificate parse(byte[] encoded) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
    }

    private static String pem(String type, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
    }

    private static byte[] fromPem(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
