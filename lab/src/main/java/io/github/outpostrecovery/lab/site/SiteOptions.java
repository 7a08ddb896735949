package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import java.util.List;

/**
 * What a simulated site is furnished with.
 *
 * @param arrays one or two; the instance boots from the first
 * @param topology how each array shows its volumes to the instance
 * @param chap who proves itself to whom
 * @param volumes volumes of the protected instance, the boot volume included; each array has at least one
 * @param seed what every delay, name and choice is drawn from
 * @param naming what a person has named
 * @param tenancy whether an instance runs there from the beginning
 */
public record SiteOptions(
        List<ArrayKind> arrays,
        Topology topology,
        Chap chap,
        Mode mode,
        int volumes,
        long seed,
        Naming naming,
        Tenancy tenancy) {
    /** One ONTAP array over iSCSI, with two volumes of the instance's own. */
    public static final SiteOptions STANDARD = new SiteOptions(
            List.of(new ArrayKind("netapp", Protocol.ISCSI)),
            Topology.PRIVATE_OBJECT,
            Chap.NONE,
            Mode.AUTOMATIC,
            2,
            1,
            Naming.NONE);

    private static final int MOST_ARRAYS = 2;

    /** Who is there when a site is made. */
    public enum Tenancy {
        /** A protected instance, launched a moment ago: for drills. */
        ONE_INSTANCE,
        /** Nobody: an account, servers and arrays for a person to launch something on. */
        OPEN
    }

    /** A site with a protected instance. */
    public SiteOptions(
            List<ArrayKind> arrays, Topology topology, Chap chap, Mode mode, int volumes, long seed, Naming naming) {
        this(arrays, topology, chap, mode, volumes, seed, naming, Tenancy.ONE_INSTANCE);
    }

    /** A site on which nothing runs yet. */
    public static SiteOptions open(List<ArrayKind> arrays, Chap chap, long seed) {
        return new SiteOptions(
                arrays, Topology.PRIVATE_OBJECT, chap, Mode.NOTIFY, arrays.size(), seed, Naming.NONE, Tenancy.OPEN);
    }

    /** Whose volumes the arrays are furnished with: the protected instance's, or those of another one's of the site. */
    InstanceName resident() {
        return switch (tenancy) {
            case ONE_INSTANCE -> Furniture.INSTANCE;
            case OPEN -> Furniture.RESIDENT;
        };
    }

    public SiteOptions {
        arrays = List.copyOf(arrays);
        if (arrays.isEmpty() || arrays.size() > MOST_ARRAYS) {
            throw new IllegalArgumentException("a site has one or two arrays, not " + arrays.size());
        }
        if (volumes < arrays.size()) {
            throw new IllegalArgumentException(arrays.size() + " arrays need at least as many volumes, not " + volumes);
        }
        naming.check(arrays.stream().map(ArrayKind::protocol).distinct().toList());
    }

    /** The same with these arrays. */
    public SiteOptions on(ArrayKind... changed) {
        return new SiteOptions(List.of(changed), topology, chap, mode, volumes, seed, naming, tenancy);
    }

    /** The same, with the first array reached over this protocol. */
    public SiteOptions over(Protocol protocol) {
        return on(new ArrayKind(arrays.getFirst().vendor(), protocol));
    }

    /** The same with this topology. */
    public SiteOptions with(Topology changed) {
        return new SiteOptions(arrays, changed, chap, mode, volumes, seed, naming, tenancy);
    }

    /** The same with this authentication. */
    public SiteOptions with(Chap changed) {
        return new SiteOptions(arrays, topology, changed, mode, volumes, seed, naming, tenancy);
    }

    /** How many of the volumes an array has, counted from 0: as many as the others, the first ones one more. */
    int volumesOn(int array) {
        return volumes / arrays.size() + (array < volumes % arrays.size() ? 1 : 0);
    }

    /** The number of the first volume on an array. */
    int firstVolumeOn(int array) {
        int first = 0;
        for (int earlier = 0; earlier < array; earlier++) {
            first += volumesOn(earlier);
        }
        return first;
    }
}
