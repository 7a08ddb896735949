package io.github.outpostrecovery.lab.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.site.Naming;
import java.util.List;
import java.util.Optional;

/**
 * What to drill.
 *
 * @param event the alarm, as SNS or the bus delivers it; without one the simulated CloudWatch raises its own
 * @param duplicates extra deliveries of each alarm
 * @param failures how many machines fail, one after the other
 * @param volumes volumes of the protected instance
 * @param naming what is named by hand
 */
public record DrillOptions(
        String vendor,
        Transport protocol,
        Approval mode,
        Optional<JsonNode> event,
        int duplicates,
        int failures,
        Primary primary,
        Zombie zombie,
        List<DrillFault> faults,
        int volumes,
        long seed,
        Speed speed,
        Naming naming) {
    /** How the machines reach their volumes. */
    public enum Transport {
        ISCSI,
        NVME;

        Protocol onTheWire() {
            return switch (this) {
                case ISCSI -> Protocol.ISCSI;
                case NVME -> Protocol.NVME_TCP;
            };
        }
    }

    /** Who starts the recovery. */
    public enum Approval {
        AUTOMATIC,
        NOTIFY
    }

    /** What becomes of the primary. */
    public enum Primary {
        /** Its server loses power. */
        DEAD,
        /** Nothing: somebody sets the alarm by hand. */
        ALIVE,
        /** Its server loses the service link, and it goes on writing. */
        ISOLATED,
        /** Its guest hangs: it writes nothing, and its log-ins stand. */
        HUNG
    }

    /** Whether the dead server gets its power back after the recovery. */
    public enum Zombie {
        STAYS_DEAD,
        COMES_BACK
    }

    /** How fast simulated time passes. */
    public enum Speed {
        VIRTUAL,
        REAL
    }

    public DrillOptions {
        faults = List.copyOf(faults);
        naming.check(protocol.onTheWire());
        if (duplicates < 0 || duplicates > 100) {
            throw new IllegalArgumentException("--duplicates is 0 to 100, not " + duplicates);
        }
        if (failures < 1 || failures > 20) {
            throw new IllegalArgumentException("--failures is 1 to 20, not " + failures);
        }
        if (volumes < 1 || volumes > 16) {
            throw new IllegalArgumentException("--volumes is 1 to 16, not " + volumes);
        }
    }

    /** With names that the lab draws. */
    public DrillOptions(
            String vendor,
            Transport protocol,
            Approval mode,
            Optional<JsonNode> event,
            int duplicates,
            int failures,
            Primary primary,
            Zombie zombie,
            List<DrillFault> faults,
            int volumes,
            long seed,
            Speed speed) {
        this(
                vendor,
                protocol,
                mode,
                event,
                duplicates,
                failures,
                primary,
                zombie,
                faults,
                volumes,
                seed,
                speed,
                Naming.NONE);
    }

    /** The same, with nothing made to go wrong any more. */
    DrillOptions withoutFaults() {
        return new DrillOptions(
                vendor,
                protocol,
                mode,
                event,
                duplicates,
                failures,
                primary,
                zombie,
                List.of(),
                volumes,
                seed,
                speed,
                naming);
    }

    /** A dead primary on an ONTAP array over iSCSI, recovered automatically. */
    public static DrillOptions standard() {
        return new DrillOptions(
                "netapp",
                Transport.ISCSI,
                Approval.AUTOMATIC,
                Optional.empty(),
                0,
                1,
                Primary.DEAD,
                Zombie.STAYS_DEAD,
                List.of(),
                2,
                1,
                Speed.VIRTUAL);
    }
}
