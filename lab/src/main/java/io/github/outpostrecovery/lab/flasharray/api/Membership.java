package io.github.outpostrecovery.lab.flasharray.api;

import io.github.outpostrecovery.lab.flasharray.inventory.Connection;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Reach;
import java.util.List;
import java.util.Set;

/**
 * Hosts join and leave host groups. Joining connects to every volume of the group and leaving disconnects from them, since
 * a group's connections are looked up through its members.
 */
final class Membership {
    static final String ALSO_IN_GROUP = "Host is connected to a volume which is also connected to the host group.";

    private Membership() {}

    static void join(Inventory inventory, Host host, HostGroup group) {
        if (!host.group().isEmpty()) {
            throw ApiError.badRequest("Host already belongs to a host group.", host.name());
        }
        Reach reach = inventory.reach();
        List<Connection> own = reach.privateOf(host);
        Set<Integer> taken = reach.taken(host);
        for (Connection shared : reach.ofGroup(group)) {
            if (own.stream().anyMatch(one -> one.volume().equals(shared.volume()))) {
                throw ApiError.badRequest(ALSO_IN_GROUP, host.name());
            }
            if (shared.lun() != Connection.NVME && taken.contains(shared.lun())) {
                throw ApiError.badRequest(ConnectionCreation.LUN_TAKEN, host.name());
            }
            boolean fits = host.initiators().isEmpty()
                    || !host.initiators(Reach.protocol(shared)).isEmpty();
            if (!fits) {
                throw ApiError.badRequest("The host group has connections of another protocol.", host.name());
            }
        }
        inventory.hosts().put(host.in(group.id()));
    }

    static void leave(Inventory inventory, Host host, HostGroup group) {
        if (!host.group().equals(group.id())) {
            throw ApiError.badRequest("Host group membership does not exist.", host.name());
        }
        inventory.hosts().put(host.in(""));
    }

    /** Into the group of a name, or out of any if that is empty; without effect if it is so. */
    static void move(Inventory inventory, Host host, String groupName) {
        if (groupName.isEmpty()) {
            inventory.hosts().put(host.in(""));
            return;
        }
        HostGroup group = inventory
                .groupNamed(groupName)
                .orElseThrow(() -> ApiError.badRequest(HostGroupResource.MISSING, groupName));
        if (!host.group().equals(group.id())) {
            join(inventory, host, group);
        }
    }
}
