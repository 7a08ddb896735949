package io.github.outpostrecovery.storage.flasharray;

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a successor gets the victim's volumes: in the host that holds the victim and nobody else, or in a new host where the
 * victim shares one.
 *
 * <p>An initiator belongs to one host array-wide, so there is always one leg. To take the victim's place in its host keeps all
 * connections and numbers, those that come with a host group too: being a member of a group does not make a host shared. A new
 * host is connected to the volumes by itself and does not join the group, which may hold volumes of others.
 */
final class HostRoutes {
    private HostRoutes() {}

    static Answer<GrantRoute> route(HostAccess.View view, Initiator victim, Set<VolumeName> volumes) {
        List<ArrayHost> hosts = view.hostsWith(victim);
        if (hosts.size() > 1) {
            return Answer.unanswered(new ArrayFailure(
                    Kind.INCOMPREHENSIBLE, "", victim + " is listed in " + hosts.size() + " hosts, which cannot be"));
        }
        Optional<ArrayHost> host = hosts.stream().findFirst();
        Map<VolumeName, LunId> numbers = new TreeMap<>();
        for (VolumeName volume : new TreeSet<>(volumes)) {
            Optional<LunId> number = host.flatMap(one -> numberOf(view, one, victim, volume));
            if (number.isEmpty()) {
                return refused(Kind.NOT_FOUND, "no host that holds " + victim + " is connected to " + volume);
            }
            if (number.get().number() == 0) {
                return refused(Kind.REFUSED, volume + " is connected as LUN 0, which cannot be asked for again");
            }
            numbers.put(volume, number.get());
        }
        return host.map(one -> Answer.of(new GrantRoute(List.of(leg(one, victim, numbers)))))
                .orElseGet(() -> refused(Kind.NOT_FOUND, "no volume was asked about"));
    }

    /** A private connection goes before a shared one, should there be both. */
    private static Optional<LunId> numberOf(HostAccess.View view, ArrayHost host, Initiator victim, VolumeName volume) {
        return view.connections().stream()
                .filter(row -> row.volume().equals(volume)
                        && view.hostsOf(row).stream()
                                .anyMatch(reached -> reached.name().equals(host.name())))
                .min(Comparator.comparing(row -> !row.isPrivate()))
                .map(row -> row.numberFor(victim));
    }

    private static Leg leg(ArrayHost host, Initiator victim, Map<VolumeName, LunId> numbers) {
        return host.isOnlyOf(Set.of(victim))
                ? new Swap(host.asObject(), numbers)
                : new Move(host.asObject(), host.settings(), numbers);
    }

    private static Answer<GrantRoute> refused(Kind kind, String why) {
        return Answer.unanswered(new ArrayFailure(kind, "", why));
    }
}
