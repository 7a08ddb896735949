package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Who reaches a namespace: the subsystems that it is mapped to, and their hosts. */
final class NvmeAccess {
    static final String SUBSYSTEMS = "/api/protocols/nvme/subsystems";
    private static final String MAPS = "/api/protocols/nvme/subsystem-maps";
    private static final int HIGHEST_NSID = 0x3fff;
    /** As in {@code 00000001h} (NetApp/trident, {@code models/nvme_subsystem_map.go}). */
    private static final Pattern NSID = Pattern.compile("[0-9a-fA-F]{1,8}h");

    private final OntapRest rest;
    private final OntapVolumes namespaces;

    NvmeAccess(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.namespaces = new OntapVolumes(rest, OntapVolumes.NAMESPACES);
    }

    /**
     * One namespace in one subsystem, with the hosts of that subsystem.
     *
     * @param hosts each with the spelling of its NQN that ONTAP has, for the URL of a DELETE
     */
    record NamespaceMap(VolumeName volume, LunId nsid, AccessObject subsystem, Map<Initiator, String> hosts) {
        NamespaceMap {
            hosts = Map.copyOf(hosts);
        }
    }

    Answer<AccessReport> report(Set<VolumeName> volumes) {
        return maps(volumes, rest.newQuestion()).map(maps -> {
            List<AccessPath> paths = new ArrayList<>();
            for (NamespaceMap map : maps) {
                for (Initiator host : map.hosts().keySet()) {
                    paths.add(new AccessPath(map.volume(), map.nsid(), host, map.subsystem()));
                }
            }
            return new AccessReport(volumes, paths);
        });
    }

    Answer<List<NamespaceMap>> maps(Set<VolumeName> volumes, Deadline deadline) {
        return Answers.each(new TreeSet<>(volumes), volume -> maps(volume, deadline))
                .map(maps -> maps.stream().flatMap(List::stream).toList());
    }

    Answer<List<NamespaceMap>> maps(VolumeName volume, Deadline deadline) {
        RestCall call = rest.ask(MAPS)
                .query("namespace.name", volume.value())
                .queryList("fields", "nsid", "namespace.name", "subsystem.name", "subsystem.uuid");
        return namespaces
                .exists(volume, deadline)
                .flatMap(exists -> rest.records(call, deadline))
                .flatMap(records -> Answers.each(records, json -> map(call, json, volume, deadline)));
    }

    private Answer<NamespaceMap> map(RestCall call, JsonNode json, VolumeName volume, Deadline deadline) {
        String uuid = json.path("subsystem").path("uuid").asText("");
        String name = json.path("subsystem").path("name").asText("");
        Optional<LunId> nsid = nsid(json.path("nsid").asText(""));
        if (uuid.isEmpty()
                || name.isEmpty()
                || nsid.isEmpty()
                || !json.path("namespace").path("name").asText("").equals(volume.value())) {
            return OntapRest.incomprehensible(call, "a namespace map that is incomplete or of another namespace");
        }
        return hosts(uuid, deadline)
                .map(hosts -> new NamespaceMap(volume, nsid.get(), new AccessObject(uuid, name), hosts));
    }

    private Answer<Map<Initiator, String>> hosts(String subsystem, Deadline deadline) {
        // Not limited by svm.name: the subsystem is named by its UUID.
        RestCall call =
                RestCall.get(SUBSYSTEMS).segment(subsystem).segment("hosts").queryList("fields", "nqn");
        return rest.records(call, deadline).flatMap(records -> {
            Map<Initiator, String> hosts = new LinkedHashMap<>();
            for (JsonNode json : records) {
                String nqn = json.path("nqn").asText("");
                if (nqn.isBlank()) {
                    return OntapRest.incomprehensible(call, "a host without an NQN");
                }
                hosts.put(Initiator.parse(nqn), nqn);
            }
            return Answer.of(hosts);
        });
    }

    private static Optional<LunId> nsid(String text) {
        if (!NSID.matcher(text).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1), 16);
        return number <= HIGHEST_NSID ? Optional.of(new LunId((int) number)) : Optional.empty();
    }
}
