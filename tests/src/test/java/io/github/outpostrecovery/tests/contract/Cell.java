package io.github.outpostrecovery.tests.contract;

import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One kind of array, over one protocol, with the volumes shown in one way. */
record Cell(String vendor, Protocol protocol, Topology topology) {
    /** Every combination, those that no array of the kind can have included. */
    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (String vendor : ArrayModels.registered().vendors()) {
            for (Protocol protocol : Protocol.values()) {
                for (Topology topology : Topology.values()) {
                    cells.add(new Cell(vendor, protocol, topology));
                }
            }
        }
        return cells;
    }

    /** Those that there can be. */
    static List<Cell> possible() {
        return all().stream().filter(cell -> cell.objection().isEmpty()).toList();
    }

    /** One for each kind of array and protocol: the simplest. */
    static List<Cell> simplest() {
        return possible().stream()
                .filter(cell -> cell.topology() == Topology.PRIVATE_OBJECT)
                .toList();
    }

    /** Why no array can be set up so. */
    Optional<String> objection() {
        return ArrayModels.registered().of(vendor).objection(ArrayUnderTest.furnishing(this, "array-1", 0, 3));
    }

    @Override
    public String toString() {
        return vendor + " " + protocol + " " + topology;
    }
}
