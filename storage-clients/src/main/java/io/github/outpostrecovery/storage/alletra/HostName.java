package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the host of one generation is called: {@code outpost-web-01-g2}, at most 31 characters (the guide; newer systems may
 * allow more, not verified). Of a longer instance name the beginning stays, and a digest of the whole follows; the underscore
 * before it is in no instance name, so that a cut name is never another one's whole name.
 */
final class HostName {
    private static final int LONGEST = 31;
    private static final String OURS = "outpost-";
    private static final int DIGEST_OCTETS = 5;

    private HostName() {}

    static String of(InstanceName instance, Generation generation) {
        String end = "-" + generation;
        String whole = OURS + instance + end;
        if (whole.length() <= LONGEST) {
            return whole;
        }
        String digest = "_" + digestOf(instance);
        int room = LONGEST - OURS.length() - digest.length() - end.length();
        return OURS + instance.value().substring(0, room) + digest + end;
    }

    private static String digestOf(InstanceName instance) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(instance.value().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_OCTETS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
