package io.github.outpostrecovery.lab.flasharray.api;

import io.github.outpostrecovery.lab.flasharray.inventory.Connection;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Reach;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Connects a volume to a host or host group, under the number that was asked for or the next free one. */
final class ConnectionCreation {
    static final String EXISTS = "Connection already exists.";
    static final String LUN_TAKEN = "The specified LUN is already in use.";

    private final Inventory inventory;
    private final Optional<Integer> lun;

    ConnectionCreation(Inventory inventory, Body body) {
        this.inventory = inventory;
        this.lun = body.number("lun").map(number -> {
            if (number < Reach.LOWEST_LUN || number > Reach.HIGHEST_LUN) {
                throw ApiError.badRequest("Invalid LUN.", number.toString());
            }
            return number.intValue();
        });
    }

    Connection ofHost(Host host, Volume volume) {
        Reach reach = inventory.reach();
        if (reach.of(host).stream().anyMatch(one -> one.volume().equals(volume.id()))) {
            throw ApiError.badRequest(EXISTS, volume.name());
        }
        int number = number(List.of(host), reach.taken(host), () -> reach.freeLun(host), host.name());
        return put(Connection.ofHost(usable(volume), host, number));
    }

    Connection ofGroup(HostGroup group, Volume volume) {
        Reach reach = inventory.reach();
        if (reach.ofGroup(group).stream().anyMatch(one -> one.volume().equals(volume.id()))) {
            throw ApiError.badRequest(EXISTS, volume.name());
        }
        List<Host> members = reach.members(group);
        for (Host host : members) {
            if (reach.privateOf(host).stream().anyMatch(one -> one.volume().equals(volume.id()))) {
                throw ApiError.badRequest(Membership.ALSO_IN_GROUP, host.name());
            }
        }
        int number = number(members, reach.taken(group), () -> reach.freeLun(group), group.name());
        return put(Connection.ofGroup(usable(volume), group, number));
    }

    private int number(List<Host> hosts, Set<Integer> taken, Supplier<Optional<Integer>> free, String whose) {
        boolean overNvme = hosts.stream().anyMatch(host -> !host.nqns().isEmpty());
        boolean overScsi = hosts.stream().anyMatch(host -> !host.iqns().isEmpty());
        if (overNvme && overScsi) {
            throw ApiError.badRequest("The host group has members of several protocols.", whose);
        }
        if (overNvme) {
            lun.ifPresent(number -> {
                throw ApiError.badRequest("LUN cannot be specified for an NVMe host.", whose);
            });
            return Connection.NVME;
        }
        lun.filter(taken::contains).ifPresent(number -> {
            throw ApiError.badRequest(LUN_TAKEN, number.toString());
        });
        return lun.or(free).orElseThrow(() -> ApiError.badRequest("LUN limit reached.", whose));
    }

    private static String usable(Volume volume) {
        return switch (volume.state()) {
            case IN_USE -> volume.id();
            case DESTROYED -> throw ApiError.badRequest("Volume has been destroyed.", volume.name());
        };
    }

    private Connection put(Connection connection) {
        inventory.connections().put(connection);
        return connection;
    }
}
