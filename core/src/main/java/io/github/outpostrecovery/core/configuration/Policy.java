package io.github.outpostrecovery.core.configuration;

import java.time.Duration;

/**
 * How patient the engine is. Time-outs only decide when a person is called; safety hangs on none of them.
 *
 * @param bootGrace how long after its launch a machine cannot be a victim
 * @param verifyPatience how long to go on asking planes that do not answer
 * @param fencePatience how long to go on fencing and draining before a person is called
 * @param launchPatience how long the result of a launch may stay unknown
 * @param attachPatience how long after its launch a machine may take to attach
 * @param remainingPathsPatience how long after its first path a machine may take to be seen on all of them
 * @param armPatience how long the alarm of the new machine may take to be seen OK
 */
public record Policy(
        Duration bootGrace,
        Duration verifyPatience,
        Duration fencePatience,
        Duration launchPatience,
        Duration attachPatience,
        Duration remainingPathsPatience,
        Duration armPatience) {
    /** What suits a server that boots from an array in a few minutes. */
    public static final Policy STANDARD = new Policy(
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofSeconds(45),
            Duration.ofMinutes(10));
}
