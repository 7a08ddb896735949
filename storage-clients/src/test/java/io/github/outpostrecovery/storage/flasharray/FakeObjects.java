package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Volumes, hosts, host groups and connections, with the array's rules about them; whatever else there is are plain lists. */
final class FakeObjects {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A connection of a volume to a host or to a group. */
    private record Link(String volume, String holder, boolean shared, int number) {}

    /** Said in words, about an object. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String context;

        Refusal(String message, String context) {
            super(message);
            this.context = context;
        }

        String context() {
            return context;
        }
    }

    private final Map<String, List<ObjectNode>> lists = new TreeMap<>();
    private final Map<String, ObjectNode> hosts = new TreeMap<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final List<Link> links = new ArrayList<>();
    private boolean groupRowsWithoutHosts;

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Lists the connection of a group once, without its hosts, instead of once for each host. */
    void listGroupsWithoutHosts() {
        groupRowsWithoutHosts = true;
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
        Stream.of(initiators)
                .forEach(initiator -> host.withArray(listOf(initiator)).add(initiator));
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
        Stream.of(members)
                .forEach(member -> hostNamed(member).putObject("host_group").put("name", name));
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

    /** What a GET lists, before it is cut into pages. */
    List<ObjectNode> read(String path, Map<String, String> parameters) {
        return switch (path) {
            case "/hosts" -> hosts(parameters);
            case "/connections" -> connections(parameters);
            case "/host-groups" ->
                groups.stream()
                        .filter(name -> !parameters.containsKey("names")
                                || named(parameters, "names").contains(name))
                        .map(name -> json("{'name':'" + name + "'}"))
                        .toList();
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
                        .filter(row ->
                                row.path("time").asLong() >= Long.parseLong(parameters.getOrDefault("start_time", "0")))
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
                .filter(host ->
                        wanted.contains(host.path("host_group").path("name").asText()))
                .map(host -> json("{'group':{'name':'"
                        + host.path("host_group").path("name").asText() + "'},'member':{'name':'"
                        + host.path("name").asText() + "'}}"))
                .toList();
    }

    private List<ObjectNode> connections(Map<String, String> parameters) {
        List<String> volumes = named(parameters, "volume_names");
        List<String> wanted = named(parameters, "host_names");
        List<String> shared = named(parameters, "host_group_names");
        volumes.forEach(this::volumeNamed);
        wanted.forEach(this::hostNamed);
        List<ObjectNode> rows = new ArrayList<>();
        for (Link link : links) {
            boolean ofTheGroups = shared.isEmpty() || (link.shared() && shared.contains(link.holder()));
            if (ofTheGroups && (volumes.isEmpty() || volumes.contains(link.volume()))) {
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

    /** Makes what a POST asks for, and shows it. */
    ObjectNode created(String path, Map<String, String> parameters, ObjectNode body) {
        String name = parameters.getOrDefault("names", "");
        switch (path) {
            case "/hosts" -> {
                if (hosts.containsKey(name)) {
                    throw new Refusal("Host already exists.", name);
                }
                Stream.of("iqns", "nqns").forEach(list -> requireFree(body.path(list)));
                ObjectNode host = host(name);
                host.setAll(body);
                return host;
            }
            case "/connections" -> {
                String host = parameters.getOrDefault("host_names", "");
                String volume = parameters.getOrDefault("volume_names", "");
                volumeNamed(volume);
                boolean nvme = !hostNamed(host).path("nqns").isEmpty();
                if (links.stream()
                        .anyMatch(link ->
                                link.volume().equals(volume) && link.holder().equals(host))) {
                    throw new Refusal("Connection already exists.", volume);
                }
                Link link = new Link(volume, host, false, body.path("lun").asInt(10));
                links.add(link);
                return row(link, nvme);
            }
            case "/volumes" -> {
                volumeNamed(body.path("source").path("name").asText());
                if (list(path).stream()
                        .anyMatch(volume -> volume.path("name").asText().equals(name))) {
                    throw new Refusal("Volume already exists.", name);
                }
                volume(name);
                return volumeNamed(name);
            }
            default -> throw new Refusal("Path does not exist.", path);
        }
    }

    /** Changes a host. */
    ObjectNode changed(Map<String, String> parameters, ObjectNode body) {
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

    /** Deletes a connection or a membership. */
    void delete(String path, Map<String, String> parameters) {
        boolean done = switch (path) {
            case "/connections" ->
                links.removeIf(link -> !link.shared()
                        && link.holder().equals(parameters.get("host_names"))
                        && link.volume().equals(parameters.get("volume_names")));
            case "/host-groups/hosts" -> {
                ObjectNode host = hostNamed(parameters.getOrDefault("member_names", ""));
                boolean member = host.path("host_group").path("name").asText().equals(parameters.get("group_names"));
                host.remove("host_group");
                yield member;
            }
            default -> false;
        };
        if (!done) {
            throw new Refusal("Connection does not exist.", path);
        }
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
}
