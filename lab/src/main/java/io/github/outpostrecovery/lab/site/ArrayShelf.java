package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.lab.datapath.BlockTarget;
import java.util.List;

/** A simulated array of a site, whatever its vendor. */
public interface ArrayShelf {
    /** The array as machines see it. */
    BlockTarget blockTarget();

    /** The addresses of its portals, without ports. */
    List<String> portals();

    /** What machines ask for when they log in. */
    String target();
}
