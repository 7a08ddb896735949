package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks what a machine is shown on the array, and through which objects. Changes nothing. */
final class SideStep {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,95}");
    private static final int MENTIONED = 12;

    private final Asking asking;
    private final Purpose purpose;
    private final InstanceName instance;

    SideStep(Asking asking, Purpose purpose, InstanceName instance) {
        this.asking = requireNonNull(asking, "asking is null");
        this.purpose = requireNonNull(purpose, "purpose is null");
        this.instance = requireNonNull(instance, "instance is null");
    }

    /** The SVM; empty where the array is one whole. */
    Optional<String> scope(ArrayLook look) {
        if (!purpose.vendor().equals("netapp")) {
            return Optional.empty();
        }
        List<String> scopes = look.scopes();
        return Optional.of(asking.choose(
                LaunchOption.SVM,
                "SVM",
                List.of("SVM"),
                scopes,
                List::of,
                scopes.size() == 1 ? Optional.of(scopes.getFirst()) : Optional.empty(),
                WizardFailure.SVM_NOT_FOUND));
    }

    /** For what the machine boots from, or all that it is shown if it boots from elsewhere. */
    SideChoice ask(ArrayLook look, Optional<String> scope) {
        Optional<SideChoice.Copy> copy = purpose.boots() ? copy(look) : Optional.empty();
        LaunchOption option = purpose.vendor().equals("netapp") ? LaunchOption.LUN_PATH : LaunchOption.VOLUME;
        List<VolumeName> volumes = new ArrayList<>();
        copy.ifPresent(made -> volumes.add(made.target()));
        if (copy.isEmpty() || asking.isGiven(option)) {
            volumes.addAll(volumes(
                    look,
                    option,
                    purpose.boots() ? "Volumes, the one to boot from first" : "Volumes",
                    purpose.vendor().equals("netapp") ? WizardFailure.LUN_NOT_FOUND : WizardFailure.VOLUME_NOT_FOUND));
        }
        return new SideChoice(
                purpose.protocol(),
                scope,
                host(look, hostOption(), instance.value()),
                group(look),
                copy,
                volumes.stream().distinct().toList());
    }

    /** For data beside what it boots from, over the other protocol. */
    SideChoice data(ArrayLook look, Optional<String> scope, io.github.outpostrecovery.core.name.Protocol protocol) {
        List<VolumeName> volumes = dataVolumes(look);
        return new SideChoice(
                protocol,
                scope,
                host(look, LaunchOption.DATA_HOST, instance + "-" + LaunchTags.word(protocol)),
                Optional.empty(),
                Optional.empty(),
                volumes);
    }

    List<VolumeName> dataVolumes(ArrayLook look) {
        return volumes(look, LaunchOption.DATA_VOLUME, "Volumes for data", WizardFailure.VOLUME_NOT_FOUND);
    }

    private LaunchOption hostOption() {
        if (!purpose.vendor().equals("netapp")) {
            return LaunchOption.HOST;
        }
        return switch (purpose.protocol()) {
            case ISCSI -> LaunchOption.IGROUP;
            case NVME_TCP -> LaunchOption.SUBSYSTEM;
        };
    }

    private List<VolumeName> volumes(ArrayLook look, LaunchOption option, String text, WizardFailure failure) {
        List<BlockVolume> there = look.volumes();
        if (there.isEmpty()) {
            throw new WizardException(
                    failure,
                    "the array has no volume that a machine could use",
                    "make one on the array, and run the command again");
        }
        return asking
                .chooseSeveral(
                        option,
                        text,
                        List.of("VOLUME", "SIZE", "ID"),
                        there,
                        volume -> List.of(volume.name().value(), ArrayLook.size(volume.bytes()), volume.id()),
                        Optional.empty(),
                        failure)
                .stream()
                .map(BlockVolume::name)
                .distinct()
                .toList();
    }

    private Optional<SideChoice.Copy> copy(ArrayLook look) {
        String source = asking.text(
                LaunchOption.BOOT_IMAGE,
                "Volume or snapshot to clone and boot from, or " + LaunchOption.NONE,
                Optional.of(LaunchOption.NONE),
                typed -> typed.equals(LaunchOption.NONE) ? Optional.empty() : volumeObjection(typed),
                WizardFailure.INVALID_INPUT);
        if (source.equals(LaunchOption.NONE)) {
            return Optional.empty();
        }
        Set<VolumeName> there = look.volumes().stream().map(BlockVolume::name).collect(Collectors.toSet());
        String target = asking.text(
                LaunchOption.CLONE_AS,
                "Name of the clone",
                Optional.of(proposed(source)),
                typed -> volumeObjection(typed)
                        .or(() -> there.contains(new VolumeName(typed))
                                ? Optional.of("the array has a volume " + typed + ", and none is overwritten")
                                : Optional.empty()),
                WizardFailure.VOLUME_NAME_TAKEN);
        return Optional.of(new SideChoice.Copy(new VolumeName(source), new VolumeName(target)));
    }

    /** Beside the source, where names are paths. */
    private String proposed(String source) {
        int folder = source.replaceFirst("/\\.snapshot/.*", "/x").lastIndexOf('/');
        return (folder < 0 ? "" : source.substring(0, folder + 1)) + instance + "-boot";
    }

    private String host(ArrayLook look, LaunchOption option, String proposal) {
        List<AccessGroup> groups = look.groups();
        Set<String> names = groups.stream().map(group -> group.object().name()).collect(Collectors.toSet());
        asking.tell(mention("The array has " + kind(), names));
        return asking.text(
                option,
                "Name of the " + kind() + ", made if it is not there",
                Optional.of(proposal),
                typed -> objectObjection(typed, names),
                WizardFailure.INVALID_INPUT);
    }

    private Optional<String> group(ArrayLook look) {
        LaunchOption option;
        switch (purpose.vendor()) {
            case "dell", "purestorage" -> option = LaunchOption.HOST_GROUP;
            case "hpe" -> option = LaunchOption.HOST_SET;
            default -> {
                return Optional.empty();
            }
        }
        Set<String> names =
                look.groups().stream().map(group -> group.object().name()).collect(Collectors.toSet());
        String group = asking.text(
                option,
                "Name of the group that the volumes are shown to, or " + LaunchOption.NONE,
                Optional.of(LaunchOption.NONE),
                typed -> typed.equals(LaunchOption.NONE) ? Optional.empty() : objectObjection(typed, names),
                WizardFailure.INVALID_INPUT);
        return group.equals(LaunchOption.NONE) ? Optional.empty() : Optional.of(group);
    }

    private String kind() {
        return switch (hostOption()) {
            case IGROUP -> "igroup";
            case SUBSYSTEM -> "subsystem";
            default -> "host";
        };
    }

    private static String mention(String what, Set<String> names) {
        List<String> some = names.stream()
                .sorted(io.github.outpostrecovery.cli.prompt.NaturalOrder.INSTANCE)
                .limit(MENTIONED)
                .toList();
        return what + ": "
                + (some.isEmpty() ? "none" : String.join(", ", some))
                + (names.size() > MENTIONED ? " and " + (names.size() - MENTIONED) + " more" : "");
    }

    private static Optional<String> objectObjection(String typed, Set<String> there) {
        return there.contains(typed) || LEGAL.matcher(typed).matches()
                ? Optional.empty()
                : Optional.of("\"" + typed
                        + "\" will not do: letters, digits, dots, colons, hyphens and underscores, at most 96");
    }

    private static Optional<String> volumeObjection(String typed) {
        try {
            VolumeName _ = new VolumeName(typed);
            return typed.matches("[A-Za-z0-9._:/@+-]+")
                    ? Optional.empty()
                    : Optional.of("\"" + typed + "\" will not do: letters, digits and . _ : / @ + -");
        } catch (IllegalArgumentException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }
}
