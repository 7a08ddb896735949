package io.github.outpostrecovery.lab.region;

import java.util.Optional;

/** What EC2 does to machines, and what it learns from them. It reaches those on a server only while the link is up. */
public interface Hypervisor {
    /** Whether the Region reaches the server: it has power, and the service link is up. */
    boolean reaches(String server);

    /**
     * Makes a machine, or starts it again with the user data that it had.
     *
     * @param instance the EC2 instance id
     * @param server the Outpost ARN; empty for a machine in the Region, which no array of a site can be reached from
     */
    void powerOn(String instance, Optional<String> server, String userData);

    /**
     * Asks the guest to shut down in good order, which ends its power as well; done if it has none.
     *
     * @return whether the guest obeys
     */
    Shutdown shutDown(String instance);

    /** Takes a machine's power; without effect if it has none. */
    void powerOff(String instance);

    /** How a machine does in truth, whether EC2 can see it or not. */
    Health health(String instance);

    /** What a guest makes of being asked to shut down. */
    enum Shutdown {
        DONE,
        IGNORED
    }

    /** How a machine does. */
    enum Health {
        /** It has power and does not serve yet. */
        STARTING,
        WELL,
        /** Its guest hangs or is dead; what lies below is well. */
        GUEST_FAILED,
        /** What lies below the guest has failed, or has no power. */
        HOST_FAILED
    }
}
