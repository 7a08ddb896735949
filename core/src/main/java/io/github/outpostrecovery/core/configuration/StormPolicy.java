package io.github.outpostrecovery.core.configuration;

import java.time.Duration;

/**
 * What the engine makes of many failures at once. None of it is needed for two machines never to write to one volume: it
 * decides when a person is asked before the next fence, and who goes first.
 *
 * @param window failures that began within this time count together
 * @param serversPerArray how many of the servers that one array serves may be gone before a person is asked about the next
 * @param guests how many instances of one array, or of one server, may fail while their servers live, before a person is
 *     asked: what they share is then the likelier culprit
 * @param guestsOfEngine the same, over all that one engine protects: EC2 or the Region is then the likelier culprit
 * @param recoveriesPerArray how many recoveries work on one array at once; the others wait for their turn
 * @param gather how long an instance that is not of the first priority holds back while room is short, for others that
 *     failed with it and have not been heard of yet
 */
public record StormPolicy(
        Duration window, int serversPerArray, int guests, int guestsOfEngine, int recoveriesPerArray, Duration gather) {
    /** What suits a site of a few servers, with alarms that are evaluated once a minute. */
    public static final StormPolicy STANDARD =
            new StormPolicy(Duration.ofMinutes(10), 1, 3, 10, 16, Duration.ofMinutes(1));

    public StormPolicy {
        if (!window.isPositive()) {
            throw new IllegalArgumentException("a storm window of " + window + " is not legal: name a time above zero");
        }
        if (gather.isNegative()) {
            throw new IllegalArgumentException("a gathering time of " + gather + " is not legal: name zero or more");
        }
        atLeastOne(serversPerArray, "servers per array");
        atLeastOne(guests, "guests");
        atLeastOne(guestsOfEngine, "guests of the engine");
        atLeastOne(recoveriesPerArray, "recoveries per array");
    }

    private static void atLeastOne(int limit, String what) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "a storm limit of " + limit + " " + what + " is not legal: without one nothing would be recovered");
        }
    }
}
