package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One volume attached to a host, or to a host group and so to every host in it. A host in a group has its mappings on the
 * group.
 */
record VolumeMapping(String id, String volume, To to, OptionalInt number) {
    static final String COLLECTION = "/host_volume_mapping";
    static final String[] FIELDS = {"id", "volume_id", "host_id", "host_group_id", "logical_unit_number"};

    /** What the volume is attached to. */
    sealed interface To {
        /** One host alone. */
        record OneHost(String id) implements To {}

        /** Every host of a group. */
        record Group(String id) implements To {}
    }

    /** Exactly one of host and group, or it is no mapping. */
    static Optional<VolumeMapping> parse(JsonNode row) {
        Optional<String> host = Fields.text(row, "host_id");
        Optional<String> group = Fields.text(row, "host_group_id");
        Optional<String> volume = Fields.text(row, "volume_id");
        Optional<String> id = Fields.text(row, "id");
        if (host.isPresent() == group.isPresent() || volume.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        To to = host.<To>map(To.OneHost::new).orElseGet(() -> new To.Group(group.orElse("")));
        return Optional.of(new VolumeMapping(id.get(), volume.get(), to, Fields.number(row, "logical_unit_number")));
    }
}
