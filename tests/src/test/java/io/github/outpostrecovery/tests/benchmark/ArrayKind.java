package io.github.outpostrecovery.tests.benchmark;

import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.ArrayModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A vendor's array over one protocol, each volume of the instance reached by an object of the instance's own. */
record ArrayKind(String vendor, Protocol protocol) {
    /** Every kind that can be simulated. */
    static List<ArrayKind> all() {
        List<ArrayKind> kinds = new ArrayList<>();
        for (String vendor : ArrayModels.registered().vendors()) {
            for (Protocol protocol : Protocol.values()) {
                kinds.add(new ArrayKind(vendor, protocol));
            }
        }
        return kinds;
    }

    /** What {@link #toString} gave. */
    static ArrayKind parse(String text) {
        return all().stream()
                .filter(kind -> kind.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text + " is none of " + all()));
    }

    @Override
    public String toString() {
        return vendor + "-" + protocol.name().toLowerCase(Locale.ROOT);
    }
}
