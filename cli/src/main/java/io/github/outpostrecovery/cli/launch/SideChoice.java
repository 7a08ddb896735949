package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is chosen on the array over one protocol.
 *
 * @param scope the SVM
 * @param host the host, the igroup or the subsystem
 * @param group the host group or host set to export to
 * @param copy a boot image to be cloned first; then the first volume is the clone
 */
record SideChoice(
        Protocol protocol,
        Optional<String> scope,
        String host,
        Optional<String> group,
        Optional<Copy> copy,
        List<VolumeName> volumes) {
    SideChoice {
        volumes = List.copyOf(volumes);
    }

    /** A clone to be made. */
    record Copy(VolumeName source, VolumeName target) {}

    /** These, and more volumes. */
    SideChoice with(List<VolumeName> more) {
        List<VolumeName> all = new ArrayList<>(volumes);
        more.stream().filter(volume -> !all.contains(volume)).forEach(all::add);
        return new SideChoice(protocol, scope, host, group, copy, all);
    }
}
