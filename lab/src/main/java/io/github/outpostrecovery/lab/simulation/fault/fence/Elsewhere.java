package io.github.outpostrecovery.lab.simulation.fault.fence;

import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.fault.ShownElsewhere;
import java.util.List;

/** Faults of the fence that no run can show. */
final class Elsewhere {
    private Elsewhere() {}

    static List<Fault> all() {
        return List.of(
                shown(
                        34,
                        "certificate-expired-or-another",
                        "the array's certificate has expired, or is not the pinned one",
                        "nothing is sent: refused as unreachable, never trusted all the same",
                        "HttpTransportTest"),
                shown(
                        43,
                        "reservation-of-a-guest-cluster",
                        "a guest cluster has left a SCSI-3 persistent reservation on the volume",
                        "asked when it is protected: clustered volumes are not recovered automatically",
                        "ProtectionTest"),
                shown(
                        45,
                        "volume-on-two-sites",
                        "the volume is one of a metro pair, and the other site maps it too",
                        "the other site is not seen from here: not fenced, not protected, and it says why",
                        "AccessTest"));
    }

    private static Fault shown(int number, String slug, String happens, String expected, String test) {
        return new ShownElsewhere(new FaultCard(number, slug, happens, expected, Layer.TEST, test));
    }
}
