package io.github.outpostrecovery.lab.machine;

import java.time.Duration;

/**
 * How long things take in a machine.
 *
 * @param firmware from power to the first login
 * @param login between the logins to one portal and the next
 * @param operatingSystem from the boot volume to service
 * @param loginRetry between logins to a portal that refuses
 * @param writeInterval between writes to each volume
 */
public record MachineTimes(
        Duration firmware, Duration login, Duration operatingSystem, Duration loginRetry, Duration writeInterval) {
    public static final MachineTimes STANDARD = new MachineTimes(
            Duration.ofSeconds(20),
            Duration.ofMillis(300),
            Duration.ofSeconds(25),
            Duration.ofSeconds(10),
            Duration.ofSeconds(1));
}
