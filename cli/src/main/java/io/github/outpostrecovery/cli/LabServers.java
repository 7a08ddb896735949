package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.lab.region.catalog.OutpostEntry;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The servers of a site by any of their names: ARN, id, or what the account calls them. */
final class LabServers {
    private LabServers() {}

    /** The ARNs of all of them. */
    static List<String> of(SimulatedSite site) {
        TreeSet<String> servers = new TreeSet<>(SimulatedSite.servers());
        site.region().ec2().catalog().account().outposts().forEach(entry -> servers.add(entry.arn()));
        return new ArrayList<>(servers);
    }

    static Optional<String> named(SimulatedSite site, String written) {
        return of(site).stream()
                .filter(arn -> arn.equals(written)
                        || arn.endsWith("/" + written)
                        || nameOf(site, arn).filter(written::equals).isPresent())
                .findFirst();
    }

    private static Optional<String> nameOf(SimulatedSite site, String arn) {
        return site.region().ec2().catalog().account().outpost(arn).map(OutpostEntry::name);
    }
}
