package io.github.outpostrecovery.tests.provisioning;

import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.Arrays;
import java.util.List;

/** One kind of array that machines can be let in on, over one protocol. */
record Offer(String vendor, Protocol protocol) {
    /** Every one whose client offers it. */
    static List<Offer> all() {
        return ArrayModels.registered().vendors().stream()
                .flatMap(vendor -> Arrays.stream(Protocol.values()).map(protocol -> new Offer(vendor, protocol)))
                .toList();
    }

    /** Those over a protocol by which a machine may be shown a volume under a number of its choice. */
    static List<Offer> withNumbers() {
        return all().stream()
                .filter(offer -> offer.protocol() == Protocol.ISCSI)
                .toList();
    }

    /** Those whose array asks a machine for a proof as soon as it has one to compare with. */
    static List<Offer> withProofs() {
        return withNumbers().stream()
                // A PowerStore asks all or nobody; of an HPE array a log-out is seen late. Their own tests have both.
                .filter(offer ->
                        offer.vendor().equals("netapp") || offer.vendor().equals("purestorage"))
                .toList();
    }

    /** Those of arrays that put hosts into groups. An igroup or a subsystem of ONTAP is both in one. */
    static List<Offer> withGroups() {
        return all().stream().filter(offer -> !offer.vendor().equals("netapp")).toList();
    }

    /** Whether the array keeps what its hosts run, and so can tell one operating system from the other. */
    boolean keepsOperatingSystems() {
        // A FlashArray host has a personality, which is unset for Linux and for Windows (Pure's API description).
        return !vendor.equals("purestorage");
    }

    @Override
    public String toString() {
        return vendor + " " + protocol;
    }
}
