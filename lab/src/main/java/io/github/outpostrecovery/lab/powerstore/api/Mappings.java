package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Mapping;
import io.github.outpostrecovery.lab.powerstore.inventory.Reach;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import java.util.Optional;

/** Attaches and detaches, whichever of the three resources the request names first. */
final class Mappings {
    private final PowerStoreCluster cluster;

    Mappings(PowerStoreCluster cluster) {
        this.cluster = cluster;
    }

    void attach(Volume volume, Mapping.Holder holder, Optional<Integer> wanted) {
        Inventory inventory = cluster.inventories().accepted();
        Reach reach = new Reach(inventory);
        if (volume.type() == Volume.Type.SNAPSHOT) {
            throw Reason.NOT_ATTACHABLE.because("A snapshot cannot be attached.", volume.name());
        }
        refuseMember(inventory, holder);
        if (reach.mapping(holder, volume.id()).isPresent()) {
            throw Reason.ALREADY_MAPPED.because(
                    "Volume " + volume.name() + " is already mapped to the specified host or host group.",
                    volume.name());
        }
        int number = wanted.or(() -> reach.lowestFreeNumber(holder))
                .orElseThrow(() -> Reason.NO_FREE_NUMBER.because("No logical unit number is free."));
        boolean taken = inventory.mappingsOf(holder).stream().anyMatch(one -> one.number() == number);
        if (taken) {
            throw Reason.NUMBER_TAKEN.because(
                    "The logical unit number " + number + " is in use.", Integer.toString(number));
        }
        inventory.mappings().put(new Mapping(inventory.newId(), holder, volume.id(), number));
    }

    private static void refuseMember(Inventory inventory, Mapping.Holder holder) {
        switch (holder.kind()) {
            case HOST -> {
                if (!inventory.hosts().get(holder.id()).group().isEmpty()) {
                    throw Reason.HOST_IN_GROUP.because(
                            "The host is in a host group: attach the volume to the host group.", holder.id());
                }
            }
            case HOST_GROUP -> {
                // A group is in no group.
            }
        }
    }

    void detach(Volume volume, Mapping.Holder holder) {
        Inventory inventory = cluster.inventories().accepted();
        Mapping mapping = new Reach(inventory)
                .mapping(holder, volume.id())
                .orElseThrow(() -> Reason.NOT_MAPPED.because(
                        "Volume " + volume.name() + " is not mapped to the specified host or host group.",
                        volume.id(),
                        holder.id()));
        inventory.mappings().remove(mapping.id());
    }
}
