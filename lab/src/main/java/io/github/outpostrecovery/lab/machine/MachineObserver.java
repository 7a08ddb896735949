package io.github.outpostrecovery.lab.machine;

import java.util.Set;

/** Learns which machines can send, and under which names. */
public interface MachineObserver {
    /**
     * A machine has got power, and may log in from now on.
     *
     * @param initiators the names that it really uses, whatever its user data say
     */
    void started(String machine, Set<String> initiators);

    /** A machine can send nothing any more, until it is started again. */
    void stopped(String machine);
}
