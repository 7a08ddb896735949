package io.github.outpostrecovery.lab.alletra.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Chap;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.PathTrace;
import io.github.outpostrecovery.lab.datapath.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hosts as the API shows them. An initiator has one path for each port that it is logged in to, or was until a moment ago,
 * and if there is none, one path without a port.
 */
final class HostDocuments {
    private static final int SPEED = 10000;

    private final AlletraSystem system;

    /** A path: the port is empty if the initiator was never seen, or not for long. */
    private record Path(Optional<ArrayPort> port, String sourceAddress) {}

    HostDocuments(AlletraSystem system) {
        this.system = system;
    }

    ObjectNode of(Host host, Instant now) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", host.id())
                .put("name", host.name())
                .put("persona", host.persona());
        ObjectNode descriptors = node.putObject("descriptors");
        host.descriptors().forEach(descriptors::put);
        node.putArray("FCPaths");
        ArrayNode iscsi = node.putArray("iSCSIPaths");
        host.iscsiNames().forEach(name -> paths(name, now).forEach(path -> iscsi.add(iscsiPath(name, path))));
        if (host.speaksNvme()) {
            ArrayNode nvme = node.putArray("NVMETCPPaths");
            paths(host.nqn(), now).forEach(path -> nvme.add(nvmePath(host.nqn(), path)));
        }
        putChap(node, "initiator", host.initiatorChap());
        putChap(node, "target", host.targetChap());
        return node;
    }

    /** Those who are logged in and belong to no host: entries without a name. */
    List<ObjectNode> unassigned() {
        Map<String, List<Session>> byInitiator = new LinkedHashMap<>();
        for (Session session : system.loggedIn()) {
            if (system.effective().reach().hostOf(session.initiator()).isEmpty()) {
                byInitiator
                        .computeIfAbsent(Host.canonical(session.initiator()), name -> new ArrayList<>())
                        .add(session);
            }
        }
        List<ObjectNode> entries = new ArrayList<>();
        byInitiator.forEach((initiator, sessions) -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.putArray("FCPaths");
            ArrayNode iscsi = node.putArray("iSCSIPaths");
            ArrayNode nvme = node.putArray("NVMETCPPaths");
            for (Session session : sessions) {
                Path path = new Path(system.portAt(session.portalAddress()), session.sourceAddress());
                switch (session.protocol()) {
                    case ISCSI -> iscsi.add(iscsiPath(initiator, path));
                    case NVME_TCP -> nvme.add(nvmePath(initiator, path));
                }
            }
            node.put("initiatorChapEnabled", false).put("targetChapEnabled", false);
            entries.add(node);
        });
        return entries;
    }

    private List<Path> paths(String initiator, Instant now) {
        Map<String, Path> found = new LinkedHashMap<>();
        for (PathTrace trace : system.traces().all()) {
            boolean lingers = trace.lastSeen()
                    .plus(system.settings().fabric().pathsLinger())
                    .isAfter(now);
            if (trace.initiator().equals(initiator) && lingers) {
                found.put(trace.port(), new Path(system.ports().find(trace.port()), trace.sourceAddress()));
            }
        }
        for (Session session : system.loggedIn()) {
            if (Host.canonical(session.initiator()).equals(initiator)) {
                Optional<ArrayPort> port = system.portAt(session.portalAddress());
                port.ifPresent(one -> found.put(one.position().toString(), new Path(port, session.sourceAddress())));
            }
        }
        return found.isEmpty() ? List.of(new Path(Optional.empty(), "")) : List.copyOf(found.values());
    }

    private static ObjectNode iscsiPath(String name, Path path) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("name", name);
        path.port().ifPresent(port -> node.set("portPos", PortResource.position(port.position())));
        return node.put("IPAddr", path.port().isPresent() ? path.sourceAddress() : "0.0.0.0")
                .put("hostSpeed", path.port().isPresent() ? SPEED : 0);
    }

    private static ObjectNode nvmePath(String nqn, Path path) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("NQN", nqn);
        path.port().ifPresent(port -> node.set("portPos", PortResource.position(port.position())));
        return path.port().isPresent() ? node.put("IP", path.sourceAddress()) : node;
    }

    /**
     * The "encrypted" secret is its Base64 form, as tests of HPE's CSI driver read it: who logs what a host looks like, logs
     * secrets.
     */
    private static void putChap(ObjectNode node, String half, Chap chap) {
        node.put(half + "ChapEnabled", chap.enabled());
        if (chap.enabled()) {
            node.put(half + "ChapName", chap.name());
            node.put(
                    half + "EncryptedChapSecret",
                    Base64.getEncoder().encodeToString(chap.secret().getBytes(UTF_8)));
        }
    }
}
