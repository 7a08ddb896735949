package io.github.outpostrecovery.storage.alletra;

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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * As much of WSAPI as these tests need: keys, collections that are given whole, VLUNs that can be filtered, hosts and sets
 * that can be changed. Any request can be answered otherwise by {@link #when}.
 */
final class FakeWsapi implements ScriptedTransport.Script {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String V1 = "/api/v1/";

    private record Rule(Predicate<RestRequest> matches, ScriptedTransport.Script script) {}

    final FakeKeys keys;
    private final Map<String, List<ObjectNode>> collections = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private long build = 40_000_200;

    FakeWsapi(InstantSource clock) {
        keys = new FakeKeys(clock);
        Stream.of("hosts", "hostsets", "volumesets", "vluns", "volumes", "ports")
                .forEach(name -> collections.put(name, new ArrayList<>()));
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static RestResponse error(int status, int code) {
        return RestResponse.json(status, "{\"code\":" + code + ",\"desc\":\"said so\"}");
    }

    static Predicate<RestRequest> to(HttpMethod method, String path) {
        return request -> request.method() == method && decoded(request.path()).startsWith(V1 + path);
    }

    /** Later rules go before earlier ones. */
    synchronized void when(Predicate<RestRequest> matches, ScriptedTransport.Script script) {
        rules.addFirst(new Rule(matches, script));
    }

    /** Answers the first request of this kind in this way and the others as usual. */
    synchronized void once(Predicate<RestRequest> matches, ScriptedTransport.Script script) {
        List<Rule> added = new ArrayList<>();
        Rule rule = new Rule(matches, request -> {
            rules.removeAll(added);
            return script.answer(request);
        });
        added.add(rule);
        rules.addFirst(rule);
    }

    void build(long number) {
        build = number;
    }

    List<ObjectNode> collection(String name) {
        return collections.getOrDefault(name, List.of());
    }

    ObjectNode named(String collection, String name) {
        return find(collection, name).orElseThrow();
    }

    Optional<ObjectNode> find(String collection, String name) {
        return collection(collection).stream()
                .filter(json -> json.path("name").asText().equals(name))
                .findFirst();
    }

    void add(String collection, String json) {
        collection(collection).add(json(json));
    }

    void volume(String name) {
        add(
                "volumes",
                "{'id':1,'name':'" + name
                        + "','sizeMiB':1024,'wwn':'60002AC0','nguid':'n','userCPG':'cpg1','state':1}");
    }

    void iscsiHost(String name, String... iqns) {
        ObjectNode host = json("{'id':7,'name':'" + name + "','persona':2,'descriptors':{'os':'linux'}}");
        ArrayNode paths = host.putArray("iSCSIPaths");
        Stream.of(iqns).forEach(iqn -> paths.addObject().put("name", iqn));
        collection("hosts").add(host);
    }

    void nvmeHost(String name, String... nqns) {
        ObjectNode host = json("{'id':8,'name':'" + name + "','persona':2,'descriptors':{'os':'linux'}}");
        ArrayNode paths = host.putArray("NVMETCPPaths");
        Stream.of(nqns).forEach(nqn -> paths.addObject().put("NQN", nqn));
        collection("hosts").add(host);
    }

    /** A host's name is logged in on a port. */
    void logIn(String host, String initiator, String address, int node, int slot, int cardPort) {
        ObjectNode json = named("hosts", host);
        boolean nvme = initiator.startsWith("nqn");
        ObjectNode path = json.withArray(nvme ? "NVMETCPPaths" : "iSCSIPaths").addObject();
        path.put(nvme ? "NQN" : "name", initiator).put(nvme ? "IP" : "IPAddr", address);
        path.set("portPos", portPos(node, slot, cardPort));
    }

    static ObjectNode portPos(int node, int slot, int cardPort) {
        return JSON.createObjectNode().put("node", node).put("slot", slot).put("cardPort", cardPort);
    }

    void set(String collection, String name, String... members) {
        ObjectNode set = json("{'id':3,'name':'" + name + "'}");
        ArrayNode listed = set.putArray("setmembers");
        Stream.of(members).forEach(listed::add);
        collection(collection).add(set);
    }

    /** A template; {@code host} is empty for an export to a port. */
    ObjectNode template(String volume, int lun, String host) {
        ObjectNode vlun = JSON.createObjectNode().put("lun", lun).put("volumeName", volume);
        if (!host.isEmpty()) {
            vlun.put("hostname", host);
        }
        vlun.put("type", host.startsWith("set:") ? 5 : 3).put("active", false);
        collection("vluns").add(vlun);
        return vlun;
    }

    ObjectNode live(String volume, int lun, String host, String remote) {
        ObjectNode vlun = template(volume, lun, host).put("active", true).put("remoteName", remote);
        vlun.set("portPos", portPos(0, 2, 1));
        return vlun;
    }

    void port(int node, int slot, int cardPort, int protocol, String address) {
        ObjectNode port = json("{'mode':2,'linkState':4}").put("protocol", protocol);
        port.put(protocol == 6 ? "nodeWWN" : "IPAddr", address).put("iSCSIName", "iqn.2000-05.com.3pardata:" + node);
        port.set("portPos", portPos(node, slot, cardPort));
        collection("ports").add(port);
    }

    @Override
    public RestResponse answer(RestRequest request) throws IOException, InterruptedException {
        Optional<Rule> rule;
        synchronized (this) {
            rule = rules.stream().filter(one -> one.matches().test(request)).findFirst();
        }
        return rule.isPresent() ? rule.get().script().answer(request) : apply(request);
    }

    /** What would be answered if no rule were there. */
    synchronized RestResponse apply(RestRequest request) {
        String path = request.path();
        if (path.equals("/api")) {
            return RestResponse.json(200, "{\"major\":1,\"minor\":10,\"build\":" + build + "}");
        }
        List<String> segments = Stream.of(path.substring(V1.length()).split("/", -1))
                .map(FakeWsapi::decoded)
                .toList();
        if (segments.getFirst().equals("credentials")) {
            return request.method() == HttpMethod.POST ? keys.logIn(request) : keys.logOut(segments.get(1));
        }
        if (!keys.knows(request)) {
            return error(403, 6);
        }
        if (request.body().isPresent()
                && !"application/json".equals(request.headers().get("Content-Type"))) {
            return error(400, 12);
        }
        return switch (request.method()) {
            case GET -> read(request, segments);
            case POST -> create(request, segments);
            case PUT -> change(json(request.body().orElse("{}")), segments);
            case DELETE -> delete(segments);
            case PATCH -> error(501, 9);
        };
    }

    private RestResponse read(RestRequest request, List<String> segments) {
        String collection = segments.getFirst();
        if (segments.size() == 1) {
            String query = request.uri().getRawQuery();
            return members(collection(collection).stream()
                    .filter(json -> query == null || matches(json, decoded(query)))
                    .toList());
        }
        if (collection.equals("ports")) {
            return RestResponse.json(
                    200, "{\"total\":2,\"iSCSIVlans\":[{\"IPAddr\":\"10.1.0.1\"},{\"IPAddr\":\"10.2.0.1\"}]}");
        }
        return find(collection, segments.get(1))
                .map(json -> RestResponse.json(200, json.toString()))
                .orElseGet(() -> error(404, collection.equals("volumes") ? 23 : 17));
    }

    private static boolean matches(JsonNode json, String query) {
        String[] words =
                query.substring("query=\"".length(), query.length() - 1).split(" ", -1);
        return words[1].equals("EQ") && json.path(words[0]).asText().equals(words[2]);
    }

    private static RestResponse members(List<ObjectNode> found) {
        ObjectNode answer = JSON.createObjectNode().put("total", found.size());
        answer.putArray("members").addAll(found);
        return RestResponse.json(200, answer.toString());
    }

    private RestResponse create(RestRequest request, List<String> segments) {
        ObjectNode body = json(request.body().orElse("{}"));
        if (segments.getFirst().equals("hosts")) {
            return createHost(body);
        }
        if (find("hosts", body.path("hostname").asText()).isEmpty()) {
            return error(404, 17);
        }
        ObjectNode made = template(
                body.path("volumeName").asText(),
                body.path("lun").asInt(),
                body.path("hostname").asText());
        Optional.ofNullable(body.get("portPos")).ifPresent(port -> made.set("portPos", port));
        return new RestResponse(
                201,
                Map.of(
                        "Location",
                        "/api/v1/vluns/" + body.path("volumeName").asText() + ","
                                + body.path("lun").asInt() + ","
                                + body.path("hostname").asText()),
                new byte[0]);
    }

    private RestResponse createHost(ObjectNode body) {
        String name = body.path("name").asText();
        if (find("hosts", name).isPresent()) {
            return error(409, 16);
        }
        if (body.has("NQN")) {
            nvmeHost(name, body.path("NQN").asText());
        } else {
            iscsiHost(name, body.path("iSCSINames").path(0).asText());
        }
        ObjectNode made = named("hosts", name);
        body.properties().forEach(field -> made.set(field.getKey(), field.getValue()));
        return new RestResponse(201, Map.of("Location", "/api/v1/hosts/" + name), new byte[0]);
    }

    private RestResponse change(ObjectNode body, List<String> segments) {
        Optional<ObjectNode> found = find(segments.getFirst(), segments.get(1));
        if (segments.getFirst().equals("hostsets")) {
            return found.map(set -> changeSet(set, body)).orElseGet(() -> error(404, 102));
        }
        return found.map(host -> changeHost(host, body)).orElseGet(() -> error(404, 17));
    }

    private static RestResponse changeSet(ObjectNode set, ObjectNode body) {
        ArrayNode members = set.withArray("setmembers");
        String member = body.path("setmembers").path(0).asText();
        if (body.path("action").asInt() == 1) {
            members.add(member);
            return RestResponse.json(200, "{}");
        }
        return remove(members, "", member) ? RestResponse.json(200, "{}") : error(404, 77);
    }

    private RestResponse changeHost(ObjectNode host, ObjectNode body) {
        ArrayNode paths = host.withArray("iSCSIPaths");
        for (JsonNode name : body.path("iSCSINames")) {
            if (body.path("pathOperation").asInt() == 1) {
                paths.addObject().put("name", name.asText());
            } else if (!body.path("forcePathRemoval").asBoolean()) {
                return error(409, 26);
            } else if (!remove(paths, "name", name.asText())) {
                return error(400, 80);
            }
        }
        if (body.has("chapOperation")) {
            boolean add = body.path("chapOperation").asInt() == 1;
            boolean target = body.path("chapOperationMode").asInt() == 2;
            host.put(target ? "targetChapEnabled" : "initiatorChapEnabled", add);
        }
        return RestResponse.json(200, "{}");
    }

    private static boolean remove(ArrayNode array, String field, String value) {
        boolean removed = false;
        for (int index = array.size() - 1; index >= 0; index--) {
            JsonNode one = array.get(index);
            if ((field.isEmpty() ? one : one.path(field)).asText().equals(value)) {
                array.remove(index);
                removed = true;
            }
        }
        return removed;
    }

    private RestResponse delete(List<String> segments) {
        String key = segments.get(1);
        if (segments.getFirst().equals("vluns")) {
            boolean gone = collection("vluns").removeIf(vlun -> keyOf(vlun).equals(key));
            return gone ? RestResponse.json(200, "{}") : error(404, 19);
        }
        if (collection("vluns").stream()
                .anyMatch(vlun -> vlun.path("hostname").asText().equals(key))) {
            return error(409, 26);
        }
        return collection("hosts").removeIf(host -> host.path("name").asText().equals(key))
                ? RestResponse.json(200, "{}")
                : error(404, 17);
    }

    private static String keyOf(ObjectNode vlun) {
        JsonNode port = vlun.path("portPos");
        return vlun.path("volumeName").asText() + "," + vlun.path("lun").asInt() + ","
                + vlun.path("hostname").asText()
                + (port.isObject() && !vlun.path("active").asBoolean()
                        ? "," + port.path("node").asInt() + ":"
                                + port.path("slot").asInt() + ":"
                                + port.path("cardPort").asInt()
                        : "");
    }

    static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
