package io.github.outpostrecovery.storage.flasharray;

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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * As much of a FlashArray as these tests need: log-ins, pages, and hosts, groups and connections that are looked after. Any
 * request can be answered otherwise by {@link #when}.
 */
final class FakeFlashArray implements ScriptedTransport.Script {
    static final String API_TOKEN = "canary-of-the-api-token";
    static final String API = "/api/2.52";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Rule(Predicate<RestRequest> matches, ScriptedTransport.Script script) {}

    /** A connection of a volume to a host or to a group. */
    private record Link(String volume, String holder, boolean shared, int number) {}

    /** Said in words, about an object. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String context;

        Refusal(String message, String context) {
            super(message);
            this.context = context;
        }
    }

    private final Map<String, List<ObjectNode>> lists = new TreeMap<>();
    private final Map<String, ObjectNode> hosts = new TreeMap<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private List<String> versions = List.of("1.19", "2.0", "2.9", "2.38", "2.52", "2.X", "2.10");
    private boolean groupRowsWithoutHosts;
    private int pageSize = 1000;
    private int logIns;

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static RestResponse error(int status, String message) {
        return RestResponse.json(
                status, json("{'errors':[{'message':'" + message + "','context':'x'}]}").toString());
    }

    static Predicate<RestRequest> to(HttpMethod method, String path) {
        return request -> request.method() == method && request.path().equals(API + path);
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

    void speaks(String... spoken) {
        versions = List.of(spoken);
    }

    void pagesOf(int items) {
        pageSize = items;
    }

    /** Lists the connection of a group once, without its hosts, instead of once for each host. */
    void listGroupsWithoutHosts() {
        groupRowsWithoutHosts = true;
    }

    void forgetSessions() {
        sessions.clear();
    }

    Set<String> sessions() {
        return sessions;
    }

    List<ObjectNode> list(String path) {
        return lists.computeIfAbsent(path, any -> new ArrayList<>());
    }

    void add(String path, String item) {
        list(path).add(json(item));
    }

    void volume(String name) {
        add("/volumes", "{'name':'" + name + "','id':'id-" + name + "','provisioned':1048576,'destroyed':false}");
    }

    ObjectNode host(String name, String... initiators) {
        ObjectNode host = json("{'name':'" + name + "','is_local':true,'iqns':[],'nqns':[],'wwns':[]}");
        Stream.of(initiators).forEach(initiator -> host.withArray(listOf(initiator)).add(initiator));
        hosts.put(name, host);
        return host;
    }

    private static String listOf(String initiator) {
        return initiator.startsWith("iqn") ? "iqns" : initiator.startsWith("nqn") ? "nqns" : "wwns";
    }

    ObjectNode hostNamed(String name) {
        return Optional.ofNullable(hosts.get(name)).orElseThrow(() -> new Refusal("Host does not exist.", name));
    }

    boolean hasHost(String name) {
        return hosts.containsKey(name);
    }

    void group(String name, String... members) {
        groups.add(name);
        Stream.of(members).forEach(member -> hostNamed(member).putObject("host_group").put("name", name));
    }

    void connect(String volume, String host, int number) {
        links.add(new Link(volume, host, false, number));
    }

    void share(String volume, String group, int number) {
        links.add(new Link(volume, group, true, number));
    }

    /** Each connection as text: volume, host or group, number. */
    List<String> connections() {
        return links.stream()
                .map(link -> link.volume() + " " + link.holder() + " " + link.number())
                .toList();
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
        if (request.path().equals("/api/api_version")) {
            ObjectNode answer = JSON.createObjectNode();
            versions.forEach(answer.putArray("version")::add);
            return RestResponse.json(200, answer.toString());
        }
        String path = request.path().replaceFirst("^/api/2\\.[0-9]+", "");
        String token = String.valueOf(request.headers().get("x-auth-token"));
        if (path.equals("/login")) {
            return logIn(request);
        }
        if (!sessions.contains(token)) {
            return error(401, "Unauthorized");
        }
        if (path.equals("/logout")) {
            sessions.remove(token);
            return new RestResponse(200, Map.of(), new byte[0]);
        }
        try {
            return switch (request.method()) {
                case GET -> page(request, read(path, parameters(request)));
                case POST -> created(path, parameters(request), json(request.body().orElse("{}")));
                case PATCH -> items(changed(parameters(request), json(request.body().orElse("{}"))));
                case DELETE -> deleted(path, parameters(request));
                case PUT -> error(404, "no such path");
            };
        } catch (Refusal refusal) {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("errors")
                    .addObject()
                    .put("message", refusal.getMessage())
                    .put("context", refusal.context);
            return RestResponse.json(400, body.toString());
        }
    }

    private RestResponse logIn(RestRequest request) {
        if (!API_TOKEN.equals(request.headers().get("api-token"))) {
            return error(401, "Invalid credentials");
        }
        String token = "canary-of-session-" + ++logIns;
        sessions.add(token);
        return new RestResponse(
                200,
                Map.of("x-auth-token", token),
                "{\"items\":[{\"username\":\"u\"}]}".getBytes(StandardCharsets.UTF_8));
    }

    private List<ObjectNode> read(String path, Map<String, String> parameters) {
        return switch (path) {
            case "/hosts" -> hosts(parameters);
            case "/connections" -> connections(parameters);
            case "/host-groups" ->
                groups.stream().map(name -> json("{'name':'" + name + "'}")).toList();
            case "/host-groups/hosts" -> members(named(parameters, "group_names"));
            case "/volumes" ->
                parameters.containsKey("names")
                        ? named(parameters, "names").stream()
                                .map(this::volumeNamed)
                                .toList()
                        : list(path);
            case "/volumes/performance" ->
                list(path).stream()
                        .filter(row -> named(parameters, "names")
                                .contains(row.path("name").asText()))
                        .filter(row -> row.path("time").asLong()
                                >= Long.parseLong(parameters.getOrDefault("start_time", "0")))
                        .toList();
            default -> list(path);
        };
    }

    private ObjectNode volumeNamed(String name) {
        return list("/volumes").stream()
                .filter(volume -> volume.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("Volume does not exist.", name));
    }

    private List<ObjectNode> hosts(Map<String, String> parameters) {
        if (parameters.containsKey("names")) {
            return named(parameters, "names").stream().map(this::hostNamed).toList();
        }
        String filter = parameters.getOrDefault("filter", "");
        return hosts.values().stream()
                .filter(host -> filter.isEmpty() || matches(host, filter))
                .toList();
    }

    private static boolean matches(ObjectNode host, String filter) {
        int equals = filter.indexOf("='");
        String wanted = filter.substring(equals + 2, filter.length() - 1);
        return values(host.path(filter.substring(0, equals))).contains(wanted);
    }

    private List<ObjectNode> members(List<String> wanted) {
        return hosts.values().stream()
                .filter(host -> wanted.contains(
                        host.path("host_group").path("name").asText()))
                .map(host -> json("{'group':{'name':'"
                        + host.path("host_group").path("name").asText() + "'},'member':{'name':'"
                        + host.path("name").asText() + "'}}"))
                .toList();
    }

    private List<ObjectNode> connections(Map<String, String> parameters) {
        List<String> volumes = named(parameters, "volume_names");
        List<String> wanted = named(parameters, "host_names");
        volumes.forEach(this::volumeNamed);
        wanted.forEach(this::hostNamed);
        List<ObjectNode> rows = new ArrayList<>();
        for (Link link : links) {
            if (volumes.isEmpty() || volumes.contains(link.volume())) {
                rowsOf(link).stream()
                        .filter(row -> wanted.isEmpty()
                                || wanted.contains(row.path("host").path("name").asText()))
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private List<ObjectNode> rowsOf(Link link) {
        List<String> reached = !link.shared()
                ? List.of(link.holder())
                : groupRowsWithoutHosts
                        ? List.of()
                        : members(List.of(link.holder())).stream()
                                .map(row -> row.path("member").path("name").asText())
                                .toList();
        List<ObjectNode> rows = new ArrayList<>();
        for (String host : reached) {
            ObjectNode row = row(link, !hostNamed(host).path("nqns").isEmpty());
            row.putObject("host").put("name", host);
            rows.add(row);
        }
        return rows.isEmpty() ? List.of(row(link, false)) : rows;
    }

    private static ObjectNode row(Link link, boolean nvme) {
        ObjectNode row = JSON.createObjectNode();
        row.putObject("volume").put("name", link.volume());
        row.put(nvme ? "nsid" : "lun", link.number()).putNull(nvme ? "lun" : "nsid");
        if (link.shared()) {
            row.putObject("host_group").put("name", link.holder());
        }
        return row;
    }

    private RestResponse created(String path, Map<String, String> parameters, ObjectNode body) {
        String name = parameters.getOrDefault("names", "");
        switch (path) {
            case "/hosts" -> {
                if (hosts.containsKey(name)) {
                    throw new Refusal("Host already exists.", name);
                }
                Stream.of("iqns", "nqns").forEach(list -> requireFree(body.path(list)));
                ObjectNode host = host(name);
                host.setAll(body);
                return items(host);
            }
            case "/connections" -> {
                String host = parameters.getOrDefault("host_names", "");
                String volume = parameters.getOrDefault("volume_names", "");
                volumeNamed(volume);
                boolean nvme = !hostNamed(host).path("nqns").isEmpty();
                if (links.stream().anyMatch(link -> link.volume().equals(volume) && link.holder().equals(host))) {
                    throw new Refusal("Connection already exists.", volume);
                }
                Link link = new Link(volume, host, false, body.path("lun").asInt(10));
                links.add(link);
                return items(row(link, nvme));
            }
            case "/volumes" -> {
                volumeNamed(body.path("source").path("name").asText());
                if (list(path).stream().anyMatch(volume -> volume.path("name").asText().equals(name))) {
                    throw new Refusal("Volume already exists.", name);
                }
                volume(name);
                return items(volumeNamed(name));
            }
            default -> {
                return error(404, "no such path");
            }
        }
    }

    private ObjectNode changed(Map<String, String> parameters, ObjectNode body) {
        ObjectNode host = hostNamed(parameters.getOrDefault("names", ""));
        for (String list : List.of("iqns", "nqns", "wwns")) {
            requireFree(body.path("add_" + list));
            List<String> left = new ArrayList<>(values(host.path(list)));
            for (String gone : values(body.path("remove_" + list))) {
                if (!left.remove(gone)) {
                    throw new Refusal("The specified initiator does not exist.", gone);
                }
            }
            left.addAll(values(body.path("add_" + list)));
            ArrayNode now = host.putArray(list);
            left.forEach(now::add);
        }
        if (body.has("chap")) {
            host.set("chap", body.path("chap"));
        }
        return host;
    }

    private void requireFree(JsonNode names) {
        for (String name : values(names)) {
            boolean taken = hosts.values().stream()
                    .anyMatch(host -> values(host.path(listOf(name))).contains(name));
            if (taken) {
                throw new Refusal("The specified IQN is already in use.", name);
            }
        }
    }

    private RestResponse deleted(String path, Map<String, String> parameters) {
        boolean done = switch (path) {
            case "/connections" ->
                links.removeIf(link -> !link.shared()
                        && link.holder().equals(parameters.get("host_names"))
                        && link.volume().equals(parameters.get("volume_names")));
            case "/host-groups/hosts" -> {
                ObjectNode host = hostNamed(parameters.getOrDefault("member_names", ""));
                boolean member =
                        host.path("host_group").path("name").asText().equals(parameters.get("group_names"));
                host.remove("host_group");
                yield member;
            }
            default -> false;
        };
        if (!done) {
            throw new Refusal("Connection does not exist.", path);
        }
        return new RestResponse(200, Map.of(), new byte[0]);
    }

    private static RestResponse items(ObjectNode item) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("items").add(item);
        return RestResponse.json(200, answer.toString());
    }

    private RestResponse page(RestRequest request, List<ObjectNode> found) {
        Map<String, String> parameters = parameters(request);
        int start = Integer.parseInt(parameters.getOrDefault("continuation_token", "0"));
        int limit = Math.min(pageSize, Integer.parseInt(parameters.getOrDefault("limit", "1000")));
        int end = Math.min(found.size(), start + limit);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        found.subList(start, end).forEach(items::add);
        answer.put("more_items_remaining", end < found.size()).putNull("total_item_count");
        return new RestResponse(
                200,
                end < found.size() ? Map.of("x-next-token", String.valueOf(end)) : Map.of(),
                answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> values(JsonNode list) {
        List<String> values = new ArrayList<>();
        list.forEach(value -> values.add(value.asText()));
        return values;
    }

    private static List<String> named(Map<String, String> parameters, String kind) {
        String names = parameters.getOrDefault(kind, "");
        return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
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

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
