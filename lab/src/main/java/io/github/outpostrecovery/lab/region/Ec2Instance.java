package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance as EC2 keeps it.
 *
 * @param server the Outpost ARN; null in the Region (a saved record holds no Optional)
 * @param request what it was launched with, and by which token
 * @param userData the template's, with the names in place of their markers
 * @param startedAt when it was launched, or last started
 * @param fate what becomes of it without anybody's doing
 */
public record Ec2Instance(
        String id,
        @Nullable String server,
        LaunchRequest request,
        String userData,
        Instant startedAt,
        Lifecycle lifecycle,
        LaunchFate fate) {
    /** The Outpost ARN; empty for an instance in the Region. */
    public Optional<String> outpost() {
        return Optional.ofNullable(server);
    }

    /** Whether it takes up room on its server. */
    boolean takesRoom() {
        return lifecycle != Lifecycle.TERMINATED;
    }

    Ec2Instance in(Lifecycle next) {
        return new Ec2Instance(id, server, request, userData, startedAt, next, fate);
    }

    Ec2Instance startedAgain(Instant at) {
        return new Ec2Instance(id, server, request, userData, at, Lifecycle.PENDING, fate);
    }
}
