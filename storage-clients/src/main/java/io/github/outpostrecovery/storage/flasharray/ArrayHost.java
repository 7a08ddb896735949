package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A host object as FlashArray lists it.
 *
 * @param initiators all of them, of every kind, and how the array spells each
 * @param group the host group that it is a member of: one at most
 * @param settings what a host made after its model takes over
 */
record ArrayHost(String name, Map<Initiator, String> initiators, Optional<String> group, Map<String, String> settings) {
    /** Unset for Linux and Windows (Pure's API description). */
    static final String PERSONALITY = "personality";
    /** Where it is set, the host is served on this VLAN only; in newer versions of the API. */
    static final String VLAN = "vlan";
    /** Whether the host has to prove itself; the value is {@link #REQUIRED}. */
    static final String CHAP = "chap";

    static final String REQUIRED = "required";

    ArrayHost {
        initiators = Map.copyOf(initiators);
        settings = Map.copyOf(settings);
    }

    /** Reads one; empty if it lacks its name or its lists of initiators. */
    static Optional<ArrayHost> parse(JsonNode json) {
        String name = json.path("name").asText("");
        Map<Initiator, String> initiators = new LinkedHashMap<>();
        boolean listed = false;
        for (InitiatorKind kind : InitiatorKind.values()) {
            JsonNode list = json.path(kind.list());
            listed |= list.isArray();
            for (JsonNode spelling : list) {
                if (spelling.asText("").isBlank()) {
                    return Optional.empty();
                }
                initiators.put(Initiator.parse(spelling.asText()), spelling.asText());
            }
        }
        return name.isEmpty() || !listed
                ? Optional.empty()
                : Optional.of(new ArrayHost(
                        name,
                        initiators,
                        Optional.of(json.path("host_group").path("name").asText(""))
                                .filter(group -> !group.isEmpty()),
                        settingsOf(json)));
    }

    private static Map<String, String> settingsOf(JsonNode json) {
        Map<String, String> settings = new TreeMap<>();
        for (String name : new String[] {PERSONALITY, VLAN}) {
            String value = json.path(name).asText("");
            if (!value.isEmpty()) {
                settings.put(name, value);
            }
        }
        if (!json.path(CHAP).path("host_user").asText("").isEmpty()) {
            settings.put(CHAP, REQUIRED);
        }
        return settings;
    }

    /** The same host, with every initiator that either of two readings shows. */
    ArrayHost joinedWith(ArrayHost other) {
        Map<Initiator, String> all = new LinkedHashMap<>(initiators);
        other.initiators.forEach(all::putIfAbsent);
        return new ArrayHost(name, all, group.or(other::group), settings);
    }

    /** Whether it lets nobody in but some of these. */
    boolean isOnlyOf(Set<Initiator> some) {
        return some.containsAll(initiators.keySet());
    }

    /** Hosts are told apart by their names: they have no other identifier. */
    AccessObject asObject() {
        return new AccessObject(name, name);
    }
}
