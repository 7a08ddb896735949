package io.github.outpostrecovery.storage.ontap;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a successor gets the victim's LUNs: in the igroup that holds the victim and nobody else, or in a new igroup where the
 * victim shares one. An igroup of the victim's own that is nested in a shared one counts as its own.
 */
final class IscsiRoutes {
    static final String OS_TYPE = "os_type";
    static final String PROTOCOL = "protocol";
    static final String PORTSET = "portset";

    private final IscsiAccess.View view;
    private final Initiator victim;

    private IscsiRoutes(IscsiAccess.View view, Initiator victim) {
        this.view = view;
        this.victim = victim;
    }

    /** One way by which the victim reaches a LUN. */
    private record Way(LunMap map, Igroup owner, Optional<Swap> swap) {}

    static Answer<GrantRoute> route(IscsiAccess.View view, Initiator victim, Set<VolumeName> volumes) {
        return new IscsiRoutes(view, victim).route(volumes);
    }

    private Answer<GrantRoute> route(Set<VolumeName> volumes) {
        Map<String, Leg> legs = new TreeMap<>();
        for (VolumeName volume : new TreeSet<>(volumes)) {
            Optional<Way> way = waysTo(volume).stream()
                    .min(Comparator.<Way, Boolean>comparing(
                                    found -> found.swap().isEmpty())
                            .thenComparing(found -> found.owner().name()));
            if (way.isEmpty()) {
                return Answer.unanswered(new ArrayFailure(
                        Kind.NOT_FOUND, "", "no igroup that holds " + victim + " itself is mapped to " + volume));
            }
            Leg leg = leg(way.get());
            legs.merge(keyOf(leg), leg, IscsiRoutes::joined);
        }
        return Answer.of(new GrantRoute(List.copyOf(legs.values())));
    }

    private List<Way> waysTo(VolumeName volume) {
        List<Way> ways = new ArrayList<>();
        for (LunMap map : view.maps()) {
            if (map.volume().equals(volume)) {
                for (Igroup owner : view.igroups().ownersOf(victim, map.igroup().id())) {
                    ways.add(new Way(
                            map,
                            owner,
                            isAlone(owner, map)
                                    ? Optional.of(new Swap(owner.asObject(), Map.of(map.volume(), map.lun())))
                                    : Optional.empty()));
                }
            }
        }
        return ways;
    }

    private boolean isAlone(Igroup owner, LunMap map) {
        Set<Initiator> alone = Set.of(victim);
        boolean mappedItself = owner.uuid().equals(map.igroup().id());
        return view.igroups().initiatorsThrough(owner.uuid()).equals(alone)
                && (!mappedItself || alone.containsAll(map.initiators()));
    }

    private Leg leg(Way way) {
        return way.swap().<Leg>map(swap -> swap).orElseGet(() -> move(way.map()));
    }

    /** What is mapped is the model, not what is nested in it: port set and operating system of the path are its. */
    private Move move(LunMap map) {
        Map<String, String> settings = new TreeMap<>();
        view.igroups().byUuid(map.igroup().id()).ifPresent(igroup -> {
            settings.put(OS_TYPE, igroup.osType());
            settings.put(PROTOCOL, igroup.protocol());
            igroup.portset().ifPresent(portset -> settings.put(PORTSET, portset));
        });
        return new Move(map.igroup(), settings, Map.of(map.volume(), map.lun()));
    }

    private static String keyOf(Leg leg) {
        return switch (leg) {
            case Swap swap -> "swap " + swap.in().name() + " " + swap.in().id();
            case Move move ->
                "move " + move.modelledOn().name() + " " + move.modelledOn().id();
        };
    }

    private static Leg joined(Leg one, Leg other) {
        Map<VolumeName, LunId> volumes = new HashMap<>(one.volumes());
        volumes.putAll(other.volumes());
        return switch (one) {
            case Swap swap -> new Swap(swap.in(), volumes);
            case Move move -> new Move(move.modelledOn(), move.settings(), volumes);
        };
    }
}
