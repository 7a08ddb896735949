package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** What can be changed on the fake, with the refusals that the facts know of, and the choices that they leave open. */
final class FakeWrites {
    /** A refusal for which no code is known. */
    static final String SOME_REFUSAL = "0xE0A0FFFF0001";

    private static final Set<String> INITIATOR_FIELDS = Set.of(
            "port_name",
            "port_type",
            "chap_single_username",
            "chap_single_password",
            "chap_mutual_username",
            "chap_mutual_password");

    private final FakePowerStore array;
    private final TreeMap<String, String> measurements = new TreeMap<>();
    private boolean keepsLastInitiator;
    private boolean copiesMappings;
    private int made;

    FakeWrites(FakePowerStore array) {
        this.array = array;
    }

    /** The last initiator of an attached host may not go. */
    void keepLastInitiator() {
        keepsLastInitiator = true;
    }

    /** A host that leaves an attached group takes the mappings along. */
    void copyMappings() {
        copiesMappings = true;
    }

    void measured(String volume, String rows) {
        measurements.put(FakePowerStore.idOf(volume), FakePowerStore.json(rows).toString());
    }

    RestResponse apply(RestRequest request, List<String> path) {
        ObjectNode body = (ObjectNode) FakePowerStore.json(request.body().orElse("{}"));
        String what = request.method() + " " + path.getFirst() + (path.size() == 3 ? "/" + path.get(2) : "");
        return switch (what) {
            case "POST logout" -> RestResponse.json(204, "");
            case "PATCH host" -> patchHost(path.get(1), body);
            case "PATCH host_group" -> leaveGroup(path.get(1), body);
            case "POST host" -> createHost(body);
            case "POST volume/attach" -> attach(path.get(1), body);
            case "POST volume/detach" -> detach(path.get(1), body);
            case "POST volume/clone" -> copy(body);
            default -> path.getFirst().equals("metrics") ? metrics(body) : FakePowerStore.error(405, "0xE04040030001");
        };
    }

    private static boolean hasOnly(JsonNode body, Set<String> fields) {
        List<String> names = new ArrayList<>();
        body.fieldNames().forEachRemaining(names::add);
        return !names.isEmpty() && fields.containsAll(names);
    }

    private static RestResponse badBody() {
        return FakePowerStore.error(400, "0xE04040030001");
    }

    private RestResponse patchHost(String id, ObjectNode body) {
        if (array.rows("/host").stream().noneMatch(host -> isId(host, id))) {
            return FakePowerStore.error(404, "0xE0A010010003");
        }
        if (body.size() != 1) {
            return badBody();
        }
        return body.has("remove_initiators") ? remove(id, body) : addInitiators(id, body.path("add_initiators"));
    }

    private RestResponse remove(String host, ObjectNode body) {
        List<ObjectNode> going = new ArrayList<>();
        for (JsonNode name : body.path("remove_initiators")) {
            array.rows("/initiator").stream()
                    .filter(row -> row.path("host_id").asText().equals(host)
                            && row.path("port_name").equals(name))
                    .forEach(going::add);
        }
        if (going.size() < body.path("remove_initiators").size()) {
            return FakePowerStore.error(400, "0xE0A010010014");
        }
        boolean last = going.size()
                == array.rows("/initiator").stream()
                        .filter(row -> row.path("host_id").asText().equals(host))
                        .count();
        if (keepsLastInitiator && last && isAttached(host)) {
            return FakePowerStore.error(422, SOME_REFUSAL);
        }
        going.forEach(row -> {
            array.rows("/initiator").remove(row);
            if (!row.path("active_sessions").isEmpty()) {
                ObjectNode loose = array.add("/discovered_initiator", "{}");
                loose.set("name", row.path("port_name"));
                loose.set("protocol_type", row.path("port_type"));
            }
        });
        return RestResponse.json(204, "");
    }

    private boolean isAttached(String host) {
        String group = array.rows("/host").stream()
                .filter(row -> isId(row, host))
                .findFirst()
                .orElseThrow()
                .path("host_group_id")
                .asText();
        return array.rows("/host_volume_mapping").stream()
                .anyMatch(row -> row.path("host_id").asText().equals(host)
                        || (row.path("host_group_id").asText().equals(group)
                                && !row.path("host_group_id").isNull()));
    }

    private RestResponse addInitiators(String host, JsonNode added) {
        for (JsonNode one : added) {
            if (!hasOnly(one, INITIATOR_FIELDS)) {
                return badBody();
            }
            for (ObjectNode known : array.rows("/initiator")) {
                if (known.path("port_name").equals(one.path("port_name"))) {
                    return known.path("host_id").asText().equals(host)
                            ? FakePowerStore.error(400, "0xE0A01001000C")
                            : FakePowerStore.error(400, SOME_REFUSAL);
                }
            }
            ObjectNode row = one.deepCopy();
            row.put("id", "added-" + ++made).put("host_id", host).putArray("active_sessions");
            array.rows("/initiator").add(row);
        }
        return RestResponse.json(204, "");
    }

    private RestResponse createHost(ObjectNode body) {
        if (!hasOnly(body, Set.of("name", "os_type", "initiators", "host_connectivity"))
                || !body.path("initiators").isArray()) {
            return badBody();
        }
        String id = "made-" + ++made;
        ObjectNode host = body.deepCopy();
        host.remove("initiators");
        host.put("id", id).put("type", "External").putNull("host_group_id");
        RestResponse added = addInitiators(id, body.path("initiators"));
        if (added.status() != 204) {
            return added;
        }
        array.rows("/host").add(host);
        return RestResponse.json(201, "{\"id\":\"" + id + "\"}");
    }

    private RestResponse leaveGroup(String group, ObjectNode body) {
        List<ObjectNode> members = array.rows("/host").stream()
                .filter(host -> host.path("host_group_id").asText().equals(group))
                .toList();
        List<ObjectNode> attached = array.rows("/host_volume_mapping").stream()
                .filter(row -> row.path("host_group_id").asText().equals(group))
                .toList();
        if (members.size() == body.path("remove_host_ids").size() && !attached.isEmpty()) {
            return FakePowerStore.error(422, SOME_REFUSAL);
        }
        for (JsonNode id : body.path("remove_host_ids")) {
            members.stream().filter(host -> isId(host, id.asText())).forEach(host -> host.putNull("host_group_id"));
            if (copiesMappings) {
                attached.forEach(mapping -> array.rows("/host_volume_mapping")
                        .add(mapping.deepCopy()
                                .put("id", "copied-" + ++made)
                                .put("host_id", id.asText())
                                .putNull("host_group_id")));
            }
        }
        return RestResponse.json(204, "");
    }

    private RestResponse attach(String volume, ObjectNode body) {
        if (!hasOnly(body, Set.of("host_id", "host_group_id", "logical_unit_number"))) {
            return badBody();
        }
        ObjectNode row = array.add(
                "/host_volume_mapping",
                "{'id':'attached-" + ++made + "','host_id':null,'host_group_id':null,'logical_unit_number':7}");
        row.setAll(body);
        row.put("volume_id", volume);
        return RestResponse.json(204, "");
    }

    private RestResponse detach(String volume, ObjectNode body) {
        if (body.size() != 1) {
            return badBody();
        }
        String field = body.fieldNames().next();
        boolean gone = array.rows("/host_volume_mapping")
                .removeIf(row -> row.path("volume_id").asText().equals(volume)
                        && row.path(field).equals(body.path(field)));
        return gone ? RestResponse.json(204, "") : FakePowerStore.error(422, "0xE0A08001000F");
    }

    private RestResponse copy(ObjectNode body) {
        String name = body.path("name").asText();
        if (array.rows("/volume").stream()
                .anyMatch(row -> row.path("name").asText().equals(name))) {
            return FakePowerStore.error(422, "0xE0A080010014");
        }
        array.volume(name);
        return RestResponse.json(200, "{\"id\":\"" + FakePowerStore.idOf(name) + "\"}");
    }

    private RestResponse metrics(ObjectNode body) {
        return hasOnly(body, Set.of("entity", "entity_id", "interval"))
                ? RestResponse.json(
                        200, measurements.getOrDefault(body.path("entity_id").asText(), "[]"))
                : badBody();
    }

    private static boolean isId(JsonNode row, String id) {
        return row.path("id").asText().equals(id);
    }
}
