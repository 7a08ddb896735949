package io.github.outpostrecovery.storage.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An NVMe subsystem as the list of all of them shows it, to choose from.
 *
 * @param spellings the hosts, each with the spelling of its NQN that ONTAP has, for the URL of a DELETE
 * @param target the NQN that hosts connect to; empty if it was not asked for
 */
record NvmeSubsystem(AccessObject object, String operatingSystem, Map<Initiator, String> spellings, String target) {
    NvmeSubsystem {
        spellings = Map.copyOf(spellings);
    }

    Set<Initiator> hosts() {
        return spellings.keySet();
    }

    String spellingOf(Initiator host) {
        return spellings.getOrDefault(host, host.value());
    }

    /** Reads a record; empty if it lacks what identifies a subsystem or one of its hosts. */
    static Optional<NvmeSubsystem> parse(JsonNode json) {
        String uuid = json.path("uuid").asText("");
        String name = json.path("name").asText("");
        if (uuid.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        Map<Initiator, String> hosts = new LinkedHashMap<>();
        for (JsonNode host : json.path("hosts")) {
            String nqn = host.path("nqn").asText("");
            if (nqn.isBlank()) {
                return Optional.empty();
            }
            hosts.put(Initiator.parse(nqn), nqn);
        }
        return Optional.of(new NvmeSubsystem(
                new AccessObject(uuid, name),
                json.path("os_type").asText(""),
                hosts,
                json.path("target_nqn").asText("")));
    }

    AccessGroup asAccessGroup() {
        return new AccessGroup(object, operatingSystem, hosts(), List.of());
    }
}
