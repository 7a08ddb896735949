package io.github.outpostrecovery.storage.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One LUN mapped to one igroup.
 *
 * @param initiators whom ONTAP itself says that the map lets in
 */
record LunMap(VolumeName volume, LunId lun, AccessObject igroup, Set<Initiator> initiators) {
    static final String[] FIELDS = {"logical_unit_number", "lun.name", "igroup.name", "igroup.uuid", "igroup.initiators"
    };
    private static final int HIGHEST_LUN = 4095;

    LunMap {
        initiators = Set.copyOf(initiators);
    }

    /** Reads a record of this LUN; empty if it lacks something. */
    static Optional<LunMap> parse(JsonNode json, VolumeName volume) {
        String uuid = json.path("igroup").path("uuid").asText("");
        String name = json.path("igroup").path("name").asText("");
        int number = json.path("logical_unit_number").asInt(-1);
        if (uuid.isEmpty() || name.isEmpty() || number < 0 || number > HIGHEST_LUN) {
            return Optional.empty();
        }
        Set<Initiator> initiators = new LinkedHashSet<>();
        for (JsonNode entry : json.path("igroup").path("initiators")) {
            // Plain names in the models; objects elsewhere in the same API. Either is a name.
            String initiator =
                    entry.isTextual() ? entry.asText() : entry.path("name").asText("");
            if (initiator.isBlank()) {
                return Optional.empty();
            }
            initiators.add(Initiator.parse(initiator));
        }
        return Optional.of(new LunMap(volume, new LunId(number), new AccessObject(uuid, name), initiators));
    }
}
