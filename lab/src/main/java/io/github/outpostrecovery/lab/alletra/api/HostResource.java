package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Chap;
import io.github.outpostrecovery.lab.alletra.inventory.Host;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.settings.Answers;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code /hosts}. A host has iSCSI names or one NQN, never both. */
final class HostResource {
    private static final String ISCSI_NAME = "iSCSIPaths.name";
    private static final Set<String> QUERY_FIELDS = Set.of(ISCSI_NAME, "FCPaths.wwn");
    private static final Set<String> CREATION =
            Set.of("name", "iSCSINames", "FCWWNs", "NQN", "nqn", "transportType", "persona", "descriptors");
    private static final Set<String> DESCRIPTORS = Set.of("location", "IPAddr", "os", "model", "contact", "comment");
    private static final int TCP = 2;
    private static final int HIGHEST_PERSONA = 11;

    private final AlletraSystem system;
    private final HostDocuments documents;
    private final HostPaths paths;

    HostResource(AlletraSystem system) {
        this.system = system;
        this.documents = new HostDocuments(system);
        this.paths = new HostPaths(system);
    }

    void route(Router router) {
        router.get("/hosts", this::list)
                .post("/hosts", this::create)
                .get("/hosts/{}", this::one)
                .put("/hosts/{}", this::modify)
                .delete("/hosts/{}", this::delete);
    }

    private RestResponse list(ApiCall call) {
        Optional<Query> query = Query.ofPaths(call.request(), QUERY_FIELDS);
        List<ObjectNode> found = new ArrayList<>();
        system.effective().hosts().stream()
                .filter(host -> query.isEmpty() || asksFor(query.get(), host))
                .forEach(host -> found.add(documents.of(host, call.turn().now())));
        if (query.isEmpty() && system.settings().answers().unassignedPaths() == Answers.UnassignedPaths.LISTED) {
            found.addAll(documents.unassigned());
        }
        if (query.isPresent()
                && found.isEmpty()
                && system.settings().answers().nothingFound() == Answers.NothingFound.NOT_FOUND) {
            throw WsapiCode.NON_EXISTENT_HOST.error("host does not exist");
        }
        return Members.all(call, found);
    }

    private static boolean asksFor(Query query, Host host) {
        return query.conditions().stream()
                .anyMatch(condition -> condition.field().equals(ISCSI_NAME)
                        && host.iscsiNames().contains(Host.canonical(condition.value())));
    }

    private RestResponse one(ApiCall call) {
        Host host = existing(system.effective(), call.variable());
        return Members.one(documents.of(host, call.turn().now()));
    }

    static Host existing(Inventory inventory, String name) {
        return inventory.hosts().find(name).orElseThrow(() -> WsapiCode.NON_EXISTENT_HOST.error("host does not exist"));
    }

    private RestResponse create(ApiCall call) {
        Body body = Body.of(call.request(), CREATION);
        String name = Names.object(system, body.requiredText("name"));
        requireNewName(name);
        List<String> iscsi = HostPaths.canonical(body.texts("iSCSINames"));
        String nqn =
                body.text("NQN").or(() -> body.text("nqn")).map(Host::canonical).orElse("");
        if (!iscsi.isEmpty() && (body.has("FCWWNs") || !nqn.isEmpty())) {
            throw WsapiCode.INV_INPUT_PARAM_CONFLICT.error("a host has paths of one kind");
        }
        if (body.has("FCWWNs")) {
            throw WsapiCode.INV_INPUT.error("FC hosts are not served here");
        }
        if (new HashSet<>(iscsi).size() < iscsi.size()) {
            throw WsapiCode.INV_INPUT.error("invalid input: duplicate path");
        }
        iscsi.forEach(paths::requireFree);
        if (!nqn.isEmpty()) {
            checkNvme(body, nqn);
        }
        Host host = new Host(
                system.identifiers().nextId(),
                name,
                persona(body).orElse(Host.GENERIC_ALUA),
                descriptors(body).orElse(Map.of()),
                iscsi,
                nqn,
                Chap.NONE,
                Chap.NONE);
        system.configured().hosts().put(host);
        system.publish(call.turn());
        return Members.created("/hosts/" + name);
    }

    private void checkNvme(Body body, String nqn) {
        Names.nqn(nqn);
        if (body.requiredNumber("transportType") != TCP) {
            throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value transportType");
        }
        if (system.ports().stream().noneMatch(port -> port.kind() == ArrayPort.Kind.NVME_TCP)) {
            throw WsapiCode.INV_INPUT.error("there are no NVMe ports");
        }
        paths.requireFree(nqn);
    }

    private void requireNewName(String name) {
        if (system.configured().hosts().find(name).isPresent()) {
            throw WsapiCode.EXISTENT_HOST.error("host already exists");
        }
    }

    private static Optional<Integer> persona(Body body) {
        return body.number("persona").map(persona -> {
            if (persona < 1 || persona > HIGHEST_PERSONA) {
                throw WsapiCode.INV_INPUT_BAD_ENUM_VALUE.error("invalid input: bad enum value persona");
            }
            return persona;
        });
    }

    private static Optional<Map<String, String>> descriptors(Body body) {
        return body.object("descriptors", DESCRIPTORS).map(Body::allTexts);
    }

    private RestResponse modify(ApiCall call) {
        Host host = existing(system.configured(), call.variable());
        Set<String> allowed = new HashSet<>(Set.of("newName", "persona", "descriptors"));
        allowed.addAll(HostPaths.FIELDS);
        allowed.addAll(HostChap.FIELDS);
        Body body = Body.of(call.request(), allowed);
        if (HostPaths.isAskedFor(body) && HostChap.isAskedFor(body)) {
            throw WsapiCode.INV_INPUT_PARAM_CONFLICT.error("paths and CHAP cannot be changed at the same time");
        }
        Optional<String> newName = body.text("newName").map(name -> Names.object(system, name));
        newName.filter(name -> !name.equals(host.name())).ifPresent(this::requireNewName);
        Map<String, String> described = new TreeMap<>(host.descriptors());
        descriptors(body).ifPresent(described::putAll);
        Host edited = host.described(persona(body).orElse(host.persona()), described);
        if (HostPaths.isAskedFor(body)) {
            edited = paths.edited(edited, body);
        }
        if (HostChap.isAskedFor(body)) {
            edited = HostChap.edited(edited, body);
        }
        system.configured().hosts().put(edited);
        if (newName.isPresent()) {
            system.configured().rename(edited, newName.get());
        }
        system.publish(call.turn());
        return Members.done();
    }

    private RestResponse delete(ApiCall call) {
        Host host = existing(system.configured(), call.variable());
        if (system.configured().vlunsTo(host.name()).findAny().isPresent()) {
            throw switch (system.settings().answers().hostInUse()) {
                case CONFLICT -> WsapiCode.EXPORTED_VLUN.error("host has exported VLUNs");
                case FORBIDDEN -> WsapiCode.IN_USE.error("host is in use");
            };
        }
        boolean inSet = system.configured().hostSets().stream()
                .anyMatch(set -> set.members().contains(host.name()));
        if (inSet) {
            throw WsapiCode.HOST_IN_SET.error("host is a member of a set");
        }
        system.configured().hosts().remove(host);
        system.publish(call.turn());
        return Members.done();
    }
}
