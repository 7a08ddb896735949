package io.github.outpostrecovery.lab.datapath;

import java.time.Duration;

/**
 * How slow the way from one machine to an array is.
 *
 * @param loginTakes between the first step of a login, where access is checked, and the session; zero for at once
 * @param writesTake between the array's acceptance of a write and its landing; zero for at once
 */
public record LinkConditions(Duration loginTakes, Duration writesTake) {
    /** Everything happens at once. */
    public static final LinkConditions IMMEDIATE = new LinkConditions(Duration.ZERO, Duration.ZERO);

    public static LinkConditions slowLogins(Duration loginTakes) {
        return new LinkConditions(loginTakes, Duration.ZERO);
    }

    public static LinkConditions slowWrites(Duration writesTake) {
        return new LinkConditions(Duration.ZERO, writesTake);
    }
}
