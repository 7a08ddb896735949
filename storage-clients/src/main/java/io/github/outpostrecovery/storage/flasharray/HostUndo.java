package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.UndoRun.Step;
import io.github.outpostrecovery.storage.provisioning.Undoing;
import io.github.outpostrecovery.storage.provisioning.Undoing.Removal;
import io.github.outpostrecovery.storage.rest.Deadline;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes back one change of a plan, if nobody but the plan's own initiator relies on it. */
final class HostUndo {
    private final FlashArrayRest rest;
    private final HostAccess access;
    private final Undoing undo;

    HostUndo(FlashArrayRest rest, HostAccess access) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
        this.undo = new Undoing(rest.settings(), rest::removed);
    }

    Step undo(AccessRequest request, Change change) {
        Initiator ours = request.initiator();
        return switch (change) {
            case Change.Export export ->
                undo.of(() -> request.group().isPresent()
                        ? groupConnection(request.host(), export)
                        : connection(ours, export));
            case Change.JoinGroup join -> undo.of(() -> membership(request.host(), join.group()));
            case Change.CreateGroup create -> undo.of(() -> group(create.name()));
            case Change.AddInitiator add -> undo.of(() -> member(ours, add.host()));
            case Change.KeepChap keep -> undo.of(() -> chap(request));
            case Change.CreateHost create -> undo.of(() -> host(ours, create.name()));
        };
    }

    /** Takes a host out of a host group; it loses what the group shows it, and nobody else does. */
    static RestCall leaving(String host, String group) {
        return RestCall.delete("/host-groups/hosts")
                .queryList("group_names", group)
                .queryList("member_names", host);
    }

    private Answer<Removal> ofHost(String name, Deadline deadline, Function<ArrayHost, Answer<Removal>> removal) {
        return access.host(name, deadline)
                .flatMap(host -> host.map(removal).orElseGet(() -> Answer.of(new Removal.Gone())));
    }

    private Answer<Removal> connection(Initiator ours, Change.Export export) {
        Deadline deadline = rest.newQuestion();
        return ofHost(
                export.to(),
                deadline,
                host -> access.connectionsOf(host.name(), deadline).map(rows -> {
                    boolean there = rows.stream()
                            .anyMatch(row -> row.isPrivate()
                                    && row.volume().equals(export.volume().volume()));
                    if (!there) {
                        return new Removal.Gone();
                    }
                    return others(host, ours)
                            .<Removal>map(who -> new Removal.Kept(who + " in host " + host.name()
                                    + " reaches it too; disconnect it by hand if they do not need it"))
                            .orElseGet(() -> new Removal.Wanted(List.of(RestCall.delete("/connections")
                                    .queryList("host_names", host.name())
                                    .queryList(
                                            "volume_names",
                                            export.volume().volume().value()))));
                }));
    }

    private Answer<Removal> groupConnection(String ours, Change.Export export) {
        Deadline deadline = rest.newQuestion();
        return access.group(export.to(), deadline)
                .flatMap(members -> members.isEmpty()
                        ? Answer.of(new Removal.Gone())
                        : access.connectionsOfGroup(export.to(), deadline).flatMap(rows -> {
                            boolean there = rows.stream()
                                    .anyMatch(row ->
                                            row.volume().equals(export.volume().volume()));
                            return there
                                    ? access.hosts(members.get(), deadline).map(hosts -> removal(hosts, ours, export))
                                    : Answer.of(new Removal.Gone());
                        }));
    }

    private static Removal removal(Map<String, ArrayHost> members, String ours, Change.Export export) {
        return members.values().stream()
                .filter(host -> !host.name().equals(ours) && !host.initiators().isEmpty())
                .map(ArrayHost::name)
                .sorted()
                .findFirst()
                .<Removal>map(other -> new Removal.Kept("host " + other + " of host group " + export.to()
                        + " reaches it too; disconnect it by hand if it does not need it"))
                .orElseGet(() -> new Removal.Wanted(List.of(RestCall.delete("/connections")
                        .queryList("host_group_names", export.to())
                        .queryList("volume_names", export.volume().volume().value()))));
    }

    private Answer<Removal> membership(String host, String group) {
        return ofHost(
                host,
                rest.newQuestion(),
                read -> Answer.of(
                        read.group().filter(group::equals).isPresent()
                                ? new Removal.Wanted(List.of(leaving(host, group)))
                                : new Removal.Gone()));
    }

    private Answer<Removal> group(String name) {
        Deadline deadline = rest.newQuestion();
        return access.group(name, deadline)
                .flatMap(members -> members.isEmpty()
                        ? Answer.of(new Removal.Gone())
                        : access.connectionsOfGroup(name, deadline).map(rows -> {
                            if (!members.get().isEmpty()) {
                                return new Removal.Kept("host "
                                        + members.get().stream()
                                                .sorted()
                                                .findFirst()
                                                .orElse("") + " is in host group " + name
                                        + " by now; delete it by hand if it is not needed");
                            }
                            return rows.isEmpty()
                                    ? new Removal.Wanted(List.of(
                                            RestCall.delete("/host-groups").queryList("names", name)))
                                    : new Removal.Kept("host group " + name + " is connected to "
                                            + rows.getFirst().volume()
                                            + "; disconnect that first, and delete it by hand");
                        }));
    }

    private Answer<Removal> member(Initiator ours, String name) {
        return ofHost(
                name,
                rest.newQuestion(),
                host -> Answer.of(Optional.ofNullable(host.initiators().get(ours))
                        .<Removal>map(spelling -> new Removal.Wanted(
                                List.of(HostRequests.removal(InitiatorKind.of(ours), name, spelling))))
                        .orElseGet(Removal.Gone::new)));
    }

    private Answer<Removal> host(Initiator ours, String name) {
        Deadline deadline = rest.newQuestion();
        return ofHost(
                name,
                deadline,
                host -> access.connectionsOf(name, deadline).map(rows -> {
                    if (!rows.isEmpty()) {
                        return new Removal.Kept("host " + name + " is connected to "
                                + rows.getFirst().volume() + " by now; disconnect that first, and delete it by hand");
                    }
                    if (host.group().isPresent()) {
                        return new Removal.Kept("host " + name + " is in host group "
                                + host.group().get() + " by now; delete it by hand if it is not needed");
                    }
                    return others(host, ours)
                            .<Removal>map(who -> new Removal.Kept(
                                    who + " is in host " + name + " by now; delete it by hand if it is not needed"))
                            .orElseGet(() -> new Removal.Wanted(
                                    List.of(RestCall.delete("/hosts").queryList("names", name))));
                }));
    }

    /** Not while somebody is in: the host would be let in without proving itself. */
    private Answer<Removal> chap(AccessRequest request) {
        Deadline deadline = rest.newQuestion();
        return ofHost(
                request.host(),
                deadline,
                host -> access.chapUser(host.name(), deadline).map(user -> {
                    if (user.isEmpty()) {
                        return new Removal.Gone();
                    }
                    boolean made = request.chap()
                            .filter(chap -> chap.user().equals(user.get()))
                            .isPresent();
                    return made && host.initiators().isEmpty()
                            ? new Removal.Wanted(List.of(HostChap.clearing(host.name())))
                            : new Removal.Kept("host " + host.name()
                                    + " has an initiator or another CHAP user by now, and would be let in"
                                    + " without CHAP");
                }));
    }

    private static Optional<String> others(ArrayHost host, Initiator ours) {
        Set<Initiator> others = new LinkedHashSet<>(host.initiators().keySet());
        others.remove(ours);
        return others.stream()
                .findFirst()
                .map(one -> others.size() == 1 ? one.toString() : one + " and " + (others.size() - 1) + " others");
    }
}
