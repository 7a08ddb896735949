package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a successor gets the victim's volumes. An initiator belongs to one host, so there is one leg: the victim's place in its
 * host if it has that to itself, in a group or not, since the mappings stay where they are; or else a new host.
 */
final class HostRoutes {
    static final String OS_TYPE = "os_type";
    static final String HOST_CONNECTIVITY = "host_connectivity";
    static final String CHAP = "chap";

    private HostRoutes() {}

    static Answer<GrantRoute> route(AccessView view, Initiator victim, Set<VolumeName> volumes) {
        List<Host> found = view.hosts().values().stream()
                .filter(host -> host.initiators().contains(victim))
                .toList();
        if (found.isEmpty()) {
            return none(Kind.NOT_FOUND, "no host with " + victim + " reaches any of the volumes");
        }
        if (found.size() > 1) {
            return none(Kind.REFUSED, victim + " is in " + found.size() + " hosts, in different spellings");
        }
        Host host = found.getFirst();
        if (!host.external()) {
            return none(Kind.REFUSED, "host " + host.name() + " is a part of the appliance and cannot be changed");
        }
        Host.Port port = host.ports().stream()
                .filter(one -> one.initiator().equals(victim))
                .findFirst()
                .orElseThrow();
        Map<VolumeName, LunId> luns = new TreeMap<>();
        for (AccessView.Way way : view.waysOf(host)) {
            Optional<LunId> lun = way.lunFor(port);
            if (lun.isEmpty()) {
                return none(
                        Kind.INCOMPREHENSIBLE,
                        "no number under which " + victim + " sees "
                                + way.volume().name());
            }
            luns.put(way.volume().name(), lun.get());
        }
        Set<VolumeName> unreached = new TreeSet<>(volumes);
        unreached.removeAll(luns.keySet());
        if (!unreached.isEmpty()) {
            return none(Kind.NOT_FOUND, "host " + host.name() + " with " + victim + " does not reach " + unreached);
        }
        Leg leg = host.initiators().equals(Set.of(victim))
                ? new Swap(host.asObject(), luns)
                : new Move(host.asObject(), settings(host, port), luns);
        return Answer.of(new GrantRoute(List.of(leg)));
    }

    /** What a host that takes the place of another has in common with it. */
    static Map<String, String> settings(Host model, Host.Port port) {
        Map<String, String> settings = new TreeMap<>(settings(model));
        settings.put(CHAP, port.chap().name().toLowerCase(Locale.ROOT));
        return settings;
    }

    static Map<String, String> settings(Host model) {
        Map<String, String> settings = new TreeMap<>();
        model.operatingSystem().ifPresent(type -> settings.put(OS_TYPE, type));
        model.connectivity().ifPresent(connectivity -> settings.put(HOST_CONNECTIVITY, connectivity));
        return settings;
    }

    private static Answer<GrantRoute> none(Kind kind, String why) {
        return Answer.unanswered(new ArrayFailure(kind, "", why));
    }
}
