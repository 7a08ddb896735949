package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.simulation.World;
import java.util.EnumSet;
import java.util.Set;

/** What can be said of a world before it is furnished. */
public final class Worlds {
    private Worlds() {}

    /** The primary is gone, so that a recovery comes to its fence by itself or after an approval. */
    public static boolean loses(World world) {
        return switch (world.fate()) {
            case SERVER_DEAD, HOST_FAILED, GUEST_GONE -> true;
            case HUNG, ISOLATED, ALIVE, MOVED -> false;
        };
    }

    /** Every array speaks this protocol. */
    public static boolean speaks(World world, Protocol protocol) {
        return world.arrays().stream().allMatch(array -> array.protocol() == protocol);
    }

    /** Every array is of this vendor. */
    public static boolean isOf(World world, String vendor) {
        return world.arrays().stream().allMatch(array -> array.vendor().equals(vendor));
    }

    /** Whether an array of this vendor is there. */
    public static boolean has(World world, String vendor) {
        return world.arrays().stream().anyMatch(array -> array.vendor().equals(vendor));
    }

    /** Whether every array of the world can be furnished so. */
    public static boolean allows(World world, Topology topology) {
        return world.arrays().stream().allMatch(array -> {
            boolean iscsi = array.protocol() == Protocol.ISCSI;
            return switch (topology) {
                case PRIVATE_OBJECT, SHARED_GROUP -> true;
                case TWO_WAYS -> !array.vendor().equals("dell");
                case NESTED_GROUP ->
                    array.vendor().equals("hpe") || (array.vendor().equals("netapp") && iscsi);
                case BY_PORT ->
                    iscsi && (array.vendor().equals("hpe") || array.vendor().equals("netapp"));
            };
        });
    }

    /** Nobody but the instance reaches its volumes, so that an array's counters speak of it. */
    public static boolean isAlone(World world) {
        return switch (world.topology()) {
            case PRIVATE_OBJECT, TWO_WAYS, BY_PORT -> true;
            case SHARED_GROUP, NESTED_GROUP -> false;
        };
    }

    /** How a recovery ends that asks a person first, whatever the mode. */
    public static Set<Outcome> afterAnApproval(World world) {
        return switch (world.answer()) {
            case APPROVES -> EnumSet.of(Outcome.RECOVERED);
            case REJECTS -> EnumSet.of(Outcome.REJECTED);
            case SILENT -> EnumSet.of(Outcome.EXPIRED);
        };
    }

    /** How a recovery ends that asks a person if the mode wants it. */
    public static Set<Outcome> inItsMode(World world) {
        return switch (world.mode()) {
            case AUTOMATIC -> EnumSet.of(Outcome.RECOVERED);
            case NOTIFY -> afterAnApproval(world);
        };
    }
}
