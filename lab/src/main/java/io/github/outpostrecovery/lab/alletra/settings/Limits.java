package io.github.outpostrecovery.lab.alletra.settings;

import java.time.Duration;

/**
 * What the management API allows.
 *
 * @param sessions how many log-ins may be open at once: 36 on the smaller arrays, 24 on the smallest ("HP 3PAR Web Service
 *     API 1.3.1 Developer's Guide", page 40)
 * @param refusalCode the code beside status 503 when there are that many; no public text tells the number
 * @param keyLifetime how long an unused session key lives: 15 minutes (the same guide, page 41)
 * @param longestName of hosts, volumes and sets, in characters
 */
public record Limits(int sessions, int refusalCode, Duration keyLifetime, int longestName) {
    public static final Limits DEFAULTS = new Limits(36, 9101, Duration.ofMinutes(15), 31);

    public Limits withSessions(int most) {
        return new Limits(most, refusalCode, keyLifetime, longestName);
    }
}
