package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A volume or a clone.
 *
 * @param nsid the namespace id under which NVMe hosts see it, the same for all of them
 * @param appliance the one that serves it
 * @param metroSession the replication session that makes it one volume on two clusters
 */
record StoredVolume(
        String id, VolumeName name, OptionalInt nsid, Optional<String> appliance, Optional<String> metroSession) {
    static final String COLLECTION = "/volume";
    static final String[] FIELDS = {"id", "name", "type", "nsid", "appliance_id", "metro_replication_session_id"};
    /** Snapshots may bear any name, and are mapped to nobody. */
    static final String TYPES = "in.(Primary,Clone)";

    static Optional<StoredVolume> parse(JsonNode row) {
        try {
            return Fields.text(row, "name")
                    .filter(name -> !row.path("id").asText("").isEmpty())
                    .map(name -> new StoredVolume(
                            row.path("id").asText(""),
                            new VolumeName(name),
                            Fields.number(row, "nsid"),
                            Fields.text(row, "appliance_id"),
                            Fields.text(row, "metro_replication_session_id")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
