package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The LIFs at which volumes are served: enabled and up (NetApp/trident issue 524: disabled ones were handed out); for
 * iSCSI only on the nodes that report the LUN (Selective LUN Map), and only those of the igroup's port set if it has one.
 */
final class OntapPortals {
    static final String ISCSI = "data_iscsi";
    static final String NVME_TCP = "data_nvme_tcp";

    static final String INTERFACES = "/api/network/ip/interfaces";
    private static final String PORTSETS = "/api/protocols/san/portsets";

    private final OntapRest rest;

    OntapPortals(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** An interface that is enabled and up. */
    record Lif(String name, String address, String node) {}

    /** A map, by what it demands of a LIF. */
    private record Reported(String igroup, Set<String> nodes) {}

    private record Demand(Set<String> nodes, Optional<String> portset) {
        boolean isMetBy(Lif lif, Map<String, Set<String>> lifsByPortset) {
            return (nodes.isEmpty() || nodes.contains(lif.node()))
                    && portset.map(name ->
                                    lifsByPortset.getOrDefault(name, Set.of()).contains(lif.name()))
                            .orElse(true);
        }
    }

    Answer<PortalReport> iscsi(Set<VolumeName> volumes) {
        Deadline deadline = rest.newQuestion();
        return Answers.both(
                rest.fanOut(),
                () -> demands(volumes, deadline),
                () -> lifs(ISCSI, deadline),
                (demands, lifs) -> portsets(demands, deadline)
                        .map(portsets -> new PortalReport(lifs.stream()
                                .filter(lif -> demands.stream().anyMatch(demand -> demand.isMetBy(lif, portsets)))
                                .map(Lif::address)
                                .collect(Collectors.toSet()))));
    }

    /** Every LIF of the SVM that speaks NVMe/TCP: all of them lead to a namespace, some of them not directly. */
    Answer<PortalReport> nvme(Set<VolumeName> volumes) {
        Deadline deadline = rest.newQuestion();
        return Answers.both(
                rest.fanOut(),
                () -> new OntapVolumes(rest, OntapVolumes.NAMESPACES).exist(volumes, deadline),
                () -> lifs(NVME_TCP, deadline),
                (exist, lifs) -> Answer.of(
                        new PortalReport(lifs.stream().map(Lif::address).collect(Collectors.toSet()))));
    }

    private Answer<Set<Demand>> demands(Set<VolumeName> volumes, Deadline deadline) {
        VolumeMaps<Reported> maps =
                IscsiAccess.maps(rest, OntapPortals::reported, "lun.name", "igroup.uuid", "reporting_nodes");
        return Answers.both(
                rest.fanOut(),
                () -> maps.all(volumes, deadline),
                () -> new IscsiAccess(rest).igroups(deadline),
                (reported, igroups) -> {
                    Set<Demand> demands = new LinkedHashSet<>();
                    for (Reported map : reported) {
                        Optional<Igroup> igroup = igroups.byUuid(map.igroup());
                        if (igroup.isEmpty()) {
                            return OntapRest.incomprehensible(
                                    RestCall.get(IscsiAccess.IGROUPS),
                                    "an igroup that a LUN is mapped to is not listed");
                        }
                        demands.add(new Demand(map.nodes(), igroup.get().portset()));
                    }
                    return Answer.of(demands);
                });
    }

    private static Optional<Reported> reported(JsonNode json, VolumeName volume) {
        Set<String> nodes = new HashSet<>();
        json.path("reporting_nodes").forEach(node -> nodes.add(node.path("name").asText("")));
        return Optional.of(new Reported(json.path("igroup").path("uuid").asText(""), nodes));
    }

    /** The names of the LIFs of each port set that is demanded; asked for only if one is. */
    private Answer<Map<String, Set<String>>> portsets(Set<Demand> demands, Deadline deadline) {
        Set<String> names = new TreeSet<>();
        demands.forEach(demand -> demand.portset().ifPresent(names::add));
        RestCall call = rest.ask(PORTSETS).queryList("fields", "name", "interfaces");
        return rest.recordsWith(call, "name", names, deadline).map(records -> {
            Map<String, Set<String>> lifs = new HashMap<>();
            for (JsonNode json : records) {
                Set<String> ofOne = lifs.computeIfAbsent(json.path("name").asText(""), name -> new HashSet<>());
                json.path("interfaces")
                        .forEach(lif -> ofOne.add(lif.path("ip").path("name").asText("")));
            }
            return lifs;
        });
    }

    /** The interfaces of the SVM for this service that are enabled and up. */
    Answer<List<Lif>> lifs(String service, Deadline deadline) {
        RestCall call = rest.ask(INTERFACES)
                .query("services", service)
                .query("enabled", "true")
                .query("state", "up")
                .queryList("fields", "name", "ip.address", "enabled", "state", "services", "location.node.name");
        return rest.records(call, deadline).flatMap(records -> {
            List<Lif> lifs = new ArrayList<>();
            for (JsonNode json : records) {
                String address = json.path("ip").path("address").asText("");
                String node = json.path("location").path("node").path("name").asText("");
                if (address.isEmpty() || node.isEmpty()) {
                    return OntapRest.incomprehensible(call, "an interface without address or node");
                }
                boolean serves = false;
                for (JsonNode offered : json.path("services")) {
                    serves |= offered.asText("").equals(service);
                }
                if (serves
                        && json.path("enabled").asBoolean(false)
                        && json.path("state").asText("").equals("up")) {
                    lifs.add(new Lif(json.path("name").asText(""), address, node));
                }
            }
            return Answer.of(List.copyOf(lifs));
        });
    }
}
