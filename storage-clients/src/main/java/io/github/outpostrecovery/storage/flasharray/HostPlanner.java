package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.MissingExports;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.rest.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What has to be changed for an initiator to reach volumes: its host, with its CHAP settings before its name, the host group that
 * is asked for, and one connection after the other.
 */
final class HostPlanner {
    /** Of hosts and host groups; the array compares them whatever their case. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

    private final FlashArrayRest rest;
    private final HostAccess access;
    private final InitiatorKind kind;

    HostPlanner(FlashArrayRest rest, HostAccess access, InitiatorKind kind) {
        this.rest = requireNonNull(rest, "rest is null");
        this.access = requireNonNull(access, "access is null");
        this.kind = requireNonNull(kind, "kind is null");
    }

    /** A host group as it is. */
    private record Group(Set<String> members, List<Connection> connections) {}

    /** What there is. */
    private record Sight(
            AccessRequest request,
            Optional<ArrayHost> host,
            Optional<String> chapUser,
            List<ArrayHost> ofTheName,
            List<Connection> connections,
            Optional<Group> group) {
        boolean isIn() {
            return host.filter(one -> one.initiators().containsKey(request.initiator()))
                    .isPresent();
        }

        boolean isInTheGroup() {
            return host.flatMap(ArrayHost::group).equals(request.group());
        }

        /** What the host will show once it is in the group. */
        Map<VolumeName, LunId> shown() {
            Map<VolumeName, LunId> shown = new HashMap<>();
            group.ifPresent(
                    one -> shown.putAll(FlashArrayProvisioning.numbers(one.connections(), request.initiator())));
            shown.putAll(FlashArrayProvisioning.numbers(connections, request.initiator()));
            return shown;
        }
    }

    Answer<ProvisioningPlan> plan(AccessRequest request) {
        Optional<String> unfit = unfit(request);
        return unfit.isPresent() ? ProvisioningPlan.refused(unfit.get()) : look(request);
    }

    private Optional<String> unfit(AccessRequest request) {
        if (InitiatorKind.of(request.initiator()) != kind) {
            return Optional.of(request.initiator() + " is not of the kind \"" + kind.single() + "\"");
        }
        List<String> names = new ArrayList<>(List.of(request.host()));
        request.group().ifPresent(names::add);
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                return Optional.of(
                        "\"" + name + "\" cannot be the name of a host or host group: 1 to 63 letters, digits"
                                + " and hyphens, no hyphen at either end");
            }
        }
        return request.volumes().stream()
                .flatMap(volume -> number(volume).stream())
                .findFirst()
                .or(() -> request.chap().flatMap(chap -> HostChap.objectionTo(chap, kind)));
    }

    private Optional<String> number(RequestedVolume volume) {
        return volume.lun()
                .filter(lun ->
                        kind == InitiatorKind.IQN && (lun.number() == 0 || lun.number() > HostRequests.HIGHEST_LUN))
                .map(lun -> volume.volume() + " cannot be LUN " + lun + ": a FlashArray gives 1 to "
                        + HostRequests.HIGHEST_LUN);
    }

    private Answer<ProvisioningPlan> look(AccessRequest request) {
        Deadline deadline = rest.newQuestion();
        Set<VolumeName> volumes =
                request.volumes().stream().map(RequestedVolume::volume).collect(Collectors.toSet());
        return new FlashArrayPorts(rest, kind)
                .up(deadline)
                .flatMap(ports -> ports.isEmpty()
                        ? ProvisioningPlan.refused("no port of the array that speaks " + kind.service() + " is up")
                        : new FlashArrayVolumes(rest)
                                .exist(volumes, deadline)
                                .flatMap(exist -> access.host(request.host(), deadline))
                                .flatMap(host -> ofHost(request, host, deadline))
                                .flatMap(this::plan));
    }

    private Answer<Sight> ofHost(AccessRequest request, Optional<ArrayHost> host, Deadline deadline) {
        Answer<List<Connection>> connections =
                host.map(one -> access.connectionsOf(one.name(), deadline)).orElseGet(() -> Answer.of(List.of()));
        Answer<Optional<String>> chapUser =
                host.map(one -> access.chapUser(one.name(), deadline)).orElseGet(() -> Answer.of(Optional.empty()));
        return connections.flatMap(rows -> chapUser.flatMap(user -> access.hostsWith(request.initiator(), deadline)
                .flatMap(ofTheName -> group(request, deadline)
                        .map(group -> new Sight(request, host, user, ofTheName, rows, group)))));
    }

    private Answer<Optional<Group>> group(AccessRequest request, Deadline deadline) {
        if (request.group().isEmpty()) {
            return Answer.of(Optional.empty());
        }
        String name = request.group().get();
        return access.group(name, deadline)
                .flatMap(members -> members.isEmpty()
                        ? Answer.of(Optional.empty())
                        : access.connectionsOfGroup(name, deadline)
                                .map(rows -> Optional.of(new Group(members.get(), rows))));
    }

    private Answer<ProvisioningPlan> plan(Sight sight) {
        AccessRequest request = sight.request();
        Optional<String> objection = objectionToTheName(sight)
                .or(() -> sight.host().flatMap(host -> objectionTo(host, sight)))
                .or(() -> sight.host().flatMap(host -> objectionToTheChap(host, sight)))
                .or(() -> objectionToTheGroup(sight));
        if (objection.isPresent()) {
            return ProvisioningPlan.refused(objection.get());
        }
        MissingExports exports = MissingExports.of(request.volumes(), sight.shown(), "host " + request.host());
        Optional<String> unfit = exports.objection()
                .or(() -> exports.missing().stream()
                        .filter(volume ->
                                kind == InitiatorKind.NQN && volume.lun().isPresent())
                        .findFirst()
                        .map(volume -> volume.volume()
                                + " cannot be shown under a number of one's choice: the array chooses the"
                                + " namespace id; leave the number out"));
        if (unfit.isPresent()) {
            return ProvisioningPlan.refused(unfit.get());
        }
        List<Change> changes = new ArrayList<>(membership(sight));
        changes.addAll(grouping(sight));
        exports.missing().forEach(volume -> changes.add(export(volume, sight)));
        return Answer.of(new ProvisioningPlan(request, changes));
    }

    private static Optional<String> objectionToTheName(Sight sight) {
        Initiator initiator = sight.request().initiator();
        return sight.ofTheName().stream()
                .map(ArrayHost::name)
                .filter(name -> !name.equals(sight.request().host()))
                .findFirst()
                .map(name -> initiator + " stands in host " + name
                        + " already, and stands in one host at most: no two machines may have one name; take a"
                        + " new one");
    }

    private Optional<String> objectionTo(ArrayHost host, Sight sight) {
        Optional<Initiator> foreign = host.initiators().keySet().stream()
                .filter(other -> InitiatorKind.of(other) != kind)
                .findFirst();
        if (foreign.isPresent()) {
            return Optional.of("host " + host.name() + " is for another protocol, since it has " + foreign.get()
                    + ": name another one");
        }
        if (host.settings().containsKey(ArrayHost.PERSONALITY)) {
            return Optional.of("host " + host.name() + " is for another operating system: it has the personality "
                    + host.settings().get(ArrayHost.PERSONALITY)
                    + ", and Linux and Windows have none; name another one");
        }
        return sight.request()
                .group()
                .filter(wanted ->
                        host.group().filter(own -> !own.equals(wanted)).isPresent())
                .map(wanted -> "host " + host.name() + " is in host group "
                        + host.group().orElse("") + ", and is in one at most: it cannot join " + wanted);
    }

    private static Optional<String> objectionToTheChap(ArrayHost host, Sight sight) {
        Optional<String> wanted = sight.request().chap().map(chap -> chap.user());
        if (wanted.isEmpty()) {
            return sight.chapUser()
                    .map(user ->
                            "host " + host.name() + " proves itself by CHAP as " + user + ": give its CHAP secret");
        }
        if (sight.chapUser().isPresent()) {
            return sight.chapUser()
                    .filter(user -> !user.equals(wanted.get()))
                    .map(user -> "host " + host.name() + " proves itself by CHAP as " + user + ", not as "
                            + wanted.get() + ": give that user's secret, or another host");
        }
        return host.isOnlyOf(Set.of(sight.request().initiator()))
                ? Optional.empty()
                : Optional.of("host " + host.name() + " lets others in without CHAP, and it would lock them out: name a"
                        + " host of the machine's own");
    }

    private static Optional<String> objectionToTheGroup(Sight sight) {
        if (sight.isInTheGroup() || sight.group().isEmpty()) {
            return Optional.empty();
        }
        String host = sight.request().host();
        String group = sight.request().group().orElse("");
        for (Connection own : sight.connections()) {
            for (Connection shared : sight.group().get().connections()) {
                if (own.volume().equals(shared.volume())) {
                    return Optional.of("host " + host + " cannot join host group " + group + ": both are connected to "
                            + own.volume() + "; disconnect one of them");
                }
                if (own.lun().isPresent() && own.lun().equals(shared.lun())) {
                    return Optional.of("host " + host + " cannot join host group " + group + ": LUN "
                            + own.lun().get() + " is " + own.volume() + " there and " + shared.volume() + " here");
                }
            }
        }
        return Optional.empty();
    }

    private static List<Change> membership(Sight sight) {
        AccessRequest request = sight.request();
        String how = request.chap().map(chap -> " and CHAP user " + chap.user()).orElse("");
        if (sight.host().isEmpty()) {
            return List.of(new Change.CreateHost(
                    request.host(), "create host " + request.host() + " with " + request.initiator() + how));
        }
        List<Change> changes = new ArrayList<>();
        if (request.chap().isPresent() && sight.chapUser().isEmpty()) {
            changes.add(new Change.KeepChap("set CHAP on host " + request.host() + " (user "
                    + request.chap().get().user() + ")"));
        }
        if (!sight.isIn()) {
            changes.add(new Change.AddInitiator(
                    request.host(),
                    "add " + request.initiator() + " to host " + request.host() + ", which has "
                            + sight.host().get().initiators().size() + " initiators and "
                            + sight.connections().size() + " connections already"));
        }
        return changes;
    }

    private static List<Change> grouping(Sight sight) {
        if (sight.request().group().isEmpty() || sight.isInTheGroup()) {
            return List.of();
        }
        String group = sight.request().group().get();
        List<Change> changes = new ArrayList<>();
        if (sight.group().isEmpty()) {
            changes.add(new Change.CreateGroup(group, "create host group " + group));
        }
        long shows = sight.group().stream()
                .flatMap(one -> one.connections().stream())
                .map(Connection::volume)
                .distinct()
                .count();
        changes.add(new Change.JoinGroup(
                group,
                "put host " + sight.request().host() + " into host group " + group
                        + (shows == 0 ? "" : ", which shows it " + shows + " volumes that are there already")));
        return changes;
    }

    private Change export(RequestedVolume volume, Sight sight) {
        Optional<String> group = sight.request().group();
        String others = sight.group()
                .map(one -> one.members().stream()
                        .filter(member -> !member.equals(sight.request().host()))
                        .sorted()
                        .collect(Collectors.joining(", ")))
                .filter(names -> !names.isEmpty())
                .map(names -> ", and so to " + names)
                .orElse("");
        return new Change.Export(
                volume,
                group.orElse(sight.request().host()),
                "connect " + volume.volume() + " to "
                        + group.map(name -> "host group " + name)
                                .orElse("host " + sight.request().host())
                        + volume.lun().map(lun -> " as LUN " + lun).orElse(" under a number of the array's choice")
                        + others);
    }
}
