package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;

/** Whether the server is in service, and not known to be disconnected. Of an unknown link nothing is concluded. */
final class ServerCheck implements TargetCheck {
    private final Outposts outposts;
    private final LinkReading link;

    ServerCheck(Outposts outposts, LinkReading link) {
        this.outposts = requireNonNull(outposts, "outposts is null");
        this.link = requireNonNull(link, "link is null");
    }

    @Override
    public Preflight check(LaunchTarget target, PinnedTemplate template) {
        return TargetCheck.judge(
                outposts.lifeCycleStatus(target.server()),
                status -> Outposts.isInService(status)
                        ? linkOf(target)
                        : new Preflight.NotReady(target.server() + " is "
                                + (status.isEmpty() ? "in no known state" : status) + ", not in service"));
    }

    private Preflight linkOf(LaunchTarget target) {
        return switch (link.byMetric(target.server())) {
            case DISCONNECTED ->
                new Preflight.NotReady(
                        target.server() + " is disconnected from the Region, and cannot be told to launch");
            case CONNECTED, UNKNOWN -> new Preflight.Ready();
        };
    }
}
