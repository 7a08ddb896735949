package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.name.Protocol;

/**
 * What a simulated site is furnished with.
 *
 * @param volumes volumes of the protected instance, the boot volume included
 * @param layout how the volumes are shown to the instance
 * @param seed what every delay, name and choice is drawn from
 * @param naming what a person has named
 */
public record SiteOptions(Protocol protocol, Mode mode, int volumes, Layout layout, long seed, Naming naming) {
    /** How the volumes are shown. */
    public enum Layout {
        /** All through one object of the array, which is the instance's own. */
        ONE_OBJECT,
        /** The last one through a second object. */
        TWO_OBJECTS
    }

    /** With names that the lab draws. */
    public SiteOptions(Protocol protocol, Mode mode, int volumes, Layout layout, long seed) {
        this(protocol, mode, volumes, layout, seed, Naming.NONE);
    }

    public static final SiteOptions STANDARD = new SiteOptions(Protocol.ISCSI, Mode.AUTOMATIC, 2, Layout.ONE_OBJECT, 1);
}
