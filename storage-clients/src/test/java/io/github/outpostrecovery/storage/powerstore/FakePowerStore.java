package io.github.outpostrecovery.storage.powerstore;

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
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * As much of PowerStore as these tests need: a log-in with its token, collections that can be selected from, filtered and paged,
 * and the writes of {@link FakeWrites}. Any request can be answered otherwise by {@link #when}.
 */
final class FakePowerStore implements ScriptedTransport.Script {
    static final String COOKIE = "cookie-canary";
    static final String TOKEN = "token-canary";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Rule(Predicate<RestRequest> matches, ScriptedTransport.Script script) {}

    private final Map<String, List<ObjectNode>> collections = new TreeMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final FakeWrites writes = new FakeWrites(this);
    private int pageSize = 1000;
    private int logIns;
    private int made;

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static RestResponse error(int status, String code) {
        return RestResponse.json(
                status,
                "{\"messages\":[{\"code\":\"" + code
                        + "\",\"severity\":\"Error\",\"message_l10n\":\"said so\",\"arguments\":[]}]}");
    }

    static Predicate<RestRequest> to(HttpMethod method, String path) {
        return request -> request.method() == method && request.path().startsWith("/api/rest" + path);
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

    void pagesOf(int rows) {
        pageSize = rows;
    }

    int logIns() {
        return logIns;
    }

    FakeWrites writes() {
        return writes;
    }

    List<ObjectNode> rows(String collection) {
        return collections.computeIfAbsent(collection, any -> new ArrayList<>());
    }

    ObjectNode add(String collection, String row) {
        ObjectNode json = (ObjectNode) json(row);
        rows(collection).add(json);
        return json;
    }

    void volume(String name) {
        add(
                "/volume",
                "{'id':'" + idOf(name) + "','name':'" + name + "','type':'Primary','nsid':"
                        + (rows("/volume").size() + 11)
                        + ",'appliance_id':'A1','state':'Ready','size':1048576,'metro_replication_session_id':null}");
    }

    /** As long as the identifiers of a real one. */
    static String idOf(String name) {
        return java.util
                .UUID
                .nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    void host(String name, String portType, String... initiators) {
        add(
                "/host",
                "{'id':'" + idOf(name) + "','name':'" + name
                        + "','type':'External','os_type':'Linux','host_group_id':null,'host_connectivity':'Local_Only'}");
        for (String initiator : initiators) {
            initiator(name, portType, initiator);
        }
    }

    ObjectNode initiator(String host, String portType, String name) {
        return add(
                "/initiator",
                "{'id':'i-" + ++made + "','host_id':'" + idOf(host) + "','port_name':'" + name + "','port_type':'"
                        + portType + "','active_sessions':[]}");
    }

    void group(String name, String... hosts) {
        add("/host_group", "{'id':'" + idOf(name) + "','name':'" + name + "','host_connectivity':'Local_Only'}");
        for (String host : hosts) {
            named("/host", host).put("host_group_id", idOf(name));
        }
    }

    void map(String volume, String host, int number) {
        mapping(volume, "host_id", host, number);
    }

    void mapGroup(String volume, String group, int number) {
        mapping(volume, "host_group_id", group, number);
    }

    private void mapping(String volume, String to, String name, int number) {
        ObjectNode row = add("/host_volume_mapping", "{'id':'m-" + ++made + "','host_id':null,'host_group_id':null}");
        row.put(to, idOf(name)).put("volume_id", idOf(volume)).put("logical_unit_number", number);
    }

    ObjectNode named(String collection, String name) {
        return rows(collection).stream()
                .filter(row -> row.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
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
        String path = decoded(request.path()).substring("/api/rest".length());
        if (path.equals("/login_session")) {
            return logIn(request);
        }
        if (!("auth_cookie=" + COOKIE + logIns).equals(request.headers().get("Cookie"))) {
            return error(401, "0xE09040090001");
        }
        if (request.method() == HttpMethod.GET) {
            return read(request, path);
        }
        return (TOKEN + logIns).equals(request.headers().get("DELL-EMC-TOKEN"))
                ? writes.apply(request, List.of(path.substring(1).split("/", -1)))
                : error(403, "0xE09040090002");
    }

    private RestResponse logIn(RestRequest request) {
        if (!request.headers().getOrDefault("Authorization", "").startsWith("Basic ")) {
            return RestResponse.json(401, "");
        }
        logIns++;
        return new RestResponse(
                200,
                Map.of(
                        "set-cookie",
                        "other=1; Path=/, auth_cookie=" + COOKIE + logIns + "; Path=/; Secure; HttpOnly",
                        "DELL-EMC-TOKEN",
                        TOKEN + logIns),
                "[{\"id\":\"1\",\"user\":\"u\",\"idle_timeout\":3600,\"is_password_change_required\":false}]"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private RestResponse read(RestRequest request, String path) {
        Map<String, String> parameters = parameters(request);
        boolean unpaged = path.equals("/discovered_initiator") || path.equals("/cluster");
        if (unpaged && parameters.size() > 1) {
            return error(400, "0xE04040030001");
        }
        List<JsonNode> found = new ArrayList<>();
        for (ObjectNode row : rows(path)) {
            if (parameters.entrySet().stream()
                    .filter(parameter -> !List.of("select", "limit", "offset").contains(parameter.getKey()))
                    .allMatch(parameter -> matches(row.path(parameter.getKey()), parameter.getValue()))) {
                found.add(selected(path, row, parameters.getOrDefault("select", "id")));
            }
        }
        return unpaged ? RestResponse.json(200, JSON.valueToTree(found).toString()) : page(parameters, found);
    }

    private RestResponse page(Map<String, String> parameters, List<JsonNode> found) {
        int limit = Math.min(pageSize, Integer.parseInt(parameters.getOrDefault("limit", "100")));
        int from = Integer.parseInt(parameters.getOrDefault("offset", "0"));
        if (from > 0 && from >= found.size()) {
            return error(416, "0xE04040010005");
        }
        int to = Math.min(found.size(), from + limit);
        String body = JSON.valueToTree(found.subList(from, to)).toString();
        return from == 0 && to == found.size()
                ? RestResponse.json(200, body)
                : partial(body, from + "-" + (to - 1) + "/" + found.size());
    }

    static RestResponse partial(String body, String range) {
        return new RestResponse(206, Map.of("content-range", range), body.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean matches(JsonNode value, String filter) {
        String operand = filter.substring(filter.indexOf('.') + 1);
        return switch (filter.substring(0, filter.indexOf('.'))) {
            case "eq" -> value.asText().equals(operand);
            case "in" ->
                List.of(operand.substring(1, operand.length() - 1).split(",", -1))
                        .contains(value.asText());
            case "cs" -> value.toString().contains("\"" + operand.substring(1, operand.length() - 1) + "\"");
            default -> throw new IllegalArgumentException(filter);
        };
    }

    private ObjectNode selected(String collection, ObjectNode row, String select) {
        ObjectNode result = JSON.createObjectNode();
        for (String field : select.split(",(?![^(]*\\))", -1)) {
            String name = field.replaceAll("\\(.*", "");
            if (name.equals(field)) {
                Optional.ofNullable(row.get(name)).ifPresent(value -> result.set(name, value));
            } else {
                result.set(name, related(collection, row, name));
            }
        }
        return result;
    }

    private JsonNode related(String collection, ObjectNode row, String name) {
        if (name.equals("hosts")) {
            ArrayNode hosts = JSON.createArrayNode();
            rows("/host").stream()
                    .filter(host -> host.path("host_group_id")
                            .asText()
                            .equals(row.path("id").asText()))
                    .forEach(hosts::add);
            return hosts;
        }
        return collection.equals("/ip_pool_address")
                ? rows("/ip_port").stream()
                        .filter(port -> port.path("id").equals(row.path("ip_port_id")))
                        .findFirst()
                        .<JsonNode>map(port -> port)
                        .orElse(JSON.nullNode())
                : Optional.ofNullable(row.get(name)).orElse(JSON.nullNode());
    }

    static Map<String, String> parameters(RestRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = request.uri().getRawQuery();
        Stream.of(query == null ? new String[0] : query.split("&", -1)).forEach(pair -> {
            int equals = pair.indexOf('=');
            parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        });
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
