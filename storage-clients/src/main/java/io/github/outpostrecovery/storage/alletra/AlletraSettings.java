package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What HPE's documents leave open and an operator may know better.
 *
 * @param settleTime how long a write that was under way may still take after the mapping has gone. Not documented: no text
 *     says what happens to a running command, and the array shows nothing better, so this time alone is the drain.
 * @param keysPerEndpoint how many session keys this process uses on one array at a time. The guide (page 40) has limits from
 *     24 keys for a whole array (T-Class) over 36 (7200 and 7400 with two nodes) to 672, for all its clients together; those
 *     of Primera and Alletra MP are not published.
 * @param keyPatience how long to wait for one of them, and then for the array to give a key when it says that it has none left
 * @param keyIdleTime after how long without a request a key expires: fifteen minutes (the guide, page 41); not verified on
 *     Primera and Alletra MP. A key is given up a little earlier.
 */
public record AlletraSettings(Duration settleTime, int keysPerEndpoint, Duration keyPatience, Duration keyIdleTime) {
    public AlletraSettings {
        requireNonNull(settleTime, "settleTime is null");
        requireNonNull(keyPatience, "keyPatience is null");
        requireNonNull(keyIdleTime, "keyIdleTime is null");
        if (keysPerEndpoint < 1) {
            throw new IllegalArgumentException("with " + keysPerEndpoint + " keys nothing can be asked");
        }
    }

    /** 10 s to settle, 8 keys, 2 min to get one, 15 min of idleness. */
    public static AlletraSettings standard() {
        return new AlletraSettings(Duration.ofSeconds(10), 8, Duration.ofMinutes(2), Duration.ofMinutes(15));
    }

    /** The same for who does not wait for a key, since he can do without. */
    AlletraSettings withoutPatience() {
        return new AlletraSettings(settleTime, keysPerEndpoint, Duration.ZERO, keyIdleTime);
    }
}
