package io.github.outpostrecovery.lab.region;

import java.time.Duration;
import java.util.Map;

/**
 * How long API calls take.
 *
 * @param usual what a call takes whose operation is not in {@code byOperation}
 * @param byOperation by operation of the service's API, such as {@code RunInstances}
 */
public record Latencies(Duration usual, Map<String, Duration> byOperation) {
    /** 40 ms, and 1.5 s for a launch. */
    public static final Latencies STANDARD =
            new Latencies(Duration.ofMillis(40), Map.of(Ec2Operation.RUN_INSTANCES, Duration.ofMillis(1500)));

    /** Every call is answered at once. */
    public static final Latencies NONE = new Latencies(Duration.ZERO, Map.of());

    public Latencies {
        byOperation = Map.copyOf(byOperation);
    }

    Duration of(String operation) {
        return byOperation.getOrDefault(operation, usual);
    }
}
