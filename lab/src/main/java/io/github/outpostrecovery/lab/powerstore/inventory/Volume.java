package io.github.outpostrecovery.lab.powerstore.inventory;

import java.time.Instant;

/**
 * A volume, a clone or a snapshot.
 *
 * @param nsid the NVMe namespace id, the same for every host
 * @param metroSession the replication session that mirrors it to another cluster, where it may be mapped as well; empty if
 *     it is on this cluster only
 * @param source the id of the volume that it was made from, empty if from none
 */
public record Volume(
        String id,
        String name,
        String description,
        Type type,
        String wwn,
        int nsid,
        String nguid,
        long size,
        String metroSession,
        String source,
        Instant created) {
    /** What it is. */
    public enum Type {
        PRIMARY("Primary"),
        CLONE("Clone"),
        SNAPSHOT("Snapshot");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As the API spells it. */
        public String text() {
            return text;
        }
    }

    /** A volume with identifiers that no other one of the inventory has. */
    public static Volume drawn(
            Inventory inventory,
            String name,
            String description,
            Type type,
            long size,
            String source,
            Instant created) {
        String hex = inventory.newId().replace("-", "");
        return new Volume(
                inventory.newId(),
                name,
                description,
                type,
                "naa.68ccf098" + hex.substring(0, 24),
                inventory.newNsid(),
                "nguid." + hex.substring(0, 16) + "8ccf09" + hex.substring(16, 26),
                size,
                "",
                source,
                created);
    }

    /** Mirrors it to another cluster. */
    public Volume mirrored(String session) {
        return new Volume(id, name, description, type, wwn, nsid, nguid, size, session, source, created);
    }
}
