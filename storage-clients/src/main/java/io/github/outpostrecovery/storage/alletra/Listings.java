package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Reads hosts, sets and VLUNs.
 *
 * <p>A few volumes or hosts are asked about one by one, where the array can filter; for more, everything is listed once, so
 * that the number of requests does not grow with the number of volumes.
 */
final class Listings {
    private static final int FEW = 5;
    private static final String HOSTS = Wsapi.V1 + "/hosts";
    private static final String HOST_SETS = Wsapi.V1 + "/hostsets";
    private static final String VOLUME_SETS = Wsapi.V1 + "/volumesets";
    private static final String VLUNS = Wsapi.V1 + "/vluns";
    private static final String VOLUMES = Wsapi.V1 + "/volumes";
    /** An empty listing comes as no members, or as one of these (3parclient, Canonical LXD). */
    private static final List<WsapiCode> NO_VLUNS = List.of(WsapiCode.NO_SUCH_VLUN);

    private static final Pattern CAN_BE_QUOTED = Pattern.compile("[A-Za-z0-9._:-]+");

    private final Wsapi wsapi;

    Listings(Wsapi wsapi) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
    }

    /** Everything by which somebody reaches these volumes, all of which exist. */
    Answer<Exports> exportsOf(Set<VolumeName> volumes) {
        return wsapi.begin()
                .flatMap(question -> hosts(question)
                        .flatMap(hosts -> volumeSets(question)
                                .flatMap(sets ->
                                        vlunsOf(volumes, sets, question).map(vluns -> new Exports(vluns, hosts, sets))))
                        .flatMap(exports -> sound(exports, volumes))
                        .flatMap(exports -> existing(volumes, exports, question)));
    }

    /** Everything that is exported to the hosts that hold these names, by the hosts' names and by sets. */
    Answer<Exports> exportsTo(Set<Initiator> initiators, Set<VolumeName> volumes) {
        return wsapi.begin()
                .flatMap(question -> hosts(question).flatMap(hosts -> {
                    List<HostObject> wanted = hosts.holding(initiators);
                    return wanted.isEmpty()
                            ? Answer.of(new Exports(List.of(), hosts, List.of()))
                            : volumeSets(question)
                                    .flatMap(sets -> vlunsTo(namesOf(wanted, hosts), question)
                                            .map(vluns -> new Exports(vluns, hosts, sets)))
                                    .flatMap(exports -> sound(exports, volumes));
                }));
    }

    /** Everything that is exported to hosts of a kind, by the hosts' names and by sets. */
    Answer<Exports> exportsToHosts(Predicate<HostObject> kind) {
        return wsapi.begin()
                .flatMap(question -> hosts(question).flatMap(hosts -> {
                    List<HostObject> wanted = hosts.all().stream().filter(kind).toList();
                    return volumeSets(question)
                            .flatMap(sets -> vlunsTo(namesOf(wanted, hosts), question)
                                    .map(vluns -> new Exports(vluns, hosts, sets)));
                }));
    }

    /** The NQNs that an NVMe host has to ask for, as its VLUNs tell them, in their order; none before something is exported. */
    Answer<List<String>> subsystemsOf(Initiator initiator) {
        return exportsToHosts(host -> host.has(initiator))
                .map(exports -> exports.vluns().stream()
                        .flatMap(vlun -> vlun.subsystem().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    /**
     * Everything that is exported to a host and to a set, to the members of that set, and by whatever sets these are in;
     * neither has to be there.
     */
    Answer<Exports> exportsAround(String host, Optional<String> set) {
        return wsapi.begin()
                .flatMap(question -> hosts(question).flatMap(hosts -> {
                    List<HostObject> wanted = new ArrayList<>();
                    hosts.named(host).ifPresent(wanted::add);
                    Set<String> names = new LinkedHashSet<>();
                    set.flatMap(hosts::set).ifPresent(found -> {
                        names.add(found.reference());
                        found.members().forEach(member -> hosts.named(member).ifPresent(wanted::add));
                    });
                    names.addAll(namesOf(wanted, hosts));
                    return volumeSets(question)
                            .flatMap(sets -> vlunsTo(names, question).map(vluns -> new Exports(vluns, hosts, sets)));
                }));
    }

    private static Set<String> namesOf(List<HostObject> wanted, Hosts hosts) {
        Set<String> names = new LinkedHashSet<>();
        for (HostObject host : wanted) {
            host.name().ifPresent(names::add);
            hosts.setsWith(host).forEach(set -> names.add(set.reference()));
        }
        return names;
    }

    Answer<Hosts> hosts(Wsapi.Question question) {
        return listed(RestCall.get(HOSTS), question, List.of(), HostObject::parse)
                .flatMap(hosts -> listed(RestCall.get(HOST_SETS), question, List.of(), NamedSet::parse)
                        .map(sets -> new Hosts(hosts, sets)));
    }

    Answer<List<HostObject>> hostsAlone(Wsapi.Question question) {
        return listed(RestCall.get(HOSTS), question, List.of(), HostObject::parse);
    }

    private Answer<List<NamedSet>> volumeSets(Wsapi.Question question) {
        return listed(RestCall.get(VOLUME_SETS), question, List.of(), NamedSet::parse);
    }

    private Answer<List<Vlun>> vlunsOf(Set<VolumeName> volumes, List<NamedSet> sets, Wsapi.Question question) {
        Set<String> names = new LinkedHashSet<>();
        new TreeSet<>(volumes).forEach(volume -> names.add(volume.value()));
        Set<String> withSets = new LinkedHashSet<>(names);
        sets.stream()
                .filter(set -> set.members().stream().anyMatch(names::contains))
                .forEach(set -> withSets.add(set.reference()));
        return (withSets.size() <= FEW ? filtered("volumeName", withSets, question) : everyVlun(question))
                .map(vluns -> vluns.stream()
                        .filter(vlun -> withSets.contains(vlun.volume()))
                        .toList());
    }

    /** The VLUNs to hosts and host sets, the latter with {@code set:} before their names. */
    Answer<List<Vlun>> vlunsTo(Set<String> hosts, Wsapi.Question question) {
        return (hosts.size() <= FEW ? filtered("hostname", hosts, question) : everyVlun(question))
                .map(vluns -> vluns.stream()
                        .filter(vlun -> vlun.host().filter(hosts::contains).isPresent())
                        .toList());
    }

    private Answer<List<Vlun>> filtered(String field, Set<String> values, Wsapi.Question question) {
        if (!question.version().filtersVluns()
                || !values.stream()
                        .allMatch(value -> CAN_BE_QUOTED.matcher(value).matches())) {
            return everyVlun(question);
        }
        List<Vlun> found = new ArrayList<>();
        for (String value : values) {
            RestCall call = RestCall.get(VLUNS).query("query", "\"" + field + " EQ " + value + "\"");
            switch (listed(call, question, NO_VLUNS, Vlun::parse)) {
                case Answer.Answered<List<Vlun>>(List<Vlun> vluns) -> found.addAll(vluns);
                case Answer.Unanswered<List<Vlun>>(ArrayFailure failure) -> {
                    return Answer.unanswered(failure);
                }
                case Answer.NotOffered<List<Vlun>>() -> {
                    return new Answer.NotOffered<>();
                }
            }
        }
        return Answer.of(found.stream().distinct().toList());
    }

    private Answer<List<Vlun>> everyVlun(Wsapi.Question question) {
        return listed(RestCall.get(VLUNS), question, NO_VLUNS, Vlun::parse);
    }

    private static Answer<Exports> sound(Exports exports, Set<VolumeName> volumes) {
        return exports.contradiction(volumes)
                .<Answer<Exports>>map(why -> Wsapi.incomprehensible(RestCall.get(VLUNS), why))
                .orElseGet(() -> Answer.of(exports));
    }

    /** What is exported or in a set exists; only the others are looked for. */
    private Answer<Exports> existing(Set<VolumeName> volumes, Exports exports, Wsapi.Question question) {
        Set<VolumeName> unseen = new TreeSet<>(volumes);
        exports.vluns()
                .forEach(vlun -> exports.volumesOf(vlun)
                        .forEach(
                                name -> unseen.removeIf(volume -> volume.value().equals(name))));
        return exist(unseen, question).map(exist -> exports);
    }

    /** {@link Kind#NOT_FOUND} if one of these volumes does not exist. */
    Answer<Set<VolumeName>> exist(Set<VolumeName> volumes, Wsapi.Question question) {
        if (volumes.size() > FEW) {
            return wsapi.members(RestCall.get(VOLUMES), question.deadline()).flatMap(members -> {
                Set<String> names = new HashSet<>();
                members.forEach(json -> names.add(json.path("name").asText("")));
                return volumes.stream()
                        .filter(volume -> !names.contains(volume.value()))
                        .findFirst()
                        .map(Listings::missing)
                        .orElseGet(() -> Answer.of(volumes));
            });
        }
        for (VolumeName volume : volumes) {
            RestCall call = RestCall.get(VOLUMES).segment(volume.value());
            if (wsapi.one(call, question.deadline()) instanceof Answer.Unanswered<JsonNode>(ArrayFailure failure)) {
                return WsapiCode.NO_SUCH_VOLUME.is(failure.code()) ? missing(volume) : Answer.unanswered(failure);
            }
        }
        return Answer.of(volumes);
    }

    private static Answer<Set<VolumeName>> missing(VolumeName volume) {
        return Answer.unanswered(new ArrayFailure(Kind.NOT_FOUND, "", "the array has no volume " + volume));
    }

    private <T> Answer<List<T>> listed(
            RestCall call, Wsapi.Question question, List<WsapiCode> none, Function<JsonNode, Optional<T>> parsing) {
        return wsapi.members(call, question.deadline(), none).flatMap(members -> {
            List<T> parsed = new ArrayList<>();
            for (JsonNode json : members) {
                Optional<T> one = parsing.apply(json);
                if (one.isEmpty()) {
                    return Wsapi.incomprehensible(call, "a member that is incomplete");
                }
                parsed.add(one.get());
            }
            return Answer.of(List.copyOf(parsed));
        });
    }
}
