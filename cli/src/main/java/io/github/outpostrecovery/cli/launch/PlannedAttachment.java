package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.userdata.Attachment;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiPortal;
import io.github.outpostrecovery.cli.userdata.Attachment.IscsiTarget;
import io.github.outpostrecovery.cli.userdata.Attachment.MachineName;
import io.github.outpostrecovery.cli.userdata.Attachment.Multipath;
import io.github.outpostrecovery.cli.userdata.Attachment.NvmeSubsystem;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a machine reaches the array for one purpose.
 *
 * @param portals where targets are discovered; none over NVMe/TCP
 */
record PlannedAttachment(Protocol protocol, List<PlannedPath> paths, List<IscsiPortal> portals, Multipath multipath) {
    PlannedAttachment {
        paths = List.copyOf(paths);
        portals = List.copyOf(portals);
    }

    boolean knowsItsTargets() {
        return paths.stream().noneMatch(path -> path.target().isEmpty());
    }

    PlannedAttachment with(List<PlannedPath> found) {
        return new PlannedAttachment(protocol, found, portals, multipath);
    }

    /** The form in which user data is rendered. */
    Attachment rendered(Initiator initiator, OptionalInt lun) {
        MachineName name = new MachineName.Of(initiator);
        return switch (protocol) {
            case ISCSI ->
                new Attachment.Iscsi(
                        name,
                        paths.stream()
                                .map(path -> new IscsiTarget(
                                        path.address().address(),
                                        path.address().port(),
                                        path.target(),
                                        lun,
                                        secret(path)))
                                .toList(),
                        portals);
            case NVME_TCP ->
                new Attachment.Nvme(
                        name,
                        paths.stream()
                                .map(path -> new NvmeSubsystem(
                                        path.address().address(),
                                        OptionalInt.of(path.address().port()),
                                        path.target(),
                                        secret(path)))
                                .toList(),
                        multipath);
        };
    }

    private static Optional<String> secret(PlannedPath path) {
        return path.secret().map(PlannedPath.MachineSecret::nameOrArn);
    }
}
