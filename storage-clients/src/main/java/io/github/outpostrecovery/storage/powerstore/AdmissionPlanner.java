package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.storage.powerstore.AccessView.Way;
import io.github.outpostrecovery.storage.powerstore.AdmissionState.Presence;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.Wording;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What has to be changed for one machine, from what was read. A host in a group has its mappings on the group, and may join one
 * only while nothing is attached to it (API description of {@code host_group_modify}), so the group comes before the volumes.
 */
final class AdmissionPlanner {
    private final AccessRequest request;
    private final PowerStoreProtocol protocol;
    private final AdmissionState state;
    private final AccessView view;
    private final Map<String, VolumeMapping> ways;

    /** What the volumes of the request are shown to, and what reaches them. */
    AdmissionPlanner(PowerStoreProtocol protocol, AdmissionState state, AccessView view) {
        this.request = state.request();
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.state = requireNonNull(state, "state is null");
        this.view = requireNonNull(view, "view is null");
        this.ways = ways(state);
    }

    static String osType(OperatingSystem operatingSystem) {
        return switch (operatingSystem) {
            case LINUX -> "Linux";
            case WINDOWS -> "Windows";
        };
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        admission().ifPresent(changes::add);
        membership().ifPresent(changes::add);
        Map<String, List<String>> reaching = reaching();
        for (RequestedVolume requested : request.volumes()) {
            if (wayTo(requested).isEmpty()) {
                changes.add(export(requested, reaching.getOrDefault(idOf(requested), List.of())));
            }
        }
        return changes;
    }

    private Optional<Change> admission() {
        String host = request.host();
        String proof =
                request.chap().map(chap -> " and the CHAP user " + chap.user()).orElse("");
        if (state.host().isEmpty()) {
            return Optional.of(new Change.CreateHost(
                    host,
                    "create host " + host + " (" + osType(request.operatingSystem()) + ") with " + request.initiator()
                            + proof));
        }
        if (!state.hostHasInitiator()) {
            return Optional.of(new Change.AddInitiator(
                    host,
                    "add " + request.initiator() + proof + " to host " + host
                            + Wording.with(", in which also is ", state.othersInHost())
                            + Wording.with(", and by which it reaches ", broughtByHost())));
        }
        return request.chap()
                .filter(chap -> portOf(state.host().orElseThrow()).chap() == Host.Chap.NONE)
                .map(chap -> new Change.KeepChap(
                        "keep the CHAP user " + chap.user() + " for " + request.initiator() + " in host " + host));
    }

    private Host.Port portOf(Host host) {
        return host.ports().stream()
                .filter(port -> port.initiator().equals(request.initiator()))
                .findFirst()
                .orElseThrow();
    }

    private Optional<Change> membership() {
        if (request.group().isEmpty() || state.isInNamedGroup()) {
            return Optional.empty();
        }
        String name = request.group().get();
        if (state.group().isEmpty()) {
            return Optional.of(
                    new Change.CreateGroup(name, "create host group " + name + " with host " + request.host()));
        }
        return Optional.of(new Change.JoinGroup(
                name,
                "put host " + request.host() + " into host group " + name
                        + Wording.with(", by which it reaches ", broughtAlong())));
    }

    /** What the group shows to everybody in it, and was not asked for. */
    private Collection<String> broughtAlong() {
        return unasked(state.target().map(state::attachedTo).orElse(Map.of()).keySet());
    }

    /** What the host shows to everybody in it, by itself or by its group, and was not asked for. */
    private Collection<String> broughtByHost() {
        TreeSet<String> volumes = new TreeSet<>(state.attachedToHost().keySet());
        state.hostsGroup()
                .ifPresent(group -> volumes.addAll(
                        state.attachedTo(new VolumeMapping.To.Group(group.id())).keySet()));
        return unasked(volumes);
    }

    private Collection<String> unasked(Collection<String> volumes) {
        TreeSet<String> names = new TreeSet<>();
        volumes.forEach(volume -> names.add(state.nameOf(volume)));
        request.volumes().forEach(requested -> names.remove(requested.volume().value()));
        return names;
    }

    private Change export(RequestedVolume requested, List<String> others) {
        String number = switch (protocol) {
            case ISCSI -> requested.lun().map(lun -> " as LUN " + lun).orElse(" at a LUN that the array chooses");
            case NVME_TCP ->
                " as its namespace " + nsidOf(requested).map(LunId::toString).orElse("");
        };
        return new Change.Export(
                requested,
                request.group().orElse(request.host()),
                "show volume " + requested.volume() + " to " + state.targetName() + number
                        + Wording.with("; it is also shown to ", others));
    }

    /** The hosts that reach each volume without being a part of this request. */
    private Map<String, List<String>> reaching() {
        Map<String, TreeSet<String>> names = new HashMap<>();
        String own = state.host().map(Host::id).orElse("");
        for (Way way : view.ways()) {
            if (!way.host().id().equals(own)) {
                names.computeIfAbsent(way.volume().id(), any -> new TreeSet<>())
                        .add("host " + way.host().name());
            }
        }
        Map<String, List<String>> sorted = new HashMap<>();
        names.forEach((volume, hosts) -> sorted.put(volume, List.copyOf(hosts)));
        return sorted;
    }

    /** How the machine reaches each volume already, or will once it is in its host and group; by the volumes' ids. */
    private static Map<String, VolumeMapping> ways(AdmissionState state) {
        Map<String, VolumeMapping> ways = new HashMap<>();
        state.hostsGroup().ifPresent(group -> ways.putAll(state.attachedTo(new VolumeMapping.To.Group(group.id()))));
        ways.putAll(state.attachedToHost());
        state.target().ifPresent(target -> ways.putAll(state.attachedTo(target)));
        return ways;
    }

    private Optional<VolumeMapping> wayTo(RequestedVolume requested) {
        return Optional.ofNullable(ways.get(idOf(requested)));
    }

    String idOf(RequestedVolume requested) {
        return requireNonNull(view.volumes().get(requested.volume()), "a volume that was read is gone")
                .id();
    }

    private Optional<LunId> nsidOf(RequestedVolume requested) {
        StoredVolume volume = view.volumes().get(requested.volume());
        return volume == null || volume.nsid().isEmpty() || volume.nsid().getAsInt() < 0
                ? Optional.empty()
                : Optional.of(new LunId(volume.nsid().getAsInt()));
    }

    /** Why the machine cannot be let in as it is asked for, if it cannot. */
    Optional<String> objection() {
        return toEntrant().or(this::toHost).or(this::toGroup).or(this::toVolumes);
    }

    private Optional<String> toEntrant() {
        if (state.presence() == Presence.LOGGED_IN_WITHOUT_HOST) {
            return Optional.of(request.initiator()
                    + " is logged in already, without a host: another machine has this name; take a new one");
        }
        Optional<Host> elsewhere = state.owner().filter(owner -> !owner.name().equals(request.host()));
        if (elsewhere.isPresent()) {
            return Optional.of(
                    request.initiator() + " is in host " + elsewhere.get().name()
                            + " already, and an initiator belongs to one host: take a new name, or name that host");
        }
        boolean asked = state.chapMode()
                .filter(mode -> !mode.equals("Disabled"))
                .filter(mode -> request.chap()
                        .filter(chap -> !mode.equals("Mutual") || chap.mutual().isPresent())
                        .isEmpty())
                .isPresent();
        return asked
                ? Optional.of(
                        "the cluster asks for CHAP (" + state.chapMode().orElse("") + "), and the request brings less")
                : Optional.empty();
    }

    private Optional<String> toHost() {
        if (state.host().isEmpty()) {
            return request.host().length() > GrantBodies.LONGEST_HOST_NAME
                    ? Optional.of("the name of a host has at most " + GrantBodies.LONGEST_HOST_NAME + " characters")
                    : Optional.empty();
        }
        Host host = state.host().get();
        if (!host.external()) {
            return Optional.of("host " + host.name() + " is a part of the appliance and cannot be changed");
        }
        if (host.isMetro()) {
            return Optional.of("host " + host.name()
                    + " has metro connectivity: it could not be fenced from this cluster alone; name another host");
        }
        Optional<String> otherSystem =
                host.operatingSystem().filter(type -> !type.equals(osType(request.operatingSystem())));
        if (otherSystem.isPresent()) {
            return Optional.of("host " + host.name() + " is for " + otherSystem.get() + ", not for "
                    + osType(request.operatingSystem()) + ": name another host");
        }
        return otherProtocol(host).or(() -> hostHasInitiatorOtherwise(host));
    }

    private Optional<String> otherProtocol(Host host) {
        return host.ports().stream()
                .filter(port -> !protocol.takes(port.initiator()))
                .findFirst()
                .map(port -> "host " + host.name() + " is for another protocol than " + protocol.portType() + ", with "
                        + port.spelling() + ": name another host");
    }

    /** An account that is kept cannot be read, and changing it would lock out who is logged in. */
    private Optional<String> hostHasInitiatorOtherwise(Host host) {
        if (!state.hostHasInitiator()) {
            return Optional.empty();
        }
        Host.Port port = portOf(host);
        boolean fits = switch (port.chap()) {
            case NONE -> true;
            case SINGLE ->
                request.chap()
                        .filter(chap -> chap.mutual().isEmpty())
                        .filter(chap -> port.chapUser().equals(Optional.of(chap.user())))
                        .isPresent();
            case MUTUAL ->
                request.chap()
                        .filter(chap -> chap.mutual().isPresent())
                        .filter(chap -> port.chapUser().equals(Optional.of(chap.user())))
                        .isPresent();
        };
        return fits
                ? Optional.empty()
                : Optional.of("the array keeps another CHAP account for " + request.initiator() + " ("
                        + port.chapUser().orElse("user not told") + ") than "
                        + request.chap().map(ChapCredentials::user).orElse("none")
                        + ": use that one, or take a new name");
    }

    private Optional<String> toGroup() {
        if (request.group().isEmpty()) {
            boolean missing = state.hostsGroup().isPresent()
                    && request.volumes().stream()
                            .anyMatch(volume -> wayTo(volume).isEmpty());
            return missing
                    ? Optional.of("host " + request.host() + " is in host group "
                            + state.hostsGroup().get().name()
                            + ", and volumes can only be shown to the group: name the group")
                    : Optional.empty();
        }
        if (state.hostsGroup().isPresent() && !state.isInNamedGroup()) {
            return Optional.of("host " + request.host() + " is in host group "
                    + state.hostsGroup().get().name() + ", and a host is in one group: name that group");
        }
        if (!state.isInNamedGroup() && !state.attachedToHost().isEmpty()) {
            return Optional.of("host " + request.host() + " has "
                    + state.attachedToHost().size()
                    + " volumes of its own, and only a host without volumes can join a group: name no group, or another"
                    + " host");
        }
        if (state.group().isEmpty()) {
            return request.group().get().length() > GrantBodies.LONGEST_HOST_NAME
                    ? Optional.of(
                            "the name of a host group has at most " + GrantBodies.LONGEST_HOST_NAME + " characters")
                    : Optional.empty();
        }
        if (state.group().get().isMetro()) {
            return Optional.of("host group " + request.group().get()
                    + " has metro connectivity: it could not be fenced from this cluster alone");
        }
        return state.members().stream()
                .flatMap(member -> otherProtocol(member).stream())
                .sorted()
                .findFirst()
                .map(why -> "host group " + request.group().get() + ": " + why);
    }

    private Optional<String> toVolumes() {
        Map<Integer, VolumeMapping> taken = new HashMap<>();
        state.target()
                .ifPresent(target -> state.attachedTo(target)
                        .values()
                        .forEach(mapping -> mapping.number().ifPresent(number -> taken.put(number, mapping))));
        for (RequestedVolume requested : request.volumes()) {
            Optional<String> objection = switch (protocol) {
                case ISCSI -> toLun(requested, taken);
                case NVME_TCP -> toNamespace(requested);
            };
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private Optional<String> toLun(RequestedVolume requested, Map<Integer, VolumeMapping> taken) {
        if (requested.lun().isEmpty()) {
            return Optional.empty();
        }
        int wanted = requested.lun().get().number();
        Optional<VolumeMapping> way = wayTo(requested);
        if (way.isPresent()) {
            return way.get().number().orElse(-1) == wanted
                    ? Optional.empty()
                    : Optional.of("volume " + requested.volume() + " is shown to " + state.targetName() + " as LUN "
                            + way.get().number().orElse(-1) + " already, not as " + wanted
                            + ": ask for that one, or for none");
        }
        return Optional.ofNullable(taken.get(wanted))
                .map(mapping ->
                        "volume " + requested.volume() + " cannot be shown as LUN " + wanted + ", which is taken on "
                                + state.targetName() + " by volume " + state.nameOf(mapping.volume())
                                + ": ask for another one, or for none");
    }

    /** A namespace id is the volume's own, and cannot be asked for. */
    private Optional<String> toNamespace(RequestedVolume requested) {
        return requested
                .lun()
                .filter(lun -> nsidOf(requested).filter(lun::equals).isEmpty())
                .map(lun -> "volume " + requested.volume() + " has the namespace id "
                        + nsidOf(requested).map(LunId::toString).orElse("that is not told")
                        + ", which cannot be chosen: ask for that one, or for none");
    }
}
