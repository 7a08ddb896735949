package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.HostGroup;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Mapping;
import io.github.outpostrecovery.lab.powerstore.inventory.Table;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a path or a body refers to, among what the cluster has accepted: by its id, or by {@code name:} and its name. */
final class References {
    private static final String NAME = "name:";

    private final PowerStoreCluster cluster;

    References(PowerStoreCluster cluster) {
        this.cluster = cluster;
    }

    private Inventory inventory() {
        return cluster.inventories().accepted();
    }

    /** A volume in a path. */
    Volume volume(String reference) {
        return find(inventory().volumes(), reference, inventory()::volumeNamed)
                .orElseThrow(() -> Reason.VOLUME_NOT_FOUND.because(
                        "Unable to find the volume " + reference + " in the system.", reference));
    }

    /** A volume in a body. */
    Volume volumeIn(String reference) {
        return find(inventory().volumes(), reference, inventory()::volumeNamed)
                .orElseThrow(() ->
                        Reason.VOLUME_ID_NOT_FOUND.because("The volume " + reference + " does not exist.", reference));
    }

    Host host(String reference) {
        return findHost(reference)
                .orElseThrow(
                        () -> Reason.HOST_NOT_FOUND.because("The host " + reference + " does not exist.", reference));
    }

    Optional<Host> findHost(String reference) {
        return find(inventory().hosts(), reference, inventory()::hostNamed);
    }

    HostGroup group(String reference) {
        return find(inventory().groups(), reference, inventory()::groupNamed)
                .orElseThrow(() ->
                        Reason.GROUP_NOT_FOUND.because("The host group " + reference + " does not exist.", reference));
    }

    /** The one of {@code host_id} and {@code host_group_id} that a body has; empty if it has neither. Both are refused. */
    Optional<Mapping.Holder> holder(Body body) {
        Optional<String> host = body.text("host_id", 1, 256);
        Optional<String> group = body.text("host_group_id", 1, 256);
        if (host.isPresent() && group.isPresent()) {
            throw Reason.BAD_BODY.because("Only one of host_id or host_group_id can be supplied.");
        }
        return host.map(this::host)
                .map(one -> Mapping.Holder.host(one.id()))
                .or(() -> group.map(this::group).map(one -> Mapping.Holder.group(one.id())));
    }

    /** The id that a reference in a read stands for; the reference itself if it is none by name. */
    static <T> String idOf(Table<T> table, String reference, Function<T, String> nameOf, Function<T, String> idOf) {
        if (!reference.startsWith(NAME)) {
            return reference;
        }
        return table.stream()
                .filter(row -> nameOf.apply(row).equals(reference.substring(NAME.length())))
                .map(idOf)
                .findFirst()
                .orElse(reference);
    }

    private static <T> Optional<T> find(Table<T> table, String reference, Function<String, Optional<T>> named) {
        return reference.startsWith(NAME) ? named.apply(reference.substring(NAME.length())) : table.find(reference);
    }
}
