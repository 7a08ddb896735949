package io.github.outpostrecovery.storage.ontap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.Secret;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DhHmacChapKeyTest {
    /** A good secret of this length, always the same. */
    static String key(String hash, int length) {
        byte[] secret = new byte[length];
        new Random(length).nextBytes(secret);
        CRC32 checksum = new CRC32();
        checksum.update(secret);
        byte[] whole = ByteBuffer.allocate(length + Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(secret)
                .putInt((int) checksum.getValue())
                .array();
        return "DHHC-1:" + hash + ":" + Base64.getEncoder().encodeToString(whole) + ":";
    }

    @ParameterizedTest
    @CsvSource({"00, 32", "00, 48", "00, 64", "01, 32", "02, 48", "03, 64"})
    void flawIn_when_lengthGoesWithTheHash_isNone(String hash, int length) {
        assertThat(DhHmacChapKey.flawIn(new Secret(key(hash, length)))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"00, 16", "00, 33", "01, 48", "02, 64", "03, 32", "01, 0"})
    void flawIn_when_lengthIsAnother_saysSo(String hash, int length) {
        assertThat(DhHmacChapKey.flawIn(new Secret(key(hash, length))))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "DHHC-1:00:canary",
                "DHHC-1:04:canary:",
                "DHHC-2:00:canary:",
                "dhhc-1:00:canary:",
                " DHHC-1:00:canary:",
                "DHHC-1:00:canary:\n",
                "DHHC-1:00::",
                "DHHC-1:00:can ary:",
                "DHHC-1:00:canary==:"
            })
    void flawIn_when_formIsAnother_showsNothingOfIt(String text) {
        assertThat(DhHmacChapKey.flawIn(new Secret(text)))
                .hasValueSatisfying(flaw -> assertThat(flaw).doesNotContain("canary"));
    }

    @Test
    void flawIn_when_oneCharacterIsWrong_tellsOfTheChecksum() {
        String good = key("01", 32);
        String bad = good.substring(0, 12) + (good.charAt(12) == 'A' ? 'B' : 'A') + good.substring(13);

        assertThat(DhHmacChapKey.flawIn(new Secret(bad)))
                .hasValueSatisfying(flaw -> assertThat(flaw).contains("checksum"));
    }
}
