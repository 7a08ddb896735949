package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Who reaches a namespace: the subsystems that it is mapped to, and their hosts. The hosts are read subsystem by subsystem,
 * all at the same time: only that listing says "nobody" by an empty list rather than by saying nothing.
 */
final class NvmeAccess {
    static final String SUBSYSTEMS = "/api/protocols/nvme/subsystems";

    private static final int HIGHEST_NSID = 0x3fff;
    /** As in {@code 00000001h} (NetApp/trident, {@code models/nvme_subsystem_map.go}). */
    private static final Pattern NSID = Pattern.compile("[0-9a-fA-F]{1,8}h");

    private final OntapRest rest;
    private final VolumeMaps<Mapped> maps;

    NvmeAccess(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.maps = new VolumeMaps<>(
                rest,
                new OntapVolumes(rest, OntapVolumes.NAMESPACES),
                rest.ask(NvmeRequests.MAPS)
                        .queryList("fields", "nsid", "namespace.name", "subsystem.name", "subsystem.uuid"),
                "namespace",
                NvmeAccess::mapped);
    }

    /** One namespace in one subsystem. */
    private record Mapped(VolumeName volume, LunId nsid, AccessObject subsystem) {}

    /** The hosts of one subsystem, each with the spelling of its NQN that ONTAP has. */
    private record Hosts(AccessObject subsystem, Map<Initiator, String> spellings) {}

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
        return maps(volumes, rest.newQuestion()).map(found -> {
            List<AccessPath> paths = new ArrayList<>();
            for (NamespaceMap map : found) {
                for (Initiator host : map.hosts().keySet()) {
                    paths.add(new AccessPath(map.volume(), map.nsid(), host, map.subsystem()));
                }
            }
            return new AccessReport(volumes, paths);
        });
    }

    /** All maps of namespaces that all exist. */
    Answer<List<NamespaceMap>> maps(Set<VolumeName> volumes, Deadline deadline) {
        return maps.all(volumes, deadline)
                .flatMap(found -> Answers.joined(hostsOf(found, deadline).stream()
                                .map(hosts -> hosts.map(List::of))
                                .toList())
                        .map(hosts -> joined(found, hosts)));
    }

    /** The maps of these namespaces, as many as can be read with their hosts. */
    VolumeMaps.Found<NamespaceMap> mapsAsFarAsRead(Set<VolumeName> volumes, Deadline deadline) {
        VolumeMaps.Found<Mapped> found = maps.asFarAsRead(volumes, deadline);
        List<ArrayFailure> failures = new ArrayList<>(found.failures());
        List<Hosts> read = new ArrayList<>();
        for (Answer<Hosts> hosts : hostsOf(found.maps(), deadline)) {
            switch (hosts) {
                case Answer.Answered<Hosts>(Hosts some) -> read.add(some);
                case Answer.Unanswered<Hosts>(ArrayFailure failure) -> failures.add(failure);
                case Answer.NotOffered<Hosts>() -> {}
            }
        }
        return new VolumeMaps.Found<>(joined(found.maps(), read), failures);
    }

    private List<Answer<Hosts>> hostsOf(List<Mapped> found, Deadline deadline) {
        Set<AccessObject> subsystems = new LinkedHashSet<>();
        found.forEach(map -> subsystems.add(map.subsystem()));
        return rest.fanOut()
                .all(subsystems.stream()
                        .<Supplier<Answer<Hosts>>>map(subsystem -> () -> hosts(subsystem, deadline))
                        .toList());
    }

    private Answer<Hosts> hosts(AccessObject subsystem, Deadline deadline) {
        // Not limited by svm.name: the subsystem is named by its UUID.
        RestCall call = RestCall.get(SUBSYSTEMS)
                .segment(subsystem.id())
                .segment("hosts")
                .queryList("fields", "nqn");
        return rest.records(call, deadline).flatMap(records -> {
            Map<Initiator, String> spellings = new LinkedHashMap<>();
            for (JsonNode json : records) {
                String nqn = json.path("nqn").asText("");
                if (nqn.isBlank()) {
                    return OntapRest.incomprehensible(call, "a host without an NQN");
                }
                spellings.put(Initiator.parse(nqn), nqn);
            }
            return Answer.of(new Hosts(subsystem, spellings));
        });
    }

    private static List<NamespaceMap> joined(List<Mapped> found, List<Hosts> read) {
        List<NamespaceMap> joined = new ArrayList<>();
        for (Mapped map : found) {
            read.stream()
                    .filter(hosts -> hosts.subsystem().equals(map.subsystem()))
                    .forEach(hosts ->
                            joined.add(new NamespaceMap(map.volume(), map.nsid(), map.subsystem(), hosts.spellings())));
        }
        return joined;
    }

    private static Optional<Mapped> mapped(JsonNode json, VolumeName volume) {
        String uuid = json.path("subsystem").path("uuid").asText("");
        String name = json.path("subsystem").path("name").asText("");
        return uuid.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : nsid(json.path("nsid").asText(""))
                        .map(nsid -> new Mapped(volume, nsid, new AccessObject(uuid, name)));
    }

    /** A namespace id as ONTAP writes it. */
    static Optional<LunId> nsid(String text) {
        if (!NSID.matcher(text).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1), 16);
        return number <= HIGHEST_NSID ? Optional.of(new LunId((int) number)) : Optional.empty();
    }
}
