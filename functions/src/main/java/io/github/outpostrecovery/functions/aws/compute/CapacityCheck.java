package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.List;
import java.util.Optional;

/** Whether the server has room for one more instance of the template's type. */
final class CapacityCheck implements TargetCheck {
    private final Outposts outposts;

    CapacityCheck(Outposts outposts) {
        this.outposts = requireNonNull(outposts, "outposts is null");
    }

    @Override
    public Preflight check(LaunchTarget target, PinnedTemplate template) {
        return template.instanceType()
                .map(type -> check(target.server(), type))
                .orElseGet(() -> new Preflight.NotReady(template + " names no instance type"));
    }

    private Preflight check(OutpostArn server, String type) {
        return TargetCheck.judge(outposts.assets(server), assets -> {
            if (new ServerCapacity(assets, List.of()).places(type) == 0) {
                return new Preflight.NotReady(server + " has no active hardware that is set up for " + type);
            }
            return TargetCheck.judge(
                    outposts.instances(server, type),
                    instances -> judge(server, type, new ServerCapacity(assets, instances)));
        });
    }

    private static Preflight judge(OutpostArn server, String type, ServerCapacity capacity) {
        long free = capacity.free(type);
        return free == 0
                ? new Preflight.NotReady(server + " has no room for another " + type + ": " + capacity.taken(type)
                        + " of " + capacity.places(type) + " are taken")
                : new Preflight.Ready(Optional.of(new Compute.Room(type, Math.toIntExact(free))));
    }
}
