package io.github.outpostrecovery.storage.alletra;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a successor gets the victim's volumes.
 *
 * <p>Over iSCSI in the victim's own host, where it is alone in one: the host keeps its exports and its place in sets. A host
 * that others share stays as it is, and the successor gets a host of its own. Over NVMe/TCP always the latter: a host has one
 * NQN, and it cannot be changed (flowkit and Canonical LXD make a new host).
 *
 * <p>The new host is modelled on the victim's: it gets the same exports one by one, and joins the host sets by which the
 * volumes come. A set in which only the victim's own host is left is not joined, since what the array makes of a set that has
 * lost its last member is not documented; its exports are made for the new host itself.
 */
final class Routes {
    private final Exports exports;
    private final Initiator victim;
    private final Set<VolumeName> volumes;
    private final Protocol protocol;

    private Routes(Exports exports, Initiator victim, Set<VolumeName> volumes, Protocol protocol) {
        this.exports = exports;
        this.victim = victim;
        this.volumes = volumes;
        this.protocol = protocol;
    }

    static Answer<GrantRoute> route(Exports exports, Initiator victim, Set<VolumeName> volumes, Protocol protocol) {
        return new Routes(exports, victim, volumes, protocol).route();
    }

    private Answer<GrantRoute> route() {
        List<Vlun> unbounded = exports.unbounded(volumes);
        if (!unbounded.isEmpty()) {
            return no(
                    Kind.REFUSED,
                    unbounded.getFirst().volume() + " is exported by "
                            + unbounded.getFirst().through().name()
                            + ", to whoever is there: take that export away, nobody can be fenced from it");
        }
        List<HostObject> holding = exports.hosts().holding(Set.of(victim));
        if (holding.size() != 1) {
            return holding.isEmpty()
                    ? no(Kind.NOT_FOUND, "no host has " + victim)
                    : no(Kind.REFUSED, holding.size() + " hosts have " + victim);
        }
        HostObject host = holding.getFirst();
        Map<VolumeName, List<Vlun>> ways = new LinkedHashMap<>();
        Map<VolumeName, LunId> luns = new TreeMap<>();
        for (VolumeName volume : new TreeSet<>(volumes)) {
            List<Vlun> found = waysTo(volume, host);
            Optional<LunId> lun = found.stream().findFirst().flatMap(way -> exports.lunOf(way, volume));
            if (lun.isEmpty()) {
                return no(
                        Kind.NOT_FOUND,
                        volume + " is not exported to host " + host.asObject().name());
            }
            ways.put(volume, found);
            luns.put(volume, lun.get());
        }
        boolean swaps = protocol == Protocol.ISCSI && host.isOnlyOf(Set.of(victim));
        return Answer.of(new GrantRoute(List.of(
                swaps ? new Swap(host.asObject(), luns) : new Move(host.asObject(), settings(host, ways), luns))));
    }

    /** The templates by which a volume reaches the host, those first that are easiest to make again. */
    private List<Vlun> waysTo(VolumeName volume, HostObject host) {
        return exports.vluns().stream()
                .filter(Vlun::isTemplate)
                .filter(vlun -> exports.isAbout(vlun, volume) && exports.hosts().leadsTo(vlun, host))
                .sorted(Comparator.comparing(Vlun::isToHostSet)
                        .thenComparing(Vlun::isOfVolumeSet)
                        .thenComparing(vlun -> vlun.port().isPresent())
                        .thenComparing(Vlun::lun)
                        .thenComparing(vlun -> vlun.through().name()))
                .toList();
    }

    private Map<String, String> settings(HostObject host, Map<VolumeName, List<Vlun>> ways) {
        Map<String, Set<VolumeName>> hostSets = new TreeMap<>();
        Map<Vlun, Set<VolumeName>> made = new LinkedHashMap<>();
        ways.forEach((volume, templates) -> {
            for (Vlun template : chosen(templates)) {
                Optional<NamedSet> joined = exports.hosts().sets().stream()
                        .filter(set -> template.host().equals(Optional.of(set.reference())))
                        .filter(set -> staysInUse(set, host))
                        .findFirst();
                joined.ifPresentOrElse(
                        set -> hostSets.computeIfAbsent(set.name(), any -> new LinkedHashSet<>())
                                .add(volume),
                        () -> made.computeIfAbsent(template, any -> new LinkedHashSet<>())
                                .add(volume));
            }
        });
        List<SuccessorHost.Export> each = new ArrayList<>();
        made.forEach((template, covered) ->
                each.add(new SuccessorHost.Export(template.volume(), template.lun(), template.port(), covered)));
        Map<String, String> settings = new TreeMap<>(
                new SuccessorHost(host.persona(), host.operatingSystem(), host.domain(), hostSets, each).toSettings());
        if (protocol == Protocol.NVME_TCP) {
            settings.put(SuccessorHost.TRANSPORT_TYPE, HostBodies.TCP);
        }
        switch (host.chap()) {
            case NONE -> {}
            case INITIATOR -> settings.put(SuccessorHost.CHAP, "initiator");
            case MUTUAL -> settings.put(SuccessorHost.CHAP, "mutual");
        }
        return settings;
    }

    /** One is enough, but for matched sets: there is one for each port. */
    private static List<Vlun> chosen(List<Vlun> ways) {
        Vlun first = ways.getFirst();
        return first.port().isEmpty()
                ? List.of(first)
                : ways.stream()
                        .filter(way -> way.port().isPresent()
                                && way.host().equals(first.host())
                                && way.volume().equals(first.volume())
                                && way.lun().equals(first.lun()))
                        .toList();
    }

    /** A host that others share stays in its sets; one that goes leaves the set to the rest. */
    private boolean staysInUse(NamedSet set, HostObject host) {
        boolean hostStays = !host.isOnlyOf(Set.of(victim));
        return hostStays || set.members().size() > 1;
    }

    private static Answer<GrantRoute> no(Kind kind, String why) {
        return Answer.unanswered(new ArrayFailure(kind, "", why));
    }
}
