package io.github.outpostrecovery.lab.drill;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.Naming;
import io.github.outpostrecovery.lab.site.SiteOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What to drill.
 *
 * @param arrays one or two; the instance boots from the first
 * @param topology how each array shows its volumes; left open, the faults decide
 * @param chap who proves itself to whom at a log-in
 * @param event the alarm, as SNS or the bus delivers it; without one the simulated CloudWatch raises its own
 * @param duplicates extra deliveries of each alarm
 * @param failures how many machines fail, one after the other
 * @param volumes volumes of the protected instance
 * @param naming what is named by hand
 */
public record DrillOptions(
        List<Storage> arrays,
        Optional<Topology> topology,
        Chap chap,
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

    /** An array: whose it is, and how the machines reach it. */
    public record Storage(String vendor, Transport protocol) {
        public Storage {
            requireNonNull(vendor, "vendor is null");
            requireNonNull(protocol, "protocol is null");
        }

        /**
         * Reads {@code VENDOR} or {@code VENDOR/PROTOCOL}.
         *
         * @param otherwise the protocol if none is written
         */
        public static Storage parse(String written, Transport otherwise) {
            int slash = written.indexOf('/');
            if (slash < 0) {
                return new Storage(written, otherwise);
            }
            String protocol = written.substring(slash + 1);
            return Arrays.stream(Transport.values())
                    .filter(known -> known.name().equalsIgnoreCase(protocol))
                    .findFirst()
                    .map(known -> new Storage(written.substring(0, slash), known))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + protocol + "\" is no protocol of an array; write iscsi or nvme"));
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
        arrays = List.copyOf(arrays);
        faults = List.copyOf(faults);
        if (duplicates < 0 || duplicates > 100) {
            throw new IllegalArgumentException("--duplicates is 0 to 100, not " + duplicates);
        }
        if (failures < 1 || failures > 20) {
            throw new IllegalArgumentException("--failures is 1 to 20, not " + failures);
        }
        if (volumes < arrays.size() || volumes > 256) {
            throw new IllegalArgumentException("--volumes is " + arrays.size() + " to 256, not " + volumes);
        }
        naming.check(arrays.stream()
                .map(array -> array.protocol().onTheWire())
                .distinct()
                .toList());
    }

    /** On one array that asks for no CHAP, with names that the lab draws. */
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
                List.of(new Storage(vendor, protocol)),
                Optional.empty(),
                Chap.NONE,
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

    /** The same on these arrays. */
    public DrillOptions on(Storage... changed) {
        return new DrillOptions(
                List.of(changed),
                topology,
                chap,
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
                naming);
    }

    /** The same with this topology and authentication. */
    public DrillOptions with(Topology through, Chap proof) {
        return new DrillOptions(
                arrays,
                Optional.of(through),
                proof,
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
                naming);
    }

    /** The same, with nothing made to go wrong any more. */
    DrillOptions withoutFaults() {
        return new DrillOptions(
                arrays,
                // The site is there already, as the faults wanted it.
                Optional.of(topologyOfSite()),
                chap,
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

    /** The same, with another fate of the primary. */
    DrillOptions failing(Primary how) {
        return new DrillOptions(
                arrays,
                topology,
                chap,
                mode,
                Optional.empty(),
                0,
                1,
                how,
                Zombie.STAYS_DEAD,
                List.of(),
                volumes,
                seed,
                speed,
                naming);
    }

    /** What a site is remembered as that a person has opened to work on. */
    static DrillOptions onOpenSite(SiteOptions site) {
        return new DrillOptions(
                site.arrays().stream()
                        .map(array -> new Storage(
                                array.vendor(),
                                switch (array.protocol()) {
                                    case ISCSI -> Transport.ISCSI;
                                    case NVME_TCP -> Transport.NVME;
                                }))
                        .toList(),
                Optional.of(site.topology()),
                site.chap(),
                Approval.NOTIFY,
                Optional.empty(),
                0,
                1,
                Primary.DEAD,
                Zombie.STAYS_DEAD,
                List.of(),
                site.volumes(),
                site.seed(),
                Speed.VIRTUAL,
                Naming.NONE);
    }

    /** The site to drill in. */
    public SiteOptions site() {
        return new SiteOptions(
                arrays.stream()
                        .map(array ->
                                new ArrayKind(array.vendor(), array.protocol().onTheWire()))
                        .toList(),
                topologyOfSite(),
                chap,
                switch (mode) {
                    case AUTOMATIC -> Mode.AUTOMATIC;
                    case NOTIFY -> Mode.NOTIFY;
                },
                volumes,
                seed,
                naming);
    }

    /** That the path to one volume stays open, the others being closed, takes two paths. */
    private Topology topologyOfSite() {
        boolean twoWays = faults.stream().anyMatch(fault -> fault.kind() == DrillFault.Kind.VOLUME_UNFENCED);
        return topology.orElse(twoWays ? Topology.TWO_WAYS : Topology.PRIVATE_OBJECT);
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
