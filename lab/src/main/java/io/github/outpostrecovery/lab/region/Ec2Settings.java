package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import java.time.Duration;

/**
 * How EC2 behaves.
 *
 * @param pendingTakes from a launch to {@code running}
 * @param shutdownTakes from a termination or stop to the loss of power
 * @param terminationRetry how often EC2 tries to reach a machine that it was to terminate behind a lost link
 * @param initializingAtMost after how long a machine that does not serve fails its instance check
 * @param checksWhileDisconnected what both checks say of a machine on a server that the Region does not reach
 * @param staleness how old the answer to a read of an instance's status may be; zero for the truth of this instant
 */
public record Ec2Settings(
        Duration pendingTakes,
        Duration shutdownTakes,
        Duration terminationRetry,
        Duration initializingAtMost,
        Check checksWhileDisconnected,
        Duration staleness) {
    public static final Ec2Settings STANDARD = new Ec2Settings(
            Duration.ofSeconds(6),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Check.INSUFFICIENT_DATA,
            Duration.ZERO);

    public Ec2Settings withStaleness(Duration atMost) {
        return new Ec2Settings(
                pendingTakes, shutdownTakes, terminationRetry, initializingAtMost, checksWhileDisconnected, atMost);
    }

    public Ec2Settings withChecksWhileDisconnected(Check check) {
        return new Ec2Settings(pendingTakes, shutdownTakes, terminationRetry, initializingAtMost, check, staleness);
    }
}
