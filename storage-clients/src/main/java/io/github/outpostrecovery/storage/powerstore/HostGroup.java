package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A host group: whatever is attached to it, every host in it reaches.
 *
 * @param hosts the ids of its hosts, by its own word
 */
record HostGroup(String id, String name, Optional<String> connectivity, Set<String> hosts) {
    static final String COLLECTION = "/host_group";
    static final String[] FIELDS = {"id", "name", "host_connectivity", "hosts(id,name)"};

    HostGroup {
        hosts = Set.copyOf(hosts);
    }

    static Optional<HostGroup> parse(JsonNode row) {
        Set<String> hosts = new HashSet<>();
        row.path("hosts").forEach(host -> hosts.add(host.path("id").asText("")));
        return Fields.text(row, "name")
                .filter(name -> Fields.text(row, "id").isPresent())
                .map(name ->
                        new HostGroup(row.path("id").asText(""), name, Fields.text(row, "host_connectivity"), hosts));
    }

    AccessObject asObject() {
        return new AccessObject(id, name);
    }

    boolean isMetro() {
        return connectivity.filter(word -> word.startsWith("Metro")).isPresent();
    }
}
