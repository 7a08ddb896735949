package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Who reaches a volume: its connections, the host groups and the hosts that they lead to. All volumes are asked about
 * together, so that the number of requests does not grow with them until their names fill a URL.
 */
final class HostAccess {
    private final FlashArrayRest rest;
    private final FlashArrayVolumes volumes;

    HostAccess(FlashArrayRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
        this.volumes = new FlashArrayVolumes(rest);
    }

    /**
     * The connections of some volumes, and everything they lead to.
     *
     * @param members the hosts of each host group among them
     */
    record View(List<Connection> connections, Map<String, Set<String>> members, Map<String, ArrayHost> hosts) {
        View {
            connections = List.copyOf(connections);
            members = Map.copyOf(members);
            hosts = Map.copyOf(hosts);
        }

        /** The hosts that a connection lets in: a row of a group counts for every member, whether or not it names one. */
        List<ArrayHost> hostsOf(Connection connection) {
            Set<String> names = new LinkedHashSet<>();
            connection.host().ifPresent(names::add);
            connection.group().ifPresent(group -> names.addAll(members.getOrDefault(group, Set.of())));
            return names.stream()
                    .map(name -> requireNonNull(hosts.get(name), "a view with a host missing"))
                    .toList();
        }

        List<ArrayHost> hostsWith(Initiator initiator) {
            return hosts.values().stream()
                    .filter(host -> host.initiators().containsKey(initiator))
                    .toList();
        }

        AccessReport report(Set<VolumeName> volumes) {
            Set<AccessPath> paths = new LinkedHashSet<>();
            for (Connection connection : connections) {
                for (ArrayHost host : hostsOf(connection)) {
                    for (Initiator initiator : host.initiators().keySet()) {
                        paths.add(new AccessPath(
                                connection.volume(), connection.numberFor(initiator), initiator, connection.through()));
                    }
                }
            }
            return new AccessReport(volumes, List.copyOf(paths));
        }
    }

    Answer<AccessReport> report(Set<VolumeName> asked) {
        return view(asked, rest.newQuestion()).map(view -> view.report(asked));
    }

    Answer<View> view(Set<VolumeName> asked, Deadline deadline) {
        return Answers.<List<Connection>>all(
                        rest.fanOut(),
                        List.of(
                                () -> volumes.exist(asked, deadline).map(exist -> List.of()),
                                () -> connections(asked, deadline)))
                .flatMap(found -> view(found.getLast(), deadline));
    }

    private Answer<View> view(List<Connection> connections, Deadline deadline) {
        Set<String> groups =
                connections.stream().flatMap(row -> row.group().stream()).collect(Collectors.toSet());
        return members(groups, deadline).flatMap(members -> {
            Set<String> names =
                    connections.stream().flatMap(row -> row.host().stream()).collect(Collectors.toSet());
            members.values().forEach(names::addAll);
            return hosts(names, deadline).map(hosts -> new View(connections, members, hosts));
        });
    }

    private Answer<List<Connection>> connections(Set<VolumeName> asked, Deadline deadline) {
        Set<String> names = asked.stream().map(VolumeName::value).collect(Collectors.toSet());
        return byNames(
                names,
                list -> RestCall.get("/connections").queryList("volume_names", list),
                json -> Connection.parse(json).filter(row -> asked.contains(row.volume())),
                deadline);
    }

    /** The connections of one host, private and shared. */
    Answer<List<Connection>> connectionsOf(String host, Deadline deadline) {
        return byNames(
                Set.of(host),
                list -> RestCall.get("/connections").queryList("host_names", list),
                json -> Connection.parse(json)
                        .filter(row -> row.host().filter(host::equals).isPresent()),
                deadline);
    }

    /** The connections of one host group: a row for each member, or one without a host. */
    Answer<List<Connection>> connectionsOfGroup(String group, Deadline deadline) {
        return byNames(
                Set.of(group),
                list -> RestCall.get("/connections").queryList("host_group_names", list),
                json -> Connection.parse(json)
                        .filter(row -> row.group().filter(group::equals).isPresent()),
                deadline);
    }

    /** A host group by its name, if there is one, with its members. */
    Answer<Optional<Set<String>>> group(String name, Deadline deadline) {
        RestCall call = RestCall.get("/host-groups").queryList("names", name);
        Answer<List<JsonNode>> listed = rest.items(call, deadline);
        if (listed instanceof Answer.Unanswered<List<JsonNode>>(ArrayFailure failure)
                && failure.kind() == Kind.NOT_FOUND) {
            return Answer.of(Optional.empty());
        }
        return listed.flatMap(items -> items.stream()
                        .noneMatch(item -> item.path("name").asText("").equals(name))
                ? Answer.of(Optional.empty())
                : members(Set.of(name), deadline).map(members -> Optional.of(members.getOrDefault(name, Set.of()))));
    }

    /** The CHAP user of a host, if it has one. */
    Answer<Optional<String>> chapUser(String host, Deadline deadline) {
        RestCall call = RestCall.get("/hosts").queryList("names", host);
        return settled(rest.items(call, deadline))
                .map(items -> items.stream()
                        .map(item -> item.path(ArrayHost.CHAP).path("host_user").asText(""))
                        .filter(user -> !user.isEmpty())
                        .findFirst());
    }

    private Answer<Map<String, Set<String>>> members(Set<String> groups, Deadline deadline) {
        record Membership(String group, String host) {}
        return settled(byNames(
                        groups,
                        list -> RestCall.get("/host-groups/hosts").queryList("group_names", list),
                        json -> {
                            String group = json.path("group").path("name").asText("");
                            String host = json.path("member").path("name").asText("");
                            return groups.contains(group) && !host.isEmpty()
                                    ? Optional.of(new Membership(group, host))
                                    : Optional.empty();
                        },
                        deadline))
                .map(memberships -> memberships.stream()
                        .collect(Collectors.groupingBy(
                                Membership::group, Collectors.mapping(Membership::host, Collectors.toSet()))));
    }

    /** Hosts by name; every one of them, or no answer. */
    Answer<Map<String, ArrayHost>> hosts(Set<String> names, Deadline deadline) {
        return settled(byNames(
                        names, list -> RestCall.get("/hosts").queryList("names", list), ArrayHost::parse, deadline))
                .flatMap(listed -> {
                    Map<String, ArrayHost> hosts = byName(listed);
                    return hosts.keySet().equals(names)
                            ? Answer.of(hosts)
                            : FlashArrayRest.incomprehensible(
                                    RestCall.get("/hosts"), "asked for " + names.size() + " hosts, others came");
                });
    }

    /** One host by its name, if there is one. */
    Answer<Optional<ArrayHost>> host(String name, Deadline deadline) {
        RestCall call = RestCall.get("/hosts").queryList("names", name);
        return absentAsEmpty(rest.items(call, deadline).flatMap(items -> parsed(call, items, ArrayHost::parse)))
                .map(hosts -> Optional.ofNullable(byName(hosts).get(name)));
    }

    /** The hosts that list an initiator, by the array's own search: what else it finds is left out. */
    Answer<List<ArrayHost>> hostsWith(Initiator initiator, Deadline deadline) {
        if (initiator.value().indexOf('\'') >= 0 || initiator.value().indexOf('\\') >= 0) {
            return FlashArrayRest.incomprehensible(
                    RestCall.get("/hosts"), "how to search for a name with a quotation mark is not known");
        }
        RestCall call = InitiatorKind.hostsWith(initiator);
        return absentAsEmpty(rest.items(call, deadline).flatMap(items -> parsed(call, items, ArrayHost::parse)))
                .map(hosts -> byName(hosts).values().stream()
                        .filter(host -> host.initiators().containsKey(initiator))
                        .toList());
    }

    /** What is not there is an empty list, or said in words: they mean the same. */
    private static Answer<List<ArrayHost>> absentAsEmpty(Answer<List<ArrayHost>> answer) {
        return answer instanceof Answer.Unanswered<List<ArrayHost>>(ArrayFailure failure)
                        && failure.kind() == Kind.NOT_FOUND
                ? Answer.of(List.of())
                : answer;
    }

    /** Every host of the array. */
    Answer<List<ArrayHost>> everyHost(Deadline deadline) {
        RestCall call = RestCall.get("/hosts");
        return rest.items(call, deadline)
                .flatMap(items -> parsed(call, items, ArrayHost::parse))
                .map(hosts -> List.copyOf(byName(hosts).values()));
    }

    private static Map<String, ArrayHost> byName(Collection<ArrayHost> hosts) {
        Map<String, ArrayHost> byName = new LinkedHashMap<>();
        hosts.forEach(host -> byName.merge(host.name(), host, ArrayHost::joinedWith));
        return byName;
    }

    private <T> Answer<List<T>> byNames(
            Set<String> names,
            Function<String[], RestCall> question,
            Function<JsonNode, Optional<T>> reading,
            Deadline deadline) {
        return Answers.joined(rest.fanOut(), Names.lists(names), list -> {
            RestCall call = question.apply(list);
            return rest.items(call, deadline).flatMap(items -> parsed(call, items, reading));
        });
    }

    /** What was listed a moment ago and is not there any more: the reading as a whole is none. */
    private static <T> Answer<T> settled(Answer<T> answer) {
        return answer instanceof Answer.Unanswered<T>(ArrayFailure failure) && failure.kind() == Kind.NOT_FOUND
                ? Answer.unanswered(new ArrayFailure(
                        Kind.INCOMPREHENSIBLE, failure.code(), "changed while it was read: " + failure.detail()))
                : answer;
    }

    /** Every item, or none: one that makes no sense may be the one that matters. */
    static <T> Answer<List<T>> parsed(RestCall call, List<JsonNode> items, Function<JsonNode, Optional<T>> reading) {
        List<T> read = new ArrayList<>();
        for (JsonNode item : items) {
            Optional<T> one = reading.apply(item);
            if (one.isEmpty()) {
                return FlashArrayRest.incomprehensible(call, "an item that is incomplete, or was not asked for");
            }
            read.add(one.get());
        }
        return Answer.of(List.copyOf(read));
    }
}
