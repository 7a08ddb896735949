package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.OfferedType;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SecurityGroup;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks what machine is launched. Changes nothing. */
final class MachineStep {
    private static final List<String> ROOT_TYPES = List.of("gp2", "gp3", "io1", "io2", "sc1", "st1", "standard");
    private static final int LARGEST_ROOT = 65_536;

    private final Asking asking;
    private final Cloud cloud;

    MachineStep(Asking asking, Cloud cloud) {
        this.asking = requireNonNull(asking, "asking is null");
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    MachineChoice ask(OutpostSubnet subnet) {
        Image image = image();
        return new MachineChoice(image, type(subnet), key(), group(subnet), profile(), root(image));
    }

    private Image image() {
        String id = asking.text(
                LaunchOption.IMAGE,
                "AMI",
                Optional.empty(),
                typed -> typed.matches("ami-[0-9a-f]{8}(?:[0-9a-f]{9})?")
                        ? find(typed).isPresent()
                                ? Optional.empty()
                                : Optional.of("there is no AMI " + typed + " in "
                                        + cloud.place().region() + " that this account may use")
                        : Optional.of("\"" + typed + "\" is not an AMI id: it is ami- and 8 or 17 hexadecimal digits"),
                WizardFailure.IMAGE_NOT_FOUND);
        Image image = find(id).orElseThrow(() -> new IllegalStateException("the AMI was there"));
        switch (KnownImages.of(image, cloud.place().account())) {
            case KnownImages.Verdict.Verified() -> asking.tell("AMI " + image.name());
            case KnownImages.Verdict.Unverified() ->
                accept(image, "The AMI \"" + image.name() + "\" is none that is known to work. Use it?", true);
            case KnownImages.Verdict.Impostor(String owner) ->
                accept(
                        image,
                        "The AMI \"" + image.name() + "\" is named as a known one, and belongs to " + owner
                                + ". Use it?",
                        false);
        }
        return image;
    }

    private void accept(Image image, String question, boolean proposal) {
        if (!asking.confirm(LaunchOption.UNVERIFIED_IMAGE, question, proposal)) {
            throw new WizardException(
                    WizardFailure.IMAGE_NOT_TRUSTED,
                    "the AMI " + image.id() + " (\"" + image.name() + "\" of " + image.owner() + ") is not used",
                    "choose another AMI, or add " + LaunchOption.UNVERIFIED_IMAGE.option());
        }
    }

    private record Found(Optional<Image> image) {}

    private Optional<Image> find(String id) {
        return asking.dialogue()
                .once(
                        "image " + id,
                        Found.class,
                        () -> new Found(cloud.directory().image(id)))
                .image();
    }

    private record Types(List<OfferedType> all) {}

    private String type(OutpostSubnet subnet) {
        List<OfferedType> types = asking.dialogue()
                .once(
                        "types " + subnet.outpost(),
                        Types.class,
                        () -> new Types(cloud.directory().instanceTypes(subnet.outpost())))
                .all();
        OfferedType chosen = asking.choose(
                LaunchOption.TYPE,
                "Instance type",
                List.of("TYPE", "FREE"),
                types,
                type -> List.of(
                        type.name(),
                        type.free().isPresent() ? Integer.toString(type.free().getAsInt()) : "unknown"),
                Optional.empty(),
                WizardFailure.INSTANCE_TYPE_NOT_OFFERED);
        if (chosen.free().orElse(1) == 0) {
            throw new WizardException(
                    WizardFailure.NO_CAPACITY,
                    "the Outpost " + subnet.outpost() + " has no room for another " + chosen.name(),
                    "choose a type that has some, another Outpost, or stop an instance there");
        }
        return chosen.name();
    }

    private record Names(List<String> all) {}

    private Optional<String> key() {
        List<String> names = asking.dialogue()
                .once(
                        "key pairs",
                        Names.class,
                        () -> new Names(cloud.directory().keyPairs()))
                .all();
        return asking.chooseOrNone(
                LaunchOption.KEY, "Key pair", List.of("KEY PAIR"), names, List::of, WizardFailure.KEY_PAIR_NOT_FOUND);
    }

    private record Groups(List<SecurityGroup> all) {}

    private String group(OutpostSubnet subnet) {
        List<SecurityGroup> groups = asking.dialogue()
                .once(
                        "groups " + subnet.vpc(),
                        Groups.class,
                        () -> new Groups(cloud.directory().securityGroups(subnet.vpc())))
                .all();
        asking.given(LaunchOption.SECURITY_GROUP)
                .filter(id -> groups.stream().noneMatch(group -> group.id().equals(id)))
                .ifPresent(id -> refuse(id, subnet));
        return asking.choose(
                        LaunchOption.SECURITY_GROUP,
                        "Security group",
                        List.of("GROUP", "NAME"),
                        groups,
                        group -> List.of(group.id(), group.name()),
                        groups.stream()
                                .filter(group -> group.name().equals(SecurityGroup.DEFAULT))
                                .map(SecurityGroup::id)
                                .findFirst(),
                        WizardFailure.SECURITY_GROUP_NOT_FOUND)
                .id();
    }

    private void refuse(String id, OutpostSubnet subnet) {
        Optional<SecurityGroup> elsewhere = cloud.directory().securityGroup(id);
        throw elsewhere.isPresent()
                ? new WizardException(
                        WizardFailure.SECURITY_GROUP_OF_ANOTHER_VPC,
                        "the security group " + id + " is of " + elsewhere.get().vpc() + ", and the subnet "
                                + subnet.id() + " of " + subnet.vpc(),
                        "choose a security group of " + subnet.vpc())
                : new WizardException(
                        WizardFailure.SECURITY_GROUP_NOT_FOUND,
                        "there is no security group " + id,
                        "leave out --security-group-id for the default one of " + subnet.vpc());
    }

    private record Profiles(List<InstanceProfile> all) {}

    private Optional<InstanceProfile> profile() {
        List<InstanceProfile> profiles = asking.dialogue()
                .once(
                        "profiles",
                        Profiles.class,
                        () -> new Profiles(cloud.directory().instanceProfiles()))
                .all();
        return asking.chooseOrNone(
                LaunchOption.PROFILE,
                "Instance profile (needed if the machine reads CHAP secrets)",
                List.of("PROFILE", "ROLE"),
                profiles,
                profile -> List.of(profile.name(), profile.role().orElse("")),
                WizardFailure.INSTANCE_PROFILE_NOT_FOUND);
    }

    private List<BlockDevice> root(Image image) {
        int least = image.rootGib().orElse(1);
        String size = asking.text(
                LaunchOption.ROOT_SIZE,
                "Size of the root volume in GiB, at least " + least,
                Optional.of("image"),
                typed -> typed.equals("image")
                        ? Optional.empty()
                        : !typed.matches("[0-9]{1,6}") || Integer.parseInt(typed) > LARGEST_ROOT
                                ? Optional.of("\"" + typed + "\" is not a number of GiB up to " + LARGEST_ROOT)
                                : Integer.parseInt(typed) < least
                                        ? Optional.of(typed + " GiB is less than the " + least + " GiB of the AMI")
                                        : Optional.empty(),
                WizardFailure.ROOT_VOLUME_TOO_SMALL);
        List<String> offered = new java.util.ArrayList<>(ROOT_TYPES);
        offered.add("image");
        String type = asking.word(
                LaunchOption.ROOT_TYPE, "Type of the root volume", Optional.of("image"), offered, word -> word);
        if (size.equals("image") && type.equals("image")) {
            return List.of();
        }
        return List.of(new BlockDevice(
                image.rootDevice(),
                size.equals("image") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(size)),
                type.equals("image") ? Optional.empty() : Optional.of(type),
                BlockDevice.Deletion.WITH_INSTANCE));
    }
}
