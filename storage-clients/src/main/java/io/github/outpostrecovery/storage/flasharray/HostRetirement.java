package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.provisioning.GenerationObject;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.provisioning.UndoRun;
import io.github.outpostrecovery.storage.provisioning.Undoing;
import io.github.outpostrecovery.storage.provisioning.Undoing.Removal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a dead name off the array: out of its host, and the host too if it had nobody else and no connections. Its CHAP settings
 * are the host's and go with it. The array keeps a host that is connected by then. The host that a grant made for this generation
 * alone goes with its private connections, once nobody is in it.
 */
final class HostRetirement {
    private final FlashArrayRest rest;
    private final HostAccess access;
    private final Undoing removing;

    HostRetirement(FlashArrayRest rest, HostAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
        this.removing = new Undoing(rest.settings(), rest::removed);
    }

    private record Standing(List<ArrayHost> hosts, List<Connection> connections, SessionReport sessions) {}

    RetireOutcome retire(Initiator dead) {
        return switch (look(dead)) {
            case Answer.Answered<Standing>(Standing standing) -> retire(dead, standing);
            case Answer.Unanswered<Standing>(ArrayFailure failure) -> new RetireOutcome.Failed(List.of(), failure);
            case Answer.NotOffered<Standing>() -> new RetireOutcome.NotThere();
        };
    }

    private Answer<Standing> look(Initiator dead) {
        Deadline deadline = rest.newQuestion();
        return access.hostsWith(dead, deadline)
                .flatMap(hosts -> Answers.joined(
                                rest.fanOut(), hosts, host -> access.connectionsOf(host.name(), deadline))
                        .flatMap(rows -> new HostPresence(rest)
                                .of(Set.of(dead))
                                .map(sessions -> new Standing(hosts, rows, sessions))));
    }

    private RetireOutcome retire(Initiator dead, Standing standing) {
        if (standing.hosts().isEmpty()) {
            return withoutItsHost(dead);
        }
        if (!standing.connections().isEmpty()) {
            Connection row = standing.connections().getFirst();
            return new RetireOutcome.StillInUse(dead + " reaches " + row.volume() + " as " + row.numberFor(dead)
                    + " through " + row.through().name() + ": fence it first");
        }
        if (!standing.sessions().of(dead).isEmpty()) {
            return new RetireOutcome.StillInUse(
                    "host " + standing.hosts().getFirst().name() + " of " + dead
                            + " is connected to the array: end its machine first");
        }
        List<String> removed = new ArrayList<>();
        for (ArrayHost host : standing.hosts()) {
            Optional<ArrayFailure> failure = remove(dead, host, removed);
            if (failure.isPresent()) {
                return new RetireOutcome.Failed(removed, failure.get());
            }
        }
        return new RetireOutcome.Retired(removed);
    }

    private RetireOutcome withoutItsHost(Initiator dead) {
        return switch (access.everyHost(rest.newQuestion())) {
            case Answer.Answered<List<ArrayHost>>(List<ArrayHost> hosts) -> {
                List<String> removed = new ArrayList<>();
                for (ArrayHost host : hosts) {
                    if (GenerationObject.isOf(host.name(), dead)
                            && host.initiators().isEmpty()) {
                        Optional<ArrayFailure> failure = failureOf(removing.of(() -> ownHost(host.name())));
                        if (failure.isPresent()) {
                            yield new RetireOutcome.Failed(removed, failure.get());
                        }
                        removed.add("removed host " + host.name() + ", which was made for it and was empty");
                    }
                }
                yield removed.isEmpty() ? new RetireOutcome.NotThere() : new RetireOutcome.Retired(removed);
            }
            case Answer.Unanswered<List<ArrayHost>>(ArrayFailure failure) ->
                new RetireOutcome.Failed(List.of(), failure);
            case Answer.NotOffered<List<ArrayHost>>() -> new RetireOutcome.NotThere();
        };
    }

    private Answer<Removal> ownHost(String name) {
        Deadline deadline = rest.newQuestion();
        return access.host(name, deadline)
                .flatMap(read -> read.isEmpty()
                        ? Answer.of(new Removal.Gone())
                        : access.connectionsOf(name, deadline).map(rows -> {
                            if (!read.get().initiators().isEmpty()) {
                                return new Removal.Kept("somebody uses it by now");
                            }
                            List<RestCall> calls = new ArrayList<>();
                            rows.stream()
                                    .filter(Connection::isPrivate)
                                    .forEach(row -> calls.add(RestCall.delete("/connections")
                                            .queryList("host_names", name)
                                            .queryList(
                                                    "volume_names", row.volume().value())));
                            calls.addAll(deletion(read.get()));
                            return new Removal.Wanted(calls);
                        }));
    }

    private Optional<ArrayFailure> remove(Initiator dead, ArrayHost host, List<String> removed) {
        Optional<ArrayFailure> failure = failureOf(removing.of(() -> access.host(host.name(), rest.newQuestion())
                .map(read -> read.filter(one -> one.initiators().containsKey(dead))
                        .<Removal>map(one -> new Removal.Wanted(List.of(HostRequests.removal(
                                InitiatorKind.of(dead),
                                one.name(),
                                one.initiators().getOrDefault(dead, dead.value())))))
                        .orElseGet(Removal.Gone::new))));
        if (failure.isPresent()) {
            return failure;
        }
        removed.add("removed " + dead + " from host " + host.name());
        if (host.isOnlyOf(Set.of(dead))
                && failureOf(removing.of(() -> emptyHost(host.name()))).isEmpty()) {
            removed.add("removed host " + host.name() + ", which had no initiators and no connections");
        }
        return Optional.empty();
    }

    private Answer<Removal> emptyHost(String name) {
        Deadline deadline = rest.newQuestion();
        return access.host(name, deadline)
                .flatMap(read -> read.isEmpty()
                        ? Answer.of(new Removal.Gone())
                        : access.connectionsOf(name, deadline)
                                .map(rows -> rows.isEmpty()
                                                && read.get().initiators().isEmpty()
                                        ? new Removal.Wanted(deletion(read.get()))
                                        : new Removal.Kept("somebody uses it by now")));
    }

    /** Out of its group before. */
    private static List<RestCall> deletion(ArrayHost host) {
        List<RestCall> calls = new ArrayList<>();
        host.group().ifPresent(group -> calls.add(HostUndo.leaving(host.name(), group)));
        calls.add(RestCall.delete("/hosts").queryList("names", host.name()));
        return calls;
    }

    private static Optional<ArrayFailure> failureOf(UndoRun.Step step) {
        return switch (step) {
            case UndoRun.Step.Undone() -> Optional.empty();
            case UndoRun.Step.Left(String why) -> Optional.of(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", why));
        };
    }
}
