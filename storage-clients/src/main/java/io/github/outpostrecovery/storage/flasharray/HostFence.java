package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeOrder;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Takes victims out of their hosts: one request for each host, however many volumes. The host keeps its connections and its
 * membership in a group; a victim whose host also leads to volumes that the order does not name loses those too: it is dead.
 *
 * <p>CHAP is a property of the host, not of the initiator. A grant that brings credentials puts them in the place of the
 * victim's, and the victim's name leads nowhere from here on: nothing of the victim's log-in stays behind.
 *
 * <p>Pure does not say whether an initiator can be removed that is logged in, or that is the last one of a connected host.
 * Should the array refuse, and is the host the victims' alone, its connections to the volumes are deleted instead, and it is
 * taken out of the host group that leads to them; the group's connections, which serve every member, are never touched. Then
 * the victim's name stays in the host, and by that mark the grant knows not to use this host again: a deletion that went
 * unanswered names the host and may land late.
 */
final class HostFence {
    private final FlashArrayRest rest;
    private final HostAccess access;

    HostFence(FlashArrayRest rest, HostAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
    }

    /** Some victims in one host. */
    private record Holding(ArrayHost host, List<Initiator> victims) {
        /** Each by what it is called in the log. */
        Set<String> names() {
            Set<String> names = new LinkedHashSet<>();
            victims.forEach(victim -> names.add(nameOf(victim, host)));
            return names;
        }

        static String nameOf(Initiator victim, ArrayHost host) {
            return victim + " from host " + host.name();
        }
    }

    RevokeReport revoke(RevokeOrder order) {
        RevokeLog log = new RevokeLog();
        Readings readings = holdings(order);
        readings.failures().forEach(log::failed);
        for (Holding holding : readings.holdings()) {
            remove(holding, order, log);
        }
        Set<String> open = log.open();
        if (!open.isEmpty()) {
            Readings again = holdings(order);
            if (again.failures().isEmpty()) {
                Set<String> stillThere = new LinkedHashSet<>();
                again.holdings().forEach(holding -> stillThere.addAll(holding.names()));
                log.lookedAgain(open, stillThere);
            } else {
                log.couldNotLookAgain(open);
            }
        }
        return log.report();
    }

    private record Readings(List<Holding> holdings, List<ArrayFailure> failures) {}

    /**
     * Where the victims are: as the array finds them by their names, and as the volumes lead to them. What either shows is
     * believed, and either alone is enough to go on with: a volume that is gone must not keep the others from being fenced.
     */
    private Readings holdings(RevokeOrder order) {
        Deadline deadline = rest.newQuestion();
        List<Initiator> victims = order.victims().stream()
                .sorted(Comparator.comparing(Initiator::value))
                .toList();
        List<Supplier<Answer<List<ArrayHost>>>> questions = new ArrayList<>();
        questions.add(() -> access.view(order.volumes(), deadline)
                .map(view -> List.copyOf(view.hosts().values())));
        victims.forEach(victim -> questions.add(() -> access.hostsWith(victim, deadline)));
        Map<String, ArrayHost> hosts = new TreeMap<>();
        List<ArrayFailure> failures = new ArrayList<>();
        for (Answer<List<ArrayHost>> answer : rest.fanOut().all(questions)) {
            switch (answer) {
                case Answer.Answered<List<ArrayHost>>(List<ArrayHost> listed) ->
                    listed.forEach(host -> hosts.merge(host.name(), host, ArrayHost::joinedWith));
                case Answer.Unanswered<List<ArrayHost>>(ArrayFailure failure) -> failures.add(failure);
                case Answer.NotOffered<List<ArrayHost>>() -> {}
            }
        }
        List<Holding> holdings = hosts.values().stream()
                .map(host -> new Holding(
                        host,
                        victims.stream().filter(host.initiators()::containsKey).toList()))
                .filter(holding -> !holding.victims().isEmpty())
                .toList();
        return new Readings(holdings, failures);
    }

    private void remove(Holding holding, RevokeOrder order, RevokeLog log) {
        ArrayHost host = holding.host();
        ObjectNode body = Json.object();
        holding.victims()
                .forEach(victim -> body.withArray(InitiatorKind.of(victim).removal())
                        .add(host.initiators().get(victim)));
        FlashArrayWrite end = rest.write(
                RestCall.patch("/hosts").queryList("names", host.name()).json(body));
        holding.names().forEach(name -> log.tried(name, end));
        if (end instanceof FlashArrayWrite.Refused(ArrayFailure failure) && failure.kind() == Kind.REFUSED) {
            disconnect(host.name(), order, log);
        }
    }

    private void disconnect(String name, RevokeOrder order, RevokeLog log) {
        Deadline deadline = rest.newQuestion();
        Answer<List<Connection>> ways = access.hosts(Set.of(name), deadline).flatMap(read -> {
            ArrayHost host = requireNonNull(read.get(name), "a host that was not asked for");
            return host.isOnlyOf(order.victims())
                    ? waysOf(name, order, deadline)
                    : Answer.unanswered(new ArrayFailure(
                            Kind.REFUSED,
                            "",
                            "host " + name + " is shared with others, so it keeps its connections and its group"));
        });
        switch (ways) {
            case Answer.Answered<List<Connection>>(List<Connection> rows) -> disconnect(name, rows, order, log);
            case Answer.Unanswered<List<Connection>>(ArrayFailure failure) -> log.failed(failure);
            case Answer.NotOffered<List<Connection>>() -> {}
        }
    }

    private Answer<List<Connection>> waysOf(String host, RevokeOrder order, Deadline deadline) {
        return access.connectionsOf(host, deadline)
                .map(rows -> rows.stream()
                        .filter(row -> order.volumes().contains(row.volume()))
                        .toList());
    }

    /** One volume in each request: of a request for several, the answer does not tell which were done. */
    private void disconnect(String host, List<Connection> rows, RevokeOrder order, RevokeLog log) {
        Map<String, RestCall> calls = new TreeMap<>();
        rows.forEach(row -> calls.put(wayOf(host, row), deletion(host, row)));
        List<Supplier<Map.Entry<String, FlashArrayWrite>>> tasks = new ArrayList<>();
        calls.forEach((way, call) -> tasks.add(() -> Map.entry(way, rest.write(call))));
        List<Map.Entry<String, FlashArrayWrite>> ends = rest.fanOut().all(tasks);
        ends.forEach(end -> log.tried(end.getKey(), end.getValue()));
        if (ends.stream().anyMatch(end -> RevokeLog.saysGone(end.getValue()))) {
            switch (waysOf(host, order, rest.newQuestion())) {
                case Answer.Answered<List<Connection>>(List<Connection> left) -> {
                    Set<String> stillThere = new LinkedHashSet<>();
                    left.forEach(row -> stillThere.add(wayOf(host, row)));
                    log.lookedAgain(calls.keySet(), stillThere);
                }
                case Answer.Unanswered<List<Connection>>(ArrayFailure failure) -> {
                    log.failed(failure);
                    log.couldNotLookAgain(calls.keySet());
                }
                case Answer.NotOffered<List<Connection>>() -> log.couldNotLookAgain(calls.keySet());
            }
        }
    }

    private static String wayOf(String host, Connection row) {
        return row.group()
                .map(group -> "host " + host + " from host group " + group)
                .orElseGet(() -> "the connection of " + row.volume() + " to host " + host);
    }

    private static RestCall deletion(String host, Connection row) {
        return row.group()
                .map(group -> RestCall.delete("/host-groups/hosts")
                        .queryList("group_names", group)
                        .queryList("member_names", host))
                .orElseGet(() -> RestCall.delete("/connections")
                        .queryList("host_names", host)
                        .queryList("volume_names", row.volume().value()));
    }
}
