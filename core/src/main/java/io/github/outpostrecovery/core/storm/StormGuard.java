package io.github.outpostrecovery.core.storm;

import io.github.outpostrecovery.core.configuration.StormPolicy;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a server that has died, with all that ran on it, from an array or a Region that has failed and lets many seem dead.
 * One server takes down its own instances; whatever takes down the instances of several servers, or many on a server that
 * lives, is something that they share. To fence them all would not help, and to launch them again could not.
 *
 * <p>Decides by what was noted, and by no clock.
 */
public final class StormGuard {
    private StormGuard() {}

    /**
     * Judges one suspect among all those that share something with it.
     *
     * @param noted those of the window; the suspect's own note may be among them
     * @return why a person is to be asked before it is fenced; empty if nothing speaks against it
     */
    public static Optional<String> objection(Suspect mine, Collection<Suspect> noted, StormPolicy policy) {
        List<Suspect> all = Stream.concat(
                        Stream.of(mine),
                        noted.stream().filter(one -> !one.incident().equals(mine.incident())))
                .filter(Suspect::counts)
                .toList();
        Set<OutpostArn> gone = all.stream()
                .filter(one -> one.kind() == Suspect.Kind.SERVER)
                .map(Suspect::server)
                .collect(Collectors.toSet());
        // Of a server that is gone, some were seen before the Region had noticed.
        List<Suspect> guests =
                all.stream().filter(one -> !gone.contains(one.server())).toList();
        for (URI array : mine.arrays().stream().sorted().toList()) {
            Optional<String> why = ofArray(array, all, gone, guests, policy);
            if (why.isPresent()) {
                return why;
            }
        }
        long onMyServer = count(guests, one -> one.server().equals(mine.server()));
        if (onMyServer > policy.guests()) {
            return Optional.of(onMyServer + " instances on " + mine.server()
                    + " have failed together while it lives: its way to the array may be what has failed");
        }
        if (!gone.contains(mine.server()) && guests.size() > policy.guestsOfEngine()) {
            return Optional.of("more than " + policy.guestsOfEngine()
                    + " instances of this engine have failed together while their servers live:"
                    + " EC2 or the Region may be what has failed");
        }
        return Optional.empty();
    }

    private static Optional<String> ofArray(
            URI array, List<Suspect> all, Set<OutpostArn> gone, List<Suspect> guests, StormPolicy policy) {
        long servers = all.stream()
                .filter(one -> one.arrays().contains(array))
                .map(Suspect::server)
                .filter(gone::contains)
                .distinct()
                .count();
        if (servers > policy.serversPerArray()) {
            return Optional.of(servers + " servers of the array at " + array
                    + " seem to be gone together: what they share may be what has failed");
        }
        long failed = count(guests, one -> one.arrays().contains(array));
        return failed > policy.guests()
                ? Optional.of(failed + " instances of the array at " + array
                        + " have failed together while their servers live: the array, or the way to it, may be what"
                        + " has failed")
                : Optional.empty();
    }

    private static long count(List<Suspect> suspects, Predicate<Suspect> which) {
        return suspects.stream().filter(which).count();
    }
}
