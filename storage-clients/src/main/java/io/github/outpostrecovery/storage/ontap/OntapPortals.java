package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.PortalReport;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The LIFs at which volumes are served: enabled and up (NetApp/trident issue 524: disabled ones were handed out); for
 * iSCSI only on the nodes that report the LUN (Selective LUN Map), and only those of the igroup's port set if it has one.
 */
final class OntapPortals {
    private static final String INTERFACES = "/api/network/ip/interfaces";
    private static final String MAPS = "/api/protocols/san/lun-maps";
    private static final String PORTSETS = "/api/protocols/san/portsets";

    private final OntapRest rest;

    OntapPortals(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    private record Lif(String name, String address, String node) {}

    /** One map's demand on a LIF. */
    private record Reach(Set<String> nodes, Optional<Set<String>> lifs) {
        boolean covers(Lif lif) {
            return (nodes.isEmpty() || nodes.contains(lif.node()))
                    && lifs.map(names -> names.contains(lif.name())).orElse(true);
        }
    }

    Answer<PortalReport> iscsi(Set<VolumeName> volumes) {
        Deadline deadline = rest.newQuestion();
        OntapVolumes luns = new OntapVolumes(rest, OntapVolumes.LUNS);
        IscsiAccess access = new IscsiAccess(rest);
        return access.igroups(deadline)
                .flatMap(igroups -> Answers.each(
                        new TreeSet<>(volumes),
                        volume -> luns.exists(volume, deadline).flatMap(exists -> reaches(volume, igroups, deadline))))
                .flatMap(reaches -> lifs("data_iscsi", deadline).map(lifs -> {
                    Set<String> addresses = new LinkedHashSet<>();
                    for (Reach reach : reaches.stream().flatMap(List::stream).toList()) {
                        lifs.stream().filter(reach::covers).map(Lif::address).forEach(addresses::add);
                    }
                    return new PortalReport(addresses);
                }));
    }

    /** Every LIF of the SVM that speaks NVMe/TCP: all of them lead to a namespace, some of them not directly. */
    Answer<PortalReport> nvme(Set<VolumeName> volumes) {
        Deadline deadline = rest.newQuestion();
        OntapVolumes namespaces = new OntapVolumes(rest, OntapVolumes.NAMESPACES);
        return Answers.each(new TreeSet<>(volumes), volume -> namespaces.exists(volume, deadline))
                .flatMap(exist -> lifs("data_nvme_tcp", deadline))
                .map(lifs ->
                        new PortalReport(lifs.stream().map(Lif::address).collect(java.util.stream.Collectors.toSet())));
    }

    private Answer<List<Reach>> reaches(VolumeName volume, Igroups igroups, Deadline deadline) {
        RestCall call =
                rest.ask(MAPS).query("lun.name", volume.value()).queryList("fields", "igroup.uuid", "reporting_nodes");
        return rest.records(call, deadline)
                .flatMap(maps -> Answers.each(maps, map -> {
                    Set<String> nodes = new HashSet<>();
                    map.path("reporting_nodes")
                            .forEach(node -> nodes.add(node.path("name").asText("")));
                    Optional<Igroup> igroup =
                            igroups.byUuid(map.path("igroup").path("uuid").asText(""));
                    if (igroup.isEmpty()) {
                        return OntapRest.incomprehensible(call, "a LUN map of an igroup that is not listed");
                    }
                    return igroup.get()
                            .portset()
                            .map(portset -> lifsOf(portset, deadline).map(lifs -> new Reach(nodes, Optional.of(lifs))))
                            .orElseGet(() -> Answer.of(new Reach(nodes, Optional.empty())));
                }));
    }

    private Answer<Set<String>> lifsOf(String portset, Deadline deadline) {
        RestCall call = rest.ask(PORTSETS).query("name", portset).queryList("fields", "name", "interfaces");
        return rest.records(call, deadline).map(records -> {
            Set<String> names = new HashSet<>();
            for (JsonNode json : records) {
                json.path("interfaces")
                        .forEach(lif -> names.add(lif.path("ip").path("name").asText("")));
            }
            return names;
        });
    }

    private Answer<List<Lif>> lifs(String service, Deadline deadline) {
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
