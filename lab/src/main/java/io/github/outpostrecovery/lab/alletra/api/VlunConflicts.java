package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.Reach;
import java.util.List;

/** What templates must not do together. */
final class VlunConflicts {
    private VlunConflicts() {}

    /** Refuses an inventory in which a host has two volumes under one LUN id. */
    static void requireNone(Inventory inventory, Host host) {
        List<Reach.Export> exports = inventory.reach().exportsFor(host);
        boolean conflict = exports.stream().anyMatch(one -> exports.stream().anyMatch(other -> collide(one, other)));
        if (conflict) {
            throw WsapiCode.LUN_IN_USE.error("the LUN id is in use");
        }
    }

    /** Whether two exports to one host show different volumes under one LUN id through one port. */
    static boolean collide(Reach.Export one, Reach.Export other) {
        String port = one.template().port();
        String otherPort = other.template().port();
        return one.lun() == other.lun()
                && !one.volume().wwn().equals(other.volume().wwn())
                && (port.isEmpty() || otherPort.isEmpty() || port.equals(otherPort));
    }
}
