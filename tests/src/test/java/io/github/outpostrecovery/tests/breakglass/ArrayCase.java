package io.github.outpostrecovery.tests.breakglass;

import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.ArrayList;
import java.util.List;

/** One kind of array, over one protocol, with its management API served in one way. */
record ArrayCase(String vendor, Protocol protocol, Scheme scheme) {
    /** How the management API is served. */
    enum Scheme {
        HTTP,
        HTTPS
    }

    static List<ArrayCase> all() {
        List<ArrayCase> cases = new ArrayList<>();
        for (Scheme scheme : Scheme.values()) {
            cases.addAll(over(scheme));
        }
        return cases;
    }

    static List<ArrayCase> overHttp() {
        return over(Scheme.HTTP);
    }

    private static List<ArrayCase> over(Scheme scheme) {
        List<ArrayCase> cases = new ArrayList<>();
        for (String vendor : ArrayModels.registered().vendors()) {
            for (Protocol protocol : Protocol.values()) {
                ArrayCase one = new ArrayCase(vendor, protocol, scheme);
                if (one.can(Topology.PRIVATE_OBJECT)) {
                    cases.add(one);
                }
            }
        }
        return cases;
    }

    boolean can(Topology topology) {
        return ArrayModels.registered()
                .of(vendor)
                .objection(ByHand.furnishing(this, topology))
                .isEmpty();
    }

    /** Where the neighbour is in one group with the victim, if there can be one. */
    Topology shared() {
        return can(Topology.SHARED_GROUP) ? Topology.SHARED_GROUP : Topology.PRIVATE_OBJECT;
    }

    /** As it is typed. */
    String word() {
        return switch (protocol) {
            case ISCSI -> "iscsi";
            case NVME_TCP -> "nvme";
        };
    }

    @Override
    public String toString() {
        return vendor + " " + word() + " " + scheme;
    }
}
