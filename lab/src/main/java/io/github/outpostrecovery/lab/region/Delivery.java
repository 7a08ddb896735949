package io.github.outpostrecovery.lab.region;

import java.time.Duration;

/**
 * How messages travel.
 *
 * @param shortestHop the least that one hop takes
 * @param longestHop the most that one hop takes
 * @param duplicates how many more times each message is delivered: SNS and SQS promise at least once
 * @param spread over how long the duplicates arrive
 * @param late how much later everything comes than it should
 */
public record Delivery(Duration shortestHop, Duration longestHop, int duplicates, Duration spread, Duration late) {
    /** 200 to 900 ms a hop, once, in time. */
    public static final Delivery STANDARD =
            new Delivery(Duration.ofMillis(200), Duration.ofMillis(900), 0, Duration.ZERO, Duration.ZERO);

    public Delivery withDuplicates(int number, Duration over) {
        return new Delivery(shortestHop, longestHop, number, over, late);
    }

    public Delivery withDelay(Duration delay) {
        return new Delivery(shortestHop, longestHop, duplicates, spread, delay);
    }
}
