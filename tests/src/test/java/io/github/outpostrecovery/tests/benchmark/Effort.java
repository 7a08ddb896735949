package io.github.outpostrecovery.tests.benchmark;

import io.github.outpostrecovery.storage.rest.ClientSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * What it takes, counted in requests.
 *
 * @param depth the length of the longest chain of requests each of which had to wait for the one before
 * @param writes of all requests, those that change something
 */
record Effort(long depth, int requests, int writes) {
    private static final Duration ROUND_TRIP = Duration.ofMillis(1);

    /** The two parts of a recovery that wait for an array, and whether the successor takes the victim's place. */
    record OfRecovery(Effort fenceAndProve, Effort grant, boolean swaps) {}

    /** Counts it, without letting any time pass. */
    static OfRecovery of(ArrayKind kind, int volumes) {
        LongestChain chain = new LongestChain();
        DeadInstance instance = new DeadInstance(
                kind,
                volumes,
                ROUND_TRIP,
                ClientSettings.standard().withTime(chain, chain, new Random(1)).withFanOut(chain));
        Effort fence = during(instance, chain, instance::fenceAndProve);
        Effort grant = during(instance, chain, instance::grant);
        return new OfRecovery(fence, grant, instance.swaps());
    }

    private static Effort during(DeadInstance instance, LongestChain chain, Runnable work) {
        Instant start = chain.instant();
        int requests = instance.requests().requests();
        int writes = instance.requests().writes();
        work.run();
        return new Effort(
                Duration.between(start, chain.instant()).dividedBy(ROUND_TRIP),
                instance.requests().requests() - requests,
                instance.requests().writes() - writes);
    }
}
