package io.github.outpostrecovery.core.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What makes {@code RunInstances} idempotent: a function of the protected instance and the generation, so that every
 * retry, redrive and duplicate of one launch asks for the same machine. At most 64 ASCII characters (EC2 API reference,
 * RunInstances, ClientToken).
 */
public record ClientToken(String value) {
    private static final Pattern LEGAL = Pattern.compile("[\\x21-\\x7e]{1,64}");

    public ClientToken {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is not a client token: 1 to 64 ASCII characters");
        }
    }

    /** The one token of this generation. */
    public static ClientToken of(InstanceName instance, Generation generation) {
        String source = "outpost-recovery/" + instance + "/" + generation.number();
        return new ClientToken(HexFormat.of().formatHex(sha256(source.getBytes(StandardCharsets.UTF_8))));
    }

    @Override
    public String toString() {
        return value;
    }

    private static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
