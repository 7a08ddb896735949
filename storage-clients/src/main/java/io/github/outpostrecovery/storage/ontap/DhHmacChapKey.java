package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.array.Secret;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form in which hosts and arrays are given a DH-HMAC-CHAP secret (NVM Express Base Specification, secret representation;
 * {@code nvme gen-dhchap-key} makes it): {@code DHHC-1:HASH:BASE64:}, with the secret and its CRC-32 in the Base64 part, and a
 * hash that goes with the length of the secret.
 */
final class DhHmacChapKey {
    private static final Pattern FORM = Pattern.compile("DHHC-1:(0[0-3]):([A-Za-z0-9+/]+={0,2}):");
    private static final int CHECKSUM = Integer.BYTES;

    private DhHmacChapKey() {}

    /** What is wrong with a secret, as the end of a sentence that shows nothing of it; empty if it can be sent. */
    static Optional<String> flawIn(Secret secret) {
        Matcher matcher = FORM.matcher(secret.reveal());
        if (!matcher.matches()) {
            return Optional.of("does not have the form DHHC-1:HASH:BASE64: (make one with \"nvme gen-dhchap-key\")");
        }
        byte[] whole;
        try {
            whole = Base64.getDecoder().decode(matcher.group(2));
        } catch (IllegalArgumentException e) {
            return Optional.of("is not Base64 in its third part");
        }
        int length = whole.length - CHECKSUM;
        if (!fits(matcher.group(1), length)) {
            return Optional.of("has a length that does not go with its hash: 32 bytes, 48 or 64");
        }
        CRC32 checksum = new CRC32();
        checksum.update(whole, 0, length);
        int told = ByteBuffer.wrap(Arrays.copyOfRange(whole, length, whole.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return told == (int) checksum.getValue()
                ? Optional.empty()
                : Optional.of("has a checksum that does not fit: a character of it is wrong");
    }

    /** 00 stands for a secret that is used as it is, whatever its length. */
    private static boolean fits(String hash, int length) {
        return switch (hash) {
            case "01" -> length == 32;
            case "02" -> length == 48;
            case "03" -> length == 64;
            default -> length == 32 || length == 48 || length == 64;
        };
    }
}
