package io.github.outpostrecovery.lab.powerstore.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.query.Catalog;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Count;
import io.github.outpostrecovery.lab.powerstore.query.Row;

/** Volumes as they are read. */
final class VolumeRows {
    private final PowerStoreCluster cluster;

    VolumeRows(PowerStoreCluster cluster) {
        this.cluster = cluster;
    }

    void addTo(Catalog catalog) {
        catalog.add(
                new ResourceType("volume")
                        .texts("id", "name", "description", "wwn", "nguid", "appliance_id", "creation_timestamp")
                        .texts("protection_policy_id", "performance_policy_id", "qos_performance_policy_id")
                        .texts("migration_session_id", "metro_replication_session_id", "app_type_other")
                        .words("type", "state", "node_affinity", "app_type")
                        .numbers("nsid", "size", "logical_used")
                        .flags("is_replication_destination", "is_host_access_available")
                        .embedded("protection_data", "location_history")
                        .one("appliance", "appliance", "appliance_id")
                        .many("mapped_volumes", "host_volume_mapping", "volume_id")
                        .nothing(Count.ONE, "protection_policy", "qos_performance_policy", "migration_session")
                        .nothing(Count.MANY, "remote_snapshot_sessions", "current_remote_snapshot_sessions")
                        .nothing(Count.MANY, "remote_snapshots", "volume_groups", "datastores", "replication_sessions"),
                now -> cluster.inventory().volumes().stream().map(this::volume).toList());
    }

    private ObjectNode volume(Volume volume) {
        ObjectNode protection = new Row()
                .word("creator_type", "User")
                .text("family_id", family(volume))
                .text("source_id", volume.source())
                .text("parent_id", volume.source())
                .flag("is_app_consistent", false)
                .flag("is_secure", false)
                .values();
        Row row = new Row()
                .text("id", volume.id())
                .text("name", volume.name())
                .text("description", volume.description())
                .text("wwn", volume.wwn())
                .number("nsid", volume.nsid())
                .text("nguid", volume.nguid())
                .text("appliance_id", Inventory.APPLIANCE)
                .text("creation_timestamp", cluster.clock(volume.created()))
                .text("performance_policy_id", "default_medium")
                .text("metro_replication_session_id", volume.metroSession())
                .word("type", volume.type().text())
                .word("state", "Ready")
                .word("node_affinity", "System_Select_At_Attach")
                .number("size", volume.size())
                .flag("is_replication_destination", false)
                .json("protection_data", protection);
        return switch (volume.type()) {
            case PRIMARY, CLONE -> row.flag("is_host_access_available", true).values();
            case SNAPSHOT -> row.values();
        };
    }

    private String family(Volume volume) {
        return cluster.inventory()
                .volumes()
                .find(volume.source())
                .map(this::family)
                .orElse(volume.id());
    }
}
