package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.ontap.OntapPortals.Lif;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;
import java.util.stream.Stream;

/** Where a new machine can log in, and what to ask for there. */
final class OntapTargets {
    /** Always (openstack/cinder, {@code client_cmode_rest.py}). */
    private static final int ISCSI_PORT = 3260;
    /** For I/O; IANA has it for NVMe over Fabrics, and NetApp's documents name no other. */
    private static final int NVME_PORT = 4420;

    private final OntapRest rest;

    OntapTargets(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    Answer<List<TargetPortal>> iscsi() {
        Deadline deadline = rest.newQuestion();
        RestCall services = rest.ask("/api/protocols/san/iscsi/services").queryList("fields", "enabled", "target.name");
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

    Answer<List<TargetPortal>> nvme() {
        Deadline deadline = rest.newQuestion();
        RestCall subsystems = rest.ask(NvmeAccess.SUBSYSTEMS).queryList("fields", "name", "uuid", "target_nqn");
        return Answers.both(
                rest.fanOut(),
                () -> new OntapPortals(rest).lifs(OntapPortals.NVME_TCP, deadline),
                () -> rest.records(subsystems, deadline),
                (lifs, records) -> {
                    List<String> targets = records.stream()
                            .map(json -> json.path("target_nqn").asText(""))
                            .sorted()
                            .toList();
                    if (targets.contains("")) {
                        return OntapRest.incomprehensible(subsystems, "a subsystem without an NQN");
                    }
                    return Answer.of((targets.isEmpty() ? Stream.of("") : targets.stream())
                            .flatMap(target -> portals(lifs, NVME_PORT, target).stream())
                            .toList());
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
