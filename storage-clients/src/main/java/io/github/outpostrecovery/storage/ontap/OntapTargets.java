package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.inventory.ServingScope;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.ontap.OntapPortals.Lif;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Where a new machine can log in, and what to ask for there. */
final class OntapTargets {
    /** Always (openstack/cinder, {@code client_cmode_rest.py}). */
    private static final int ISCSI_PORT = 3260;
    /** For I/O; IANA has it for NVMe over Fabrics, and NetApp's documents name no other. */
    private static final int NVME_PORT = 4420;

    private static final String SERVICES = "/api/protocols/san/iscsi/services";

    private final OntapRest rest;

    OntapTargets(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    Answer<List<TargetPortal>> iscsi() {
        Deadline deadline = rest.newQuestion();
        RestCall services = rest.ask(SERVICES).queryList("fields", "enabled", "target.name");
        return Answers.both(
                rest.fanOut(),
                () -> new OntapPortals(rest).lifs(OntapPortals.ISCSI, deadline),
                () -> rest.records(services, deadline),
                (lifs, records) -> {
                    if (records.isEmpty()) {
                        return Answer.of(List.of());
                    }
                    JsonNode service = records.getFirst();
                    String target = service.path("target").path("name").asText("");
                    if (records.size() > 1 || target.isEmpty()) {
                        return OntapRest.incomprehensible(services, "not exactly one target");
                    }
                    return Answer.of(
                            service.path("enabled").asBoolean(true) ? portals(lifs, ISCSI_PORT, target) : List.of());
                });
    }

    /** Every LIF for every subsystem: all LIFs lead to all subsystems. */
    Answer<List<TargetPortal>> nvme() {
        Deadline deadline = rest.newQuestion();
        return nvme(() -> targets(rest.ask(NvmeAccess.SUBSYSTEMS), deadline)
                .map(targets -> targets.isEmpty() ? List.of("") : targets));
    }

    /** Every LIF for the subsystems that list a host. */
    Answer<List<TargetPortal>> nvme(Initiator host) {
        return nvme(() -> targetsOf(host));
    }

    /** The NQNs of the subsystems that list a host. */
    Answer<List<String>> targetsOf(Initiator host) {
        return targets(rest.ask(NvmeAccess.SUBSYSTEMS).query("hosts.nqn", host.value()), rest.newQuestion());
    }

    private Answer<List<String>> targets(RestCall asked, Deadline deadline) {
        RestCall subsystems = asked.queryList("fields", "name", "uuid", "target_nqn");
        return rest.records(subsystems, deadline).flatMap(records -> {
            List<String> targets = records.stream()
                    .map(json -> json.path("target_nqn").asText(""))
                    .sorted()
                    .toList();
            return targets.contains("")
                    ? OntapRest.incomprehensible(subsystems, "a subsystem without an NQN")
                    : Answer.of(targets);
        });
    }

    private Answer<List<TargetPortal>> nvme(Supplier<Answer<List<String>>> targets) {
        return Answers.both(
                rest.fanOut(),
                () -> new OntapPortals(rest).lifs(OntapPortals.NVME_TCP, rest.newQuestion()),
                targets,
                (lifs, names) -> Answer.of(names.stream()
                        .flatMap(target -> portals(lifs, NVME_PORT, target).stream())
                        .toList()));
    }

    /** The SVMs of the cluster that serve a protocol, by name. */
    Answer<List<ServingScope>> scopes(Protocol protocol) {
        RestCall call = switch (protocol) {
            case ISCSI ->
                RestCall.get(SERVICES)
                        .query("enabled", "true")
                        .queryList("fields", "enabled", "target.name", "svm.name");
            case NVME_TCP ->
                RestCall.get(OntapPortals.INTERFACES)
                        .query("services", OntapPortals.NVME_TCP)
                        .query("enabled", "true")
                        .query("state", "up")
                        .queryList("fields", "svm.name");
        };
        return rest.records(call, rest.newQuestion()).flatMap(records -> {
            Map<String, ServingScope> scopes = new TreeMap<>();
            for (JsonNode json : records) {
                String svm = json.path("svm").path("name").asText("");
                String target = json.path("target").path("name").asText("");
                // A LIF of the cluster is in no SVM; an iSCSI service always is, and has a target.
                if (protocol == Protocol.ISCSI && (svm.isEmpty() || target.isEmpty())) {
                    return OntapRest.incomprehensible(call, "an iSCSI service without SVM or target");
                }
                if (!svm.isEmpty() && json.path("enabled").asBoolean(true)) {
                    scopes.put(svm, new ServingScope(svm, target));
                }
            }
            return Answer.of(List.copyOf(scopes.values()));
        });
    }

    private static List<TargetPortal> portals(List<Lif> lifs, int port, String target) {
        return lifs.stream()
                .map(Lif::address)
                .sorted()
                .map(address -> new TargetPortal(address, port, target))
                .toList();
    }
}
