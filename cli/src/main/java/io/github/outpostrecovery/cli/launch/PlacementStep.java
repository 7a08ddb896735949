package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.Outpost.Hardware;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Asks on which Outpost, and how the machine is connected there. Changes nothing. */
final class PlacementStep {
    private final Asking asking;
    private final Cloud cloud;

    PlacementStep(Asking asking, Cloud cloud) {
        this.asking = requireNonNull(asking, "asking is null");
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /** For user data that is only saved. */
    Placement ofSavedUserData() {
        return new Placement.Unknown(asking.word(
                LaunchOption.HARDWARE,
                "What it will run on",
                Optional.of(Hardware.SERVER),
                List.of(Hardware.SERVER, Hardware.RACK),
                hardware -> hardware.name().toLowerCase(Locale.ROOT)));
    }

    Placement ask() {
        OutpostSubnet subnet = subnet();
        Outpost outpost = asking.dialogue().once("outpost " + subnet.outpost(), Outpost.class, () -> outpost(subnet));
        return switch (outpost.hardware()) {
            case SERVER -> new Placement.OnServer(subnet, outpost, index(subnet));
            case RACK -> new Placement.OnRack(subnet, outpost, pool(outpost));
            case OTHER ->
                throw new WizardException(
                        WizardFailure.HARDWARE_TYPE,
                        "the Outpost " + outpost.arn() + " is neither a server nor a rack",
                        "choose a subnet on a server or a rack");
        };
    }

    private OutpostSubnet subnet() {
        Optional<String> given = asking.given(LaunchOption.SUBNET);
        if (given.isPresent()) {
            return asking.dialogue().once("subnet " + given.get(), OutpostSubnet.class, () -> look(given.get()));
        }
        Subnets subnets = asking.dialogue()
                .once(
                        "subnets",
                        Subnets.class,
                        () -> new Subnets(cloud.directory().outpostSubnets()));
        if (subnets.all().isEmpty()) {
            throw new WizardException(
                    WizardFailure.SUBNET_NOT_FOUND,
                    "there is no subnet on an Outpost in " + cloud.place().region() + " that this account may use",
                    "make one, or have the owner of the Outpost share one");
        }
        return asking.choose(
                LaunchOption.SUBNET,
                "Subnet",
                List.of("SUBNET", "NAME", "CIDR", "OUTPOST", "LNI INDEX"),
                subnets.all(),
                row -> List.of(
                        row.id().value(),
                        row.name().orElse(""),
                        row.cidr(),
                        row.outpost().value(),
                        row.localNetworkIndex().isPresent()
                                ? Integer.toString(row.localNetworkIndex().getAsInt())
                                : ""),
                Optional.empty(),
                WizardFailure.SUBNET_NOT_FOUND);
    }

    private record Subnets(List<OutpostSubnet> all) {}

    private OutpostSubnet look(String typed) {
        SubnetId id;
        try {
            id = new SubnetId(typed);
        } catch (IllegalArgumentException malformed) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT,
                    String.valueOf(malformed.getMessage()),
                    "give --subnet-id another value");
        }
        return switch (cloud.directory().subnet(id)) {
            case SubnetLookup.OnOutpost(OutpostSubnet subnet) -> subnet;
            case SubnetLookup.InRegion(SubnetId there, String vpc) ->
                throw new WizardException(
                        WizardFailure.SUBNET_NOT_ON_OUTPOST,
                        "the subnet " + there + " of " + vpc + " lies in the Region, not on an Outpost",
                        "leave out --subnet-id to see those on Outposts");
            case SubnetLookup.NotFound(SubnetId missing) ->
                throw new WizardException(
                        WizardFailure.SUBNET_NOT_FOUND,
                        "there is no subnet " + missing + " in " + cloud.place().region(),
                        "leave out --subnet-id to see those on Outposts");
        };
    }

    private Outpost outpost(OutpostSubnet subnet) {
        return cloud.directory()
                .outpost(subnet.outpost())
                .orElseThrow(() -> new WizardException(
                        WizardFailure.HARDWARE_TYPE,
                        "the Outpost " + subnet.outpost() + " of the subnet " + subnet.id()
                                + " is not shared with this account, so that its hardware is not known",
                        "have its owner share the Outpost, not only the subnet"));
    }

    private Placement.OnServer.Index index(OutpostSubnet subnet) {
        if (subnet.localNetworkIndex().orElse(-1) == Placement.LOCAL_NETWORK_INDEX) {
            return Placement.OnServer.Index.AS_IT_IS;
        }
        String now = subnet.localNetworkIndex().isPresent()
                ? "is " + subnet.localNetworkIndex().getAsInt()
                : "is not set";
        if (!asking.confirm(
                LaunchOption.SET_INDEX,
                "The device index of local network interfaces of " + subnet.id() + " " + now
                        + ", and has to be 1 for the array to be reached. Set it at the launch?",
                true)) {
            throw new WizardException(
                    WizardFailure.LOCAL_NETWORK_INDEX,
                    "the device index of local network interfaces of " + subnet.id() + " " + now,
                    "set it with: aws ec2 modify-subnet-attribute --subnet-id " + subnet.id()
                            + " --enable-lni-at-device-index 1");
        }
        return Placement.OnServer.Index.TO_BE_SET;
    }

    /** How a rack routes. */
    private enum RackNetwork {
        COIP,
        DIRECT
    }

    private record Pool(Optional<String> id) {}

    private Optional<String> pool(Outpost outpost) {
        Optional<String> pool = asking.dialogue()
                .once(
                        "pool " + outpost.arn(),
                        Pool.class,
                        () -> new Pool(cloud.network().addressPool(outpost.arn())))
                .id();
        RackNetwork network = asking.word(
                LaunchOption.RACK_NETWORK,
                "How the rack reaches the array",
                Optional.of(pool.isPresent() ? RackNetwork.COIP : RackNetwork.DIRECT),
                List.of(RackNetwork.values()),
                way -> way.name().toLowerCase(Locale.ROOT));
        return switch (network) {
            case DIRECT -> Optional.empty();
            case COIP ->
                Optional.of(pool.orElseThrow(() -> new WizardException(
                        WizardFailure.ADDRESS_POOL_NOT_FOUND,
                        "the local gateway of " + outpost.arn() + " has no customer-owned address pool",
                        "choose --rack-network direct, or make a pool")));
        };
    }
}
