package io.github.outpostrecovery.lab.machine;

import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import java.time.Instant;
import java.util.List;

/**
 * One way from a machine to an array.
 *
 * @param portal the portal's place in the configuration
 * @param array the name of the array that let it in, or was asked to; empty while the path is down
 * @param session the array's name for the session; empty while the path is down
 * @param since since when it is so; of a path that is down, when a login was last tried
 * @param volumes what the array showed when the session came up
 */
record ArrayPath(int portal, Status status, String array, String session, Instant since, List<VisibleVolume> volumes) {
    /** How a path is. */
    enum Status {
        /** No session. */
        DOWN,
        /** The login is under way. */
        PENDING,
        UP,
        /** Something was refused over it: to be looked at. */
        SUSPECT
    }

    ArrayPath {
        volumes = List.copyOf(volumes);
    }

    static ArrayPath down(int portal, Instant since) {
        return new ArrayPath(portal, Status.DOWN, "", "", since, List.of());
    }

    ArrayPath in(Status next) {
        return new ArrayPath(portal, next, array, session, since, volumes);
    }
}
