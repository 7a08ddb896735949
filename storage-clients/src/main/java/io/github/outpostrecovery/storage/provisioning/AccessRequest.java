package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which volumes a machine is to reach, and through what.
 *
 * @param initiator the name that it logs in with
 * @param host the name of its own object on the array: host, igroup or subsystem; made if it is not there
 * @param group the name of the host group or host set that the volumes are exported to; empty to export them to the host
 * @param volumes what it is to reach
 * @param operatingSystem for objects that are made
 * @param chap what it proves itself with, where the array keeps that by initiator
 * @param besides the names of further objects in which the initiator stands rightly, such as other subsystems of the same
 *     machine: a name that stands anywhere else is somebody else's and refused
 */
public record AccessRequest(
        Initiator initiator,
        String host,
        Optional<String> group,
        List<RequestedVolume> volumes,
        OperatingSystem operatingSystem,
        Optional<ChapCredentials> chap,
        Set<String> besides) {
    public AccessRequest {
        volumes = List.copyOf(volumes);
        besides = Set.copyOf(besides);
        if (host.isBlank()) {
            throw new IllegalArgumentException("the name of the host on the array is blank");
        }
        if (volumes.isEmpty()) {
            throw new IllegalArgumentException("no volume is requested");
        }
        if (volumes.stream().map(RequestedVolume::volume).distinct().count() < volumes.size()) {
            throw new IllegalArgumentException("a volume is requested twice");
        }
        List<LunId> luns =
                volumes.stream().flatMap(volume -> volume.lun().stream()).toList();
        if (luns.stream().distinct().count() < luns.size()) {
            throw new IllegalArgumentException("a LUN is requested for two volumes");
        }
    }

    /** For a machine whose initiator stands in its own object and nowhere else. */
    public AccessRequest(
            Initiator initiator,
            String host,
            Optional<String> group,
            List<RequestedVolume> volumes,
            OperatingSystem operatingSystem,
            Optional<ChapCredentials> chap) {
        this(initiator, host, group, volumes, operatingSystem, chap, Set.of());
    }

    /**
     * A volume.
     *
     * @param lun where it has to be shown; empty to take what the array assigns
     */
    public record RequestedVolume(VolumeName volume, Optional<LunId> lun) {}

    /** What the machine runs, for arrays that ask. */
    public enum OperatingSystem {
        LINUX,
        WINDOWS
    }
}
