package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether a machine could be launched in a subnet, and on which server that would be. */
public sealed interface Placement {
    /** It could. */
    record On(OutpostSubnet subnet, Outpost server) implements Placement {}

    /** It could not, for these reasons, each with a code that stays the same. */
    record Impossible(List<String> why) implements Placement {
        public Impossible {
            why = List.copyOf(why);
        }
    }

    /**
     * Looks a subnet up and checks it for a machine.
     *
     * @param taken servers that other templates of the machine launch on
     */
    static Placement of(Directory directory, MachineDescription machine, SubnetId id, Set<OutpostArn> taken) {
        return switch (directory.subnet(id)) {
            case SubnetLookup.NotFound missing ->
                new Impossible(List.of("[subnet-not-found] there is no subnet " + id));
            case SubnetLookup.InRegion(SubnetId region, String vpc) ->
                new Impossible(List.of("[subnet-not-on-outpost] " + id + " lies in the Region, not on an Outpost"));
            case SubnetLookup.OnOutpost(OutpostSubnet subnet) ->
                directory
                        .outpost(subnet.outpost())
                        .map(server -> judge(directory, machine, subnet, server, taken))
                        .orElseGet(() -> new Impossible(List.of("[outpost-not-found] " + subnet.outpost() + ", where "
                                + id + " lies, is not to be seen from this account")));
        };
    }

    private static Placement judge(
            Directory directory,
            MachineDescription machine,
            OutpostSubnet subnet,
            Outpost server,
            Set<OutpostArn> taken) {
        List<String> why = new ArrayList<>();
        if (taken.contains(server.arn())) {
            why.add("[same-server] " + subnet.id() + " lies on " + server.arn()
                    + ", which has a template already: name a subnet of another server");
        }
        if (!subnet.vpc().equals(machine.vpc())) {
            why.add("[other-vpc] " + subnet.id() + " lies in " + subnet.vpc() + ", and the security groups of "
                    + machine.id() + " in " + machine.vpc());
        }
        if (directory.instanceTypes(server.arn()).stream()
                .noneMatch(type -> type.name().equals(machine.type()))) {
            why.add("[instance-type-not-offered] " + server.arn() + " does not offer " + machine.type());
        }
        switch (server.hardware()) {
            case SERVER -> localNetwork(machine, subnet, why);
            case RACK -> {}
            case OTHER ->
                why.add("[hardware-not-supported] " + server.arn() + " is neither a server nor a rack of Outposts");
        }
        return why.isEmpty() ? new On(subnet, server) : new Impossible(why);
    }

    private static void localNetwork(MachineDescription machine, OutpostSubnet subnet, List<String> why) {
        if (subnet.localNetworkIndex().orElse(0) != 1) {
            why.add("[subnet-lni-invalid] " + subnet.id()
                    + " does not make local network interfaces at device index 1: aws ec2 modify-subnet-attribute"
                    + " --subnet-id " + subnet.id() + " --enable-lni-at-device-index 1");
        }
        if (machine.interfaces().stream().noneMatch(one -> one.deviceIndex() == 1)) {
            why.add("[no-local-network-interface] " + machine.id()
                    + " has no interface at device index 1, by which it would reach the array");
        }
    }
}
