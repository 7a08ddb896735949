package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.Wording;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has to be changed for one machine, from what was read: its host with its CHAP account, its place in the host set, and last
 * the exports, to the set where one is named.
 */
final class AdmissionPlanner {
    private final AccessRequest request;
    private final Protocol protocol;
    private final AdmissionState state;
    private final Exports onVolumes;
    private final Map<String, LunId> shown;

    /**
     * For one request.
     *
     * @param onVolumes everything by which somebody reaches the volumes of the request
     */
    AdmissionPlanner(Protocol protocol, AdmissionState state, Exports onVolumes) {
        this.request = state.request();
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.state = requireNonNull(state, "state is null");
        this.onVolumes = requireNonNull(onVolumes, "onVolumes is null");
        this.shown = state.shown();
    }

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        admission().ifPresent(changes::add);
        account().ifPresent(changes::add);
        membership().ifPresent(changes::add);
        Map<String, Set<String>> reaching = reaching();
        for (RequestedVolume requested : request.volumes()) {
            if (!shown.containsKey(requested.volume().value())) {
                changes.add(export(
                        requested, reaching.getOrDefault(requested.volume().value(), Set.of())));
            }
        }
        return changes;
    }

    private Optional<Change> admission() {
        String host = request.host();
        if (state.host().isEmpty()) {
            String system = HostSystem.kindOf(request.operatingSystem()).operatingSystem();
            return Optional.of(new Change.CreateHost(
                    host, "create host " + host + " (" + system + ") with " + request.initiator()));
        }
        return state.hostHasInitiator()
                ? Optional.empty()
                : Optional.of(new Change.AddInitiator(
                        host,
                        "add " + request.initiator() + " to host " + host
                                + Wording.with(", in which also is ", state.othersInHost())
                                + Wording.with(
                                        ", and by which it reaches ",
                                        broughtAlong(state.shownTo(state.host().get())))));
    }

    private Optional<Change> account() {
        return request.chap()
                .filter(chap -> state.host().map(HostObject::chap).orElse(HostObject.Chap.NONE) == HostObject.Chap.NONE)
                .map(chap -> new Change.KeepChap("keep the CHAP user " + chap.user() + " for host " + request.host()));
    }

    private Optional<Change> membership() {
        Optional<String> name = AdmissionState.setName(request);
        if (name.isEmpty() || state.isInSet()) {
            return Optional.empty();
        }
        if (state.set().isEmpty()) {
            return Optional.of(new Change.CreateGroup(
                    name.get(), "create host set " + name.get() + " with host " + request.host()));
        }
        return Optional.of(new Change.JoinGroup(
                name.get(),
                "put host " + request.host() + " into host set " + name.get()
                        + Wording.with(", by which it reaches ", broughtAlong(state.shownBy(Set.of(state.target()))))));
    }

    /** What comes with a host or a set and was not asked for. */
    private Collection<String> broughtAlong(Map<String, LunId> reached) {
        Set<String> names = new TreeSet<>(reached.keySet());
        request.volumes().forEach(requested -> names.remove(requested.volume().value()));
        return names;
    }

    private Change export(RequestedVolume requested, Set<String> others) {
        return new Change.Export(
                requested,
                AdmissionState.setName(request).orElse(request.host()),
                "show volume " + requested.volume() + " to " + state.targetName()
                        + requested.lun().map(lun -> " as LUN " + lun).orElse(" at a LUN that the array chooses")
                        + Wording.with("; it is also shown to ", others));
    }

    /** Through what each volume is reached without being a part of this request. */
    private Map<String, Set<String>> reaching() {
        Map<String, Set<String>> names = new HashMap<>();
        for (Vlun vlun : onVolumes.vluns()) {
            if (vlun.isTemplate()) {
                onVolumes
                        .volumesOf(vlun)
                        .forEach(volume -> names.computeIfAbsent(volume, any -> new TreeSet<>())
                                .add(vlun.through().name()));
            }
        }
        return names;
    }

    /** Why the machine cannot be let in as it is asked for, if it cannot. */
    Optional<String> objection() {
        return toName().or(this::toHost).or(this::toChap).or(this::toSet).or(this::toVolumes);
    }

    private Optional<String> toName() {
        for (HostObject owner : state.owners()) {
            if (owner.name().isEmpty()) {
                return Optional.of(request.initiator()
                        + " is logged in already, without a host: another machine has this name; take a new one");
            }
            if (!owner.name().get().equals(request.host())) {
                return Optional.of(request.initiator() + " is in host "
                        + owner.name().get() + " already, and a name belongs to one host: take a new name, or name"
                        + " that host");
            }
        }
        return Optional.empty();
    }

    private Optional<String> toHost() {
        if (state.host().isEmpty()) {
            return Optional.empty();
        }
        HostObject host = state.host().get();
        String name = request.host();
        Optional<String> otherSystem = HostSystem.otherThan(request.operatingSystem(), host);
        if (otherSystem.isPresent()) {
            return Optional.of("host " + name + " is for " + otherSystem.get() + ", not for "
                    + HostSystem.kindOf(request.operatingSystem()).operatingSystem() + ": name another host");
        }
        if (state.hostHasInitiator()) {
            return Optional.empty();
        }
        return switch (protocol) {
            case ISCSI ->
                host.initiators().stream()
                        .filter(initiator -> !AlletraProvisioning.takes(protocol, initiator))
                        .findFirst()
                        .map(other ->
                                "host " + name + " is for another protocol, with " + other + ": name another host");
            case NVME_TCP ->
                Optional.of("host " + name
                        + (host.initiators().isEmpty()
                                ? " is there without an NQN, and none can be added to it"
                                : Wording.with(" has ", host.initiators())
                                        + ", and a host over NVMe/TCP has one NQN, which cannot be changed")
                        + ": name another host");
        };
    }

    /** The account belongs to the host and cannot be read; a change would lock out who is in it. */
    private Optional<String> toChap() {
        if (state.host().isEmpty()) {
            return Optional.empty();
        }
        HostObject host = state.host().get();
        boolean fits = switch (host.chap()) {
            case NONE -> true;
            case INITIATOR ->
                request.chap().filter(chap -> chap.mutual().isEmpty()).isPresent() && isUserOf(host);
            case MUTUAL ->
                request.chap().filter(chap -> chap.mutual().isPresent()).isPresent() && isUserOf(host);
        };
        if (!fits) {
            return Optional.of("host " + request.host() + " has another CHAP account ("
                    + host.chapUser().orElse("user not told") + ") than "
                    + request.chap().map(ChapCredentials::user).orElse("none")
                    + ": use that one, or name another host");
        }
        return request.chap().isPresent()
                        && host.chap() == HostObject.Chap.NONE
                        && !state.othersInHost().isEmpty()
                ? Optional.of("host " + request.host() + " has no CHAP account, and one would be asked of"
                        + Wording.with(" ", state.othersInHost()) + " as well: name another host")
                : Optional.empty();
    }

    private boolean isUserOf(HostObject host) {
        return host.chapUser()
                .map(user -> request.chap()
                        .map(ChapCredentials::user)
                        .filter(user::equals)
                        .isPresent())
                .orElse(true);
    }

    /** A host that joins a set must not get two volumes under one number. */
    private Optional<String> toSet() {
        if (state.set().isEmpty() || state.isInSet() || state.host().isEmpty()) {
            return Optional.empty();
        }
        Map<LunId, String> own = new HashMap<>();
        state.shownTo(state.host().get()).forEach((volume, lun) -> own.put(lun, volume));
        return new TreeMap<>(state.shownBy(Set.of(state.target())))
                .entrySet().stream()
                        .filter(entry -> own.containsKey(entry.getValue())
                                && !entry.getKey().equals(own.get(entry.getValue())))
                        .findFirst()
                        .map(entry -> "host " + request.host() + " cannot join " + state.targetName() + ": LUN "
                                + entry.getValue() + " is " + own.get(entry.getValue()) + " for the host and "
                                + entry.getKey() + " for the set");
    }

    private Optional<String> toVolumes() {
        Map<LunId, String> taken = state.taken();
        for (RequestedVolume requested : request.volumes()) {
            String volume = requested.volume().value();
            LunId there = shown.get(volume);
            Optional<LunId> wanted = requested.lun();
            if (wanted.isPresent() && there != null && !there.equals(wanted.get())) {
                return Optional.of("volume " + volume + " is shown to " + state.targetName() + " as LUN " + there
                        + " already, not as " + wanted.get() + ": ask for that one, or for none");
            }
            Optional<String> by = wanted.filter(lun -> there == null).map(taken::get);
            if (by.isPresent()) {
                return Optional.of("volume " + volume + " cannot be shown as LUN " + wanted.get()
                        + ", which is taken on " + state.targetName() + " by volume " + by.get()
                        + ": ask for another one, or for none");
            }
            if (protocol == Protocol.NVME_TCP
                    && there == null
                    && wanted.filter(HostGrant::isNamespace).isEmpty()
                    && wanted.isPresent()) {
                return Optional.of(
                        "volume " + volume + " cannot be shown as " + wanted.get() + ": namespace ids go from "
                                + HostGrant.LOWEST_NAMESPACE + " to " + HostGrant.HIGHEST_NAMESPACE);
            }
        }
        List<Vlun> unbounded = onVolumes.vluns().stream()
                .filter(vlun -> vlun.isTemplate() && vlun.host().isEmpty())
                .toList();
        return unbounded.stream()
                .findFirst()
                .map(vlun -> vlun.volume() + " is exported by " + vlun.through().name()
                        + ", to whoever is there: take that export away, nobody could be fenced from it");
    }
}
