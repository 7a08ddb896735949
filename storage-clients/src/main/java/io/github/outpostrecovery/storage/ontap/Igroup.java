package io.github.outpostrecovery.storage.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An initiator group as ONTAP lists it. It holds initiators or other igroups, never both; but a GET shows the initiators of
 * nested igroups as if they were its own (NetApp/trident, {@code models/igroup.go}).
 *
 * @param members the initiators it lists, its own and inherited ones
 * @param children the igroups nested directly in it, by UUID
 * @param parents the igroups it is nested in directly, by UUID
 */
record Igroup(
        String uuid,
        String name,
        String osType,
        String protocol,
        Optional<String> portset,
        Map<Initiator, Member> members,
        Set<String> children,
        Set<String> parents) {
    static final String[] FIELDS = {
        "name", "uuid", "os_type", "protocol", "portset.name", "initiators", "igroups", "parent_igroups"
    };

    Igroup {
        members = Map.copyOf(members);
        children = Set.copyOf(children);
        parents = Set.copyOf(parents);
    }

    /**
     * An initiator in the list of an igroup.
     *
     * @param spelling as ONTAP has it, for the URL of a DELETE
     * @param owner the nested igroup that it is inherited from, by UUID, if ONTAP says so
     */
    record Member(String spelling, Optional<String> owner) {}

    /** Reads a record; empty if it lacks what identifies an igroup or one of its members */
    static Optional<Igroup> parse(JsonNode json) {
        String uuid = json.path("uuid").asText("");
        String name = json.path("name").asText("");
        if (uuid.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        Map<Initiator, Member> members = new LinkedHashMap<>();
        for (JsonNode member : json.path("initiators")) {
            String spelling = member.path("name").asText("");
            if (spelling.isBlank()) {
                return Optional.empty();
            }
            String owner = member.path("igroup").path("uuid").asText("");
            members.put(
                    Initiator.parse(spelling),
                    new Member(
                            spelling, owner.isEmpty() || owner.equals(uuid) ? Optional.empty() : Optional.of(owner)));
        }
        Optional<Set<String>> children = uuids(json.path("igroups"));
        Optional<Set<String>> parents = uuids(json.path("parent_igroups"));
        if (children.isEmpty() || parents.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Igroup(
                uuid,
                name,
                json.path("os_type").asText(""),
                json.path("protocol").asText(""),
                Optional.of(json.path("portset").path("name").asText("")).filter(text -> !text.isEmpty()),
                members,
                children.get(),
                parents.get()));
    }

    private static Optional<Set<String>> uuids(JsonNode list) {
        Set<String> uuids = new LinkedHashSet<>();
        for (JsonNode entry : list) {
            String uuid = entry.path("uuid").asText("");
            if (uuid.isEmpty()) {
                return Optional.empty();
            }
            uuids.add(uuid);
        }
        return Optional.of(uuids);
    }

    /** The same igroup, with everything that either of two readings shows. */
    Igroup joinedWith(Igroup other) {
        Map<Initiator, Member> allMembers = new LinkedHashMap<>(members);
        other.members.forEach(allMembers::putIfAbsent);
        return new Igroup(
                uuid,
                name,
                osType,
                protocol,
                portset,
                allMembers,
                all(children, other.children),
                all(parents, other.parents));
    }

    private static Set<String> all(Set<String> some, Set<String> others) {
        Set<String> all = new LinkedHashSet<>(some);
        all.addAll(others);
        return all;
    }

    AccessObject asObject() {
        return new AccessObject(uuid, name);
    }
}
