package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host set or a volume set. In a VLUN its name stands behind {@code set:}.
 *
 * @param members by name, in the order of the array
 */
record NamedSet(String name, List<String> members) {
    static final String PREFIX = "set:";

    NamedSet {
        members = List.copyOf(members);
    }

    /** Empty if it is no set. One without members has no list of them. */
    static Optional<NamedSet> parse(JsonNode json) {
        String name = json.path("name").asText("");
        JsonNode listed = json.path("setmembers");
        if (name.isEmpty() || !(listed.isArray() || listed.isMissingNode() || listed.isNull())) {
            return Optional.empty();
        }
        List<String> members = new ArrayList<>();
        for (JsonNode member : listed) {
            if (!member.isTextual() || member.textValue().isEmpty()) {
                return Optional.empty();
            }
            members.add(member.textValue());
        }
        return Optional.of(new NamedSet(name, members));
    }

    /** As a VLUN writes it. */
    String reference() {
        return PREFIX + name;
    }
}
