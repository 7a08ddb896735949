package io.github.outpostrecovery.storage.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * As much of ONTAP as these tests need: collections of JSON records that can be filtered and paged, and a few writes. Any
 * request can be answered otherwise by {@link #when}.
 */
final class FakeOntap implements ScriptedTransport.Script {
    static final String SVM = "svm1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CONTROLS =
            Set.of("fields", "max_records", "return_records", "allow_delete_while_mapped", "start");

    private record Rule(Predicate<RestRequest> matches, ScriptedTransport.Script script) {}

    private final Map<String, List<ObjectNode>> collections = new TreeMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private int pageSize = 1000;
    private int made;

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static RestResponse error(int status, String code) {
        return RestResponse.json(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"said so\"}}");
    }

    static Predicate<RestRequest> to(HttpMethod method, String path) {
        return request -> request.method() == method && request.path().startsWith(path);
    }

    /** Later rules go before earlier ones. */
    void when(Predicate<RestRequest> matches, ScriptedTransport.Script script) {
        rules.addFirst(new Rule(matches, script));
    }

    /** Answers the first request of this kind in this way and the others as usual. */
    void once(Predicate<RestRequest> matches, ScriptedTransport.Script script) {
        List<Rule> added = new ArrayList<>();
        Rule rule = new Rule(matches, request -> {
            rules.removeAll(added);
            return script.answer(request);
        });
        added.add(rule);
        rules.addFirst(rule);
    }

    void pagesOf(int records) {
        pageSize = records;
    }

    List<ObjectNode> collection(String path) {
        return collections.computeIfAbsent(path, any -> new ArrayList<>());
    }

    void add(String path, String record) {
        ObjectNode json = (ObjectNode) json(record);
        json.withObject("svm").put("name", SVM).put("uuid", "svm-uuid");
        collection(path).add(json);
    }

    void lun(String name) {
        add(OntapVolumes.LUNS, "{'name':'" + name + "','uuid':'uuid-" + name + "'}");
    }

    void igroup(String name, String... initiators) {
        add(
                "/api/protocols/san/igroups",
                "{'name':'" + name + "','uuid':'" + name + "-uuid','os_type':'linux','protocol':'iscsi','initiators':["
                        + String.join(
                                ",",
                                Stream.of(initiators)
                                        .map(initiator -> "{'name':'" + initiator + "'}")
                                        .toList())
                        + "]}");
    }

    ObjectNode igroupNamed(String name) {
        return collection("/api/protocols/san/igroups").stream()
                .filter(igroup -> igroup.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Nests one igroup in another; the parent lists what the child holds. */
    void nest(String parent, String child) {
        ObjectNode above = igroupNamed(parent);
        ObjectNode below = igroupNamed(child);
        above.withArray("igroups").addObject().put("name", child).put("uuid", child + "-uuid");
        below.withArray("parent_igroups").addObject().put("name", parent).put("uuid", parent + "-uuid");
    }

    void map(String lun, String igroup, int number) {
        add(
                "/api/protocols/san/lun-maps",
                "{'lun':{'name':'" + lun + "'},'igroup':{'name':'" + igroup + "','uuid':'" + igroup
                        + "-uuid'},'logical_unit_number':" + number + ",'reporting_nodes':[{'name':'node1'}]}");
    }

    void subsystem(String name, String... hosts) {
        add(
                NvmeAccess.SUBSYSTEMS,
                "{'name':'" + name + "','uuid':'" + name + "-uuid','target_nqn':'nqn.x:" + name + "','hosts':["
                        + String.join(
                                ",",
                                Stream.of(hosts)
                                        .map(host -> "{'nqn':'" + host + "'}")
                                        .toList())
                        + "]}");
    }

    void namespace(String name, String subsystem, String nsid) {
        add(OntapVolumes.NAMESPACES, "{'name':'" + name + "','uuid':'uuid-" + name + "'}");
        add(
                "/api/protocols/nvme/subsystem-maps",
                "{'namespace':{'name':'" + name + "'},'subsystem':{'name':'" + subsystem + "','uuid':'" + subsystem
                        + "-uuid'},'nsid':'" + nsid + "'}");
    }

    @Override
    public synchronized RestResponse answer(RestRequest request) throws IOException, InterruptedException {
        for (Rule rule : List.copyOf(rules)) {
            if (rule.matches().test(request)) {
                return rule.script().answer(request);
            }
        }
        return apply(request);
    }

    /** What would be answered if no rule were there. */
    synchronized RestResponse apply(RestRequest request) {
        List<String> segments =
                Stream.of(request.path().split("/", -1)).map(FakeOntap::decoded).toList();
        return switch (request.method()) {
            case GET -> read(request, segments);
            case POST -> create(request, segments);
            case DELETE -> delete(segments);
            case PATCH, PUT -> RestResponse.json(200, "{}");
        };
    }

    private RestResponse read(RestRequest request, List<String> segments) {
        if (segments.size() == 7 && segments.get(6).equals("hosts")) {
            return member(NvmeAccess.SUBSYSTEMS, segments.get(5))
                    .map(subsystem -> page(request, elements(subsystem.withArray("hosts"))))
                    .orElseGet(() -> error(404, "72090001"));
        }
        Map<List<String>, Set<String>> wanted = new LinkedHashMap<>();
        parameters(request).forEach((name, value) -> {
            if (!CONTROLS.contains(name)) {
                wanted.put(List.of(name.split("\\.", -1)), Set.copyOf(List.of(value.split(",", -1))));
            }
        });
        List<JsonNode> found = new ArrayList<>();
        for (ObjectNode json : collection(request.path())) {
            boolean matches = wanted.entrySet().stream()
                    .allMatch(one -> valuesAt(json, one.getKey()).stream().anyMatch(one.getValue()::contains));
            if (matches) {
                found.add(json);
            }
        }
        return page(request, found);
    }

    private RestResponse page(RestRequest request, List<JsonNode> found) {
        int start = Integer.parseInt(parameters(request).getOrDefault("start", "0"));
        int end = Math.min(found.size(), start + pageSize);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode records = answer.putArray("records");
        found.subList(start, end).forEach(records::add);
        answer.put("num_records", end - start);
        if (end < found.size()) {
            String query = request.uri().getRawQuery().replaceAll("&start=\\d+", "");
            answer.putObject("_links").putObject("next").put("href", request.path() + "?" + query + "&start=" + end);
        }
        return RestResponse.json(200, answer.toString());
    }

    private RestResponse create(RestRequest request, List<String> segments) {
        ObjectNode body = (ObjectNode) json(request.body().orElse("{}"));
        String last = segments.getLast();
        if (last.equals("initiators") || last.equals("hosts")) {
            String collection = String.join("/", segments.subList(0, 5));
            return member(collection, segments.get(5))
                    .map(group -> {
                        group.withArray(last).add(body);
                        return RestResponse.json(201, "{\"num_records\":1}");
                    })
                    .orElseGet(() -> error(404, "5374852"));
        }
        String uuid = "made-" + ++made;
        body.put("uuid", uuid).withObject("svm").put("uuid", "svm-uuid");
        collection(request.path()).add(body);
        ObjectNode answer = JSON.createObjectNode().put("num_records", 1);
        answer.putArray("records").add(body);
        return RestResponse.json(201, answer.toString());
    }

    private RestResponse delete(List<String> segments) {
        String collection = String.join("/", segments.subList(0, 5));
        boolean nvme = collection.equals(NvmeAccess.SUBSYSTEMS);
        Optional<ObjectNode> group = member(collection, segments.get(5));
        if (group.isEmpty()) {
            return error(404, nvme ? "72090001" : "5374852");
        }
        ArrayNode members = group.get().withArray(segments.get(6));
        for (int index = 0; index < members.size(); index++) {
            if (members.get(index).path(nvme ? "nqn" : "name").asText().equals(segments.get(7))) {
                members.remove(index);
                return RestResponse.json(200, "{}");
            }
        }
        return error(404, nvme ? "72090004" : "5374034");
    }

    private Optional<ObjectNode> member(String collection, String uuid) {
        return collection(collection).stream()
                .filter(json -> json.path("uuid").asText().equals(uuid))
                .findFirst();
    }

    private static List<JsonNode> elements(ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    static Map<String, String> parameters(RestRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = request.uri().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static List<String> valuesAt(JsonNode json, List<String> path) {
        if (json.isArray()) {
            List<String> values = new ArrayList<>();
            json.forEach(element -> values.addAll(valuesAt(element, path)));
            return values;
        }
        return path.isEmpty()
                ? List.of(json.asText())
                : valuesAt(json.path(path.getFirst()), path.subList(1, path.size()));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
