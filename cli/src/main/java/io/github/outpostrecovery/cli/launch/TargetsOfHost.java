package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import java.util.Comparator;
import java.util.List;

/** Which of an array's targets a machine is shown its volumes by. */
final class TargetsOfHost {
    private TargetsOfHost() {}

    /**
     * Those of one host. On ONTAP each subsystem is a target of its own, whose NQN ends with the subsystem's name
     * ({@code nqn.1992-08.com.netapp:sn.SERIAL:subsystem.NAME}); one that is not there yet has no target yet.
     */
    static List<TargetPortal> of(List<TargetPortal> portals, String vendor, Protocol protocol, String host) {
        if (!vendor.equals("netapp") || protocol != Protocol.NVME_TCP) {
            return portals;
        }
        List<TargetPortal> own = portals.stream()
                .filter(portal -> portal.target().endsWith(":subsystem." + host))
                .toList();
        return own.isEmpty()
                ? portals.stream()
                        .map(portal -> new TargetPortal(portal.address(), portal.port(), ""))
                        .distinct()
                        .sorted(Comparator.comparing(TargetPortal::address))
                        .toList()
                : own;
    }
}
