package io.github.outpostrecovery.lab.simulation.fault;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is expected of the engine besides how a run ends: asked once everything rests. */
@FunctionalInterface
public interface Expectation {
    /** Nothing more than how it ends. */
    Expectation NONE = (site, world) -> List.of();

    /** No machine was made. */
    Expectation NOTHING_LAUNCHED = (site, world) -> objectIf(
            site.region().ec2().instances().size() > 1,
            "machines were launched: " + site.region().ec2().instances().size() + " instead of the first one alone");

    /** No array was asked to change anything. */
    Expectation NOTHING_CHANGED = (site, world) -> site.calls().calls().stream()
            .filter(Call::write)
            .findFirst()
            .map(call -> List.of("an array was asked to change something: " + call.method() + " " + call.target()))
            .orElse(List.of());

    /** If a fence was begun, no array lets the victim in: what is fenced stays so. */
    Expectation VICTIM_FENCED = (site, world) -> stillOpen(site, site.arrays());

    /** The same of all arrays but the last: what was fenced when the last could not be stays so. */
    Expectation FENCED_BUT_FOR_THE_LAST_ARRAY = (site, world) ->
            stillOpen(site, site.arrays().subList(0, site.arrays().size() - 1));

    /** A person was told which array does not do what it is asked to. */
    Expectation LAST_ARRAY_PAGED = (site, world) -> objectIf(
            site.region().mailbox().mails().stream()
                    .noneMatch(
                            mail -> mail.body().contains(site.arrays().getLast().name())),
            "no mail names " + site.arrays().getLast().name());

    /** What is missing, a line each. */
    List<String> objections(SimulatedSite site, World world);

    /** This and another. */
    default Expectation and(Expectation other) {
        return (site, world) -> {
            List<String> all = new ArrayList<>(objections(site, world));
            all.addAll(other.objections(site, world));
            return all;
        };
    }

    /** The line, if something is amiss. */
    static List<String> objectIf(boolean amiss, String line) {
        return amiss ? List.of(line) : List.of();
    }

    private static List<String> stillOpen(SimulatedSite site, List<SiteArray> arrays) {
        Optional<Incident> incident = site.ledger().incident().filter(Incident::hasBegunToFence);
        if (incident.isEmpty()) {
            return List.of();
        }
        List<String> open = new ArrayList<>();
        incident.get()
                .victim()
                .initiators()
                .forEach((name, victim) -> arrays.stream()
                        .filter(array -> array.name().equals(name.value()))
                        .forEach(array -> open.addAll(openOn(array, victim))));
        return open;
    }

    private static List<String> openOn(SiteArray array, Initiator victim) {
        return array.simulated().volumes().stream()
                .filter(volume -> reaches(array, volume, victim))
                .map(volume -> victim + " still reaches " + volume.name() + " of " + array.name())
                .toList();
    }

    private static boolean reaches(SiteArray array, FurnishedVolume volume, Initiator victim) {
        return array.simulated().blockTarget().initiatorsWithAccess(volume.identity()).stream()
                .anyMatch(name -> name.equalsIgnoreCase(victim.value()));
    }
}
