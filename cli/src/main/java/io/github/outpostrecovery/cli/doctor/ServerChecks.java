package io.github.outpostrecovery.cli.doctor;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is needed of the servers and of the network between them. What the Region cannot see, whether they share a layer 2
 * network and how long the way to the array is, is told as something to measure.
 */
record ServerChecks(Cloud cloud) implements Check {
    @Override
    public void look(Examined examined, Found found) {
        Set<OutpostArn> servers = new LinkedHashSet<>();
        servers.add(examined.books().current().server());
        examined.configuration().targets().forEach(target -> servers.add(target.server()));
        found.judged(
                "servers: another one to recover on",
                servers.size() > 1
                        ? List.of()
                        : List.of("every launch target is on "
                                + examined.books().current().server() + ", where the machine runs"));
        List<Outpost> known = new ArrayList<>();
        for (OutpostArn server : servers) {
            Optional<Outpost> outpost = cloud.directory().outpost(server);
            outpost.ifPresentOrElse(
                    known::add, () -> found.failed("servers: " + server, "it is not to be seen from this account"));
        }
        known.forEach(outpost -> link(outpost, found));
        owners(known, found);
        examined.configuration().targets().forEach(target -> subnet(target, found));
        found.noted(
                "network: layer 2 and latency",
                "the Region sees neither: all servers and the array have to be on one layer 2 network, with a round"
                        + " trip of at most 5 ms between them; measure it from a guest");
        found.noted(
                "servers: service links",
                known.size() + " servers have " + known.size()
                        + " service links; whether these share an uplink of the site is not to be seen from the"
                        + " Region");
    }

    private static void link(Outpost outpost, Found found) {
        String subject = "servers: service link of " + outpost.name();
        switch (outpost.link()) {
            case CONNECTED -> found.passed(subject);
            case DISCONNECTED ->
                found.failed(
                        subject, outpost.arn() + " is disconnected from the Region: nothing can be launched there");
            case UNKNOWN -> found.noted(subject, "the Region does not say whether it reaches " + outpost.arn());
        }
    }

    /** The metrics of an Outpost are published to its owner. */
    private void owners(List<Outpost> known, Found found) {
        for (Outpost outpost : known) {
            if (!outpost.owner().equals(cloud.place().account())) {
                found.noted(
                        "servers: owner of " + outpost.name(),
                        "it belongs to " + outpost.owner() + ": the link is seen only through CloudWatch cross-account"
                                + " observability, and its alarms need the parameter"
                                + " OutpostOwnerAccountId of the engine");
            }
        }
    }

    private void subnet(LaunchTarget target, Found found) {
        String subject = "servers: subnet " + target.subnet();
        switch (cloud.directory().subnet(target.subnet())) {
            case SubnetLookup.NotFound missing -> found.failed(subject, "there is no such subnet");
            case SubnetLookup.InRegion region -> found.failed(subject, "it lies in the Region, not on an Outpost");
            case SubnetLookup.OnOutpost(OutpostSubnet subnet) -> {
                List<String> why = new ArrayList<>();
                if (!subnet.outpost().equals(target.server())) {
                    why.add("it lies on " + subnet.outpost() + ", not on " + target.server());
                }
                boolean server = cloud.directory()
                        .outpost(subnet.outpost())
                        .filter(outpost -> outpost.hardware() == Outpost.Hardware.SERVER)
                        .isPresent();
                if (server && subnet.localNetworkIndex().orElse(0) != 1) {
                    why.add("it does not make local network interfaces at device index 1");
                }
                found.judged(subject, why);
            }
        }
    }
}
