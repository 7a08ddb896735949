package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.userdata.GuestScript;
import io.github.outpostrecovery.cli.userdata.UserDataRequest;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that a launch changes, decided before anything is changed.
 *
 * @param stack the engine that may protect the instance
 * @param generation the first one, or the next of the books that an earlier machine of this name has left behind
 * @param machine empty if only the user data is saved
 * @param initiators by protocol
 * @param sides what is changed on the array, by protocol; none for an array that the wizard does not speak to
 * @param sharing whether anybody else may reach the volumes
 * @param boot empty if it boots from EBS
 * @param data empty if nothing is attached beside what it boots from
 * @param lun the boot LUN as it was asked for; empty to take the array's
 */
record LaunchPlan(
        String stack,
        Purpose purpose,
        InstanceName instance,
        Generation generation,
        Placement placement,
        Optional<MachineChoice> machine,
        Map<Protocol, Initiator> initiators,
        Map<Protocol, ArraySide> sides,
        Sharing sharing,
        Optional<PlannedAttachment> boot,
        Optional<PlannedAttachment> data,
        OptionalInt lun,
        List<GuestScript> scripts,
        UserDataRequest.Updates updates,
        Optional<Path> savePath) {
    LaunchPlan {
        initiators = Map.copyOf(initiators);
        sides = Map.copyOf(sides);
        scripts = List.copyOf(scripts);
    }

    /** With a side that was planned anew. */
    LaunchPlan with(ArraySide side) {
        Map<Protocol, Initiator> names = new EnumMap<>(Protocol.class);
        names.putAll(initiators);
        Map<Protocol, ArraySide> all = new EnumMap<>(Protocol.class);
        all.putAll(sides);
        names.put(side.choice().protocol(), side.initiator().name());
        all.put(side.choice().protocol(), side);
        return new LaunchPlan(
                stack,
                purpose,
                instance,
                generation,
                placement,
                machine,
                names,
                all,
                sharing,
                boot,
                data,
                lun,
                scripts,
                updates,
                savePath);
    }

    /** With the targets that the array tells only now. */
    LaunchPlan with(Optional<PlannedAttachment> bootFound, Optional<PlannedAttachment> dataFound) {
        return new LaunchPlan(
                stack,
                purpose,
                instance,
                generation,
                placement,
                machine,
                initiators,
                sides,
                sharing,
                bootFound,
                dataFound,
                lun,
                scripts,
                updates,
                savePath);
    }

    /** Who may reach the volumes. */
    Tenancy tenancy() {
        return new Tenancy(sharing, initiators.values());
    }

    /** Both attachments that there are. */
    List<PlannedAttachment> attachments() {
        List<PlannedAttachment> all = new ArrayList<>();
        boot.ifPresent(all::add);
        data.ifPresent(all::add);
        return all;
    }

    /** The volume that it boots from, if the wizard knows the array. */
    Optional<VolumeName> bootVolume() {
        return purpose.boots()
                ? Optional.ofNullable(sides.get(purpose.protocol()))
                        .map(side -> side.choice().volumes().getFirst())
                : Optional.empty();
    }

    /** What the user data is rendered from. */
    UserDataRequest userData(OptionalInt bootLun) {
        return new UserDataRequest(
                instance.value(),
                purpose.feature(),
                purpose.guest(),
                boot.map(attachment -> attachment.rendered(name(attachment), bootLun)),
                data.map(attachment -> attachment.rendered(name(attachment), OptionalInt.empty())),
                scripts,
                placement.network(),
                updates);
    }

    private Initiator name(PlannedAttachment attachment) {
        return Optional.ofNullable(initiators.get(attachment.protocol()))
                .orElseThrow(() -> new IllegalStateException("no initiator is planned for " + attachment.protocol()));
    }

    /** What the tags of the instance tell. */
    LaunchTags tags() {
        List<LaunchedArray> arrays = new ArrayList<>();
        for (Protocol protocol : List.of(purpose.protocol(), other(purpose.protocol()))) {
            Optional.ofNullable(sides.get(protocol)).ifPresent(side -> arrays.add(launched(side)));
        }
        return new LaunchTags(
                stack,
                instance,
                purpose.feature(),
                purpose.guest(),
                purpose.vendor(),
                purpose.protocol(),
                initiators,
                arrays);
    }

    private LaunchedArray launched(ArraySide side) {
        Protocol protocol = side.choice().protocol();
        List<PlannedPath> paths = attachments().stream()
                .filter(attachment -> attachment.protocol() == protocol)
                .flatMap(attachment -> attachment.paths().stream())
                .toList();
        List<SecretArn> secrets = paths.stream()
                .flatMap(path -> path.secret().stream())
                .map(PlannedPath.MachineSecret::arn)
                .distinct()
                .toList();
        return new LaunchedArray(
                side.connection().name(),
                side.login().vendor(),
                protocol,
                side.connection().endpoint(),
                side.choice().scope(),
                side.login().secret(),
                secrets,
                paths.stream().map(path -> path.address().text()).distinct().toList(),
                side.choice().volumes());
    }

    static Protocol other(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> Protocol.NVME_TCP;
            case NVME_TCP -> Protocol.ISCSI;
        };
    }
}
