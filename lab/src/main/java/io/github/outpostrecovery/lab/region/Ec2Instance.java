package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An instance as EC2 keeps it.
 *
 * @param server the Outpost ARN; null in the Region (a saved record holds no Optional)
 * @param request what it was launched with, and by which token
 * @param userData the template's, with the names in place of their markers
 * @param startedAt when it was launched, or last started
 * @param fate what becomes of it without anybody's doing
 * @param specification what it was launched as, with the tags that it has today
 * @param bornAt when it was launched first
 */
public record Ec2Instance(
        String id,
        @Nullable String server,
        LaunchRequest request,
        String userData,
        Instant startedAt,
        Lifecycle lifecycle,
        LaunchFate fate,
        InstanceSpecification specification,
        Instant bornAt) {
    /** One whose particulars nobody asks for. */
    public Ec2Instance(
            String id,
            @Nullable String server,
            LaunchRequest request,
            String userData,
            Instant startedAt,
            Lifecycle lifecycle,
            LaunchFate fate) {
        this(
                id,
                server,
                request,
                userData,
                startedAt,
                lifecycle,
                fate,
                InstanceSpecification.of(userData, ""),
                startedAt);
    }

    /** The Outpost ARN; empty for an instance in the Region. */
    public Optional<String> outpost() {
        return Optional.ofNullable(server);
    }

    /** Whether it takes up room on its server. */
    boolean takesRoom() {
        return lifecycle != Lifecycle.TERMINATED;
    }

    Ec2Instance in(Lifecycle next) {
        return new Ec2Instance(id, server, request, userData, startedAt, next, fate, specification, bornAt);
    }

    Ec2Instance startedAgain(Instant at) {
        return new Ec2Instance(id, server, request, userData, at, Lifecycle.PENDING, fate, specification, bornAt);
    }

    Ec2Instance tagged(Map<String, String> more) {
        Map<String, String> tags = new TreeMap<>(specification.tags());
        tags.putAll(more);
        return new Ec2Instance(
                id, server, request, userData, startedAt, lifecycle, fate, specification.tagged(tags), bornAt);
    }
}
