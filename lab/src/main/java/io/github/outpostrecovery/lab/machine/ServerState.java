package io.github.outpostrecovery.lab.machine;

import java.util.Set;
import java.util.TreeSet;

/**
 * A server as it is, whatever the Region knows.
 *
 * @param unreachablePortals addresses, without ports
 */
public record ServerState(String arn, Power power, Link link, Set<String> unreachablePortals) {
    /** Whether a server can carry machines. */
    public enum Power {
        ON,
        OFF,
        /** The link lives, and nothing else does. */
        FAILED
    }

    /** The service link. */
    public enum Link {
        UP,
        DOWN
    }

    public ServerState {
        unreachablePortals = new TreeSet<>(unreachablePortals);
    }

    static ServerState well(String arn) {
        return new ServerState(arn, Power.ON, Link.UP, Set.of());
    }

    ServerState with(Power changed) {
        return new ServerState(arn, changed, link, unreachablePortals);
    }

    ServerState with(Link changed) {
        return new ServerState(arn, power, changed, unreachablePortals);
    }

    ServerState without(String address) {
        Set<String> more = new TreeSet<>(unreachablePortals);
        more.add(address);
        return new ServerState(arn, power, link, more);
    }

    ServerState withAgain(String address) {
        Set<String> fewer = new TreeSet<>(unreachablePortals);
        fewer.remove(address);
        return new ServerState(arn, power, link, fewer);
    }
}
