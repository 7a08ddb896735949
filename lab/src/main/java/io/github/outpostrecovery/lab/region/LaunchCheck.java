package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.region.Ec2Catalog.LaunchTrouble;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Ebs;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification.Interface;
import io.github.outpostrecovery.lab.region.catalog.MachineImage;
import io.github.outpostrecovery.lab.region.catalog.SecurityGroup;
import io.github.outpostrecovery.lab.region.catalog.Subnet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What EC2 looks at before it launches what a person asks for, with the error codes of its API. */
final class LaunchCheck {
    /** Of the raw user data, before they are encoded (EC2 User Guide, "Run commands at launch"). */
    static final int USER_DATA_LIMIT = 16 * 1024;

    private final Ec2Catalog catalog;
    private final AccountCatalog account;
    private final Ec2Fleet fleet;

    LaunchCheck(Ec2Catalog catalog, Ec2Fleet fleet) {
        this.catalog = requireNonNull(catalog, "catalog is null");
        this.account = catalog.account();
        this.fleet = requireNonNull(fleet, "fleet is null");
    }

    /** Why a launch cannot be, if so. */
    Optional<LaunchTrouble> trouble(LaunchRequest request) {
        InstanceSpecification asked = request.said().orElseThrow();
        // One after the other: the later ones rely on what the earlier ones have found.
        return ofUserData(asked)
                .or(() -> ofNames(asked))
                .or(() -> ofInterfaces(asked))
                .or(() -> ofTags(asked))
                .or(() -> ofVolumes(asked))
                .or(() -> ofPlace(request, asked));
    }

    private static Optional<LaunchTrouble> ofUserData(InstanceSpecification asked) {
        String text = asked.userData();
        return text != null && text.getBytes(StandardCharsets.UTF_8).length > USER_DATA_LIMIT
                ? trouble("InvalidParameterValue", "User data is limited to " + USER_DATA_LIMIT + " bytes")
                : Optional.empty();
    }

    private Optional<LaunchTrouble> ofNames(InstanceSpecification asked) {
        if (account.image(asked.image()).isEmpty()) {
            return asked.image().matches("ami-[0-9a-f]{8,17}")
                    ? trouble("InvalidAMIID.NotFound", "The image id '[" + asked.image() + "]' does not exist")
                    : trouble("InvalidAMIID.Malformed", "Invalid id: \"" + asked.image() + "\"");
        }
        String key = asked.keyName();
        if (key != null && !account.keyPairs().contains(key)) {
            return trouble("InvalidKeyPair.NotFound", "The key pair '" + key + "' does not exist");
        }
        String profile = asked.instanceProfile();
        return profile != null && account.profile(profile).isEmpty()
                ? trouble("InvalidParameterValue", "Invalid IAM Instance Profile name: " + profile)
                : Optional.empty();
    }

    private Optional<LaunchTrouble> ofInterfaces(InstanceSpecification asked) {
        if (asked.interfaces().isEmpty()) {
            return trouble("VPCIdNotSpecified", "No default VPC for this user");
        }
        if (asked.interfaces().stream().map(Interface::deviceIndex).distinct().count()
                < asked.interfaces().size()) {
            return trouble("InvalidParameterCombination", "Each network interface needs a device index of its own");
        }
        return asked.interfaces().stream().flatMap(one -> of(one).stream()).findFirst();
    }

    private Optional<LaunchTrouble> of(Interface asked) {
        String existing = asked.existing();
        if (existing != null) {
            if (account.networkInterface(existing).isEmpty()) {
                return trouble(
                        "InvalidNetworkInterfaceID.NotFound",
                        "The networkInterface ID '" + existing + "' does not exist");
            }
            return fleet.uses(existing)
                    ? trouble("InvalidNetworkInterface.InUse", "Interface: [" + existing + "] in use.")
                    : Optional.empty();
        }
        Optional<Subnet> subnet = account.subnet(asked.subnet());
        if (subnet.isEmpty()) {
            return trouble("InvalidSubnetID.NotFound", "The subnet ID '" + asked.subnet() + "' does not exist");
        }
        for (String id : asked.groups()) {
            Optional<SecurityGroup> group = account.group(id);
            if (group.isEmpty()) {
                return trouble("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
            }
            if (!group.get().vpc().equals(subnet.get().vpc())) {
                return trouble(
                        "InvalidParameter",
                        "Security group " + id + " and subnet " + subnet.get().id() + " belong to different networks.");
            }
        }
        return Optional.empty();
    }

    private static Optional<LaunchTrouble> ofTags(InstanceSpecification asked) {
        return asked.tags().keySet().stream().anyMatch(key -> key.startsWith("aws:"))
                ? trouble("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use")
                : Optional.empty();
    }

    private Optional<LaunchTrouble> ofVolumes(InstanceSpecification asked) {
        MachineImage image = account.image(asked.image()).orElseThrow();
        for (Ebs volume : asked.blockDevices()) {
            Integer gib = volume.gib();
            if (volume.device().equals(image.rootDevice()) && gib != null && gib < image.rootGib()) {
                return trouble(
                        "InvalidBlockDeviceMapping",
                        "Volume of size " + gib + "GB is smaller than snapshot of image, expect size>= "
                                + image.rootGib() + "GB");
            }
        }
        return Optional.empty();
    }

    private Optional<LaunchTrouble> ofPlace(LaunchRequest request, InstanceSpecification asked) {
        String server = request.server();
        if (server.isEmpty()) {
            return Optional.empty();
        }
        if (catalog.server(server).isEmpty()) {
            return trouble("InvalidOutpostId.NotFound", "there is no Outpost " + server);
        }
        List<String> offered =
                account.typesOn(server).stream().map(offer -> offer.type()).toList();
        if (!offered.contains(asked.type())) {
            return trouble(
                    "Unsupported",
                    "The requested instance type " + asked.type() + " is not supported on the Outpost " + server);
        }
        return fleet.fits(server, asked.type())
                ? Optional.empty()
                : trouble(
                        Ec2Errors.NO_CAPACITY,
                        "There is not enough capacity on " + server + " for another " + asked.type());
    }

    private static Optional<LaunchTrouble> trouble(String code, String message) {
        return Optional.of(new LaunchTrouble(code, message));
    }
}
