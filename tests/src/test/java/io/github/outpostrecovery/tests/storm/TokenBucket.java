package io.github.outpostrecovery.tests.storm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A rate with a burst, as AWS limits its APIs. Counts what it refused, and the most that was asked for in one second. */
final class TokenBucket {
    private final InstantSource clock;
    private final double burst;
    private final double perSecond;
    private double tokens;
    private Instant filled;
    private long second;
    private int inSecond;
    private int most;
    private int asked;
    private int refused;

    TokenBucket(InstantSource clock, double burst, double perSecond) {
        this.clock = clock;
        this.burst = burst;
        this.perSecond = perSecond;
        this.tokens = burst;
        this.filled = clock.instant();
    }

    boolean take() {
        Instant now = clock.instant();
        tokens = Math.min(burst, tokens + Duration.between(filled, now).toMillis() * perSecond / 1000);
        filled = now;
        inSecond = now.getEpochSecond() == second ? inSecond + 1 : 1;
        second = now.getEpochSecond();
        most = Math.max(most, inSecond);
        asked++;
        if (tokens < 1) {
            refused++;
            return false;
        }
        tokens--;
        return true;
    }

    int asked() {
        return asked;
    }

    int refused() {
        return refused;
    }

    int mostInASecond() {
        return most;
    }
}
