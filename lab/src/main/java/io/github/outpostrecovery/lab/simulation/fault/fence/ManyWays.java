package io.github.outpostrecovery.lab.simulation.fault.fence;

import static io.github.outpostrecovery.lab.simulation.fault.Expectation.VICTIM_FENCED;

import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.Expectation;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.util.List;
import java.util.function.Predicate;

/** Victims that reach their volumes in another way than by one object of their own. */
final class ManyWays {
    /** So that there is a volume for each way. */
    private static final int VOLUMES = 3;

    /** Whoever shares the objects goes on reaching what it reached. */
    private static final Expectation OTHERS_KEEP_ACCESS = (site, world) -> site.arrays().stream()
            .filter(array -> othersOn(site, array).isEmpty())
            .map(array -> "nobody but the instance reaches its volumes on " + array.name() + ", which were shared")
            .toList();

    private ManyWays() {}

    static List<Fault> all() {
        return List.of(
                shown(
                        28,
                        "victim-in-two-objects",
                        "the victim reaches its last volume by a second igroup, subsystem or host group",
                        "every way is read and closed: recovered",
                        Topology.TWO_WAYS,
                        world -> true),
                shown(
                        28,
                        "victim-in-a-nested-group",
                        "the victim reaches its volumes by a group inside a group, or a set of hosts",
                        "every way is read and closed: recovered",
                        Topology.NESTED_GROUP,
                        world -> true),
                shown(
                        28,
                        "victim-bound-to-ports",
                        "the victim reaches its volumes by rules for some ports of the array",
                        "every way is read and closed: recovered",
                        Topology.BY_PORT,
                        world -> true),
                shared(
                        29,
                        "group-shared-with-another",
                        "the victim is in one igroup, subsystem or host group with another instance",
                        "the victim's name alone is taken out, and the other keeps what it has: recovered",
                        world -> true),
                shared(
                        31,
                        "connection-of-a-shared-host-group",
                        "a FlashArray connects the volumes to a host group that another instance's host is in",
                        "told at protect time; a fence takes the victim's name from its host, and the group's"
                                + " connection stays",
                        world -> Worlds.isOf(world, "purestorage")),
                shown(
                        40,
                        "nvme-host-in-two-subsystems",
                        "the victim's host NQN is in two subsystems",
                        "both are read, and it is taken out of both: recovered",
                        Topology.TWO_WAYS,
                        world -> Worlds.isOf(world, "netapp") && Worlds.speaks(world, Protocol.NVME_TCP)));
    }

    private static Fault shown(
            int number, String slug, String happens, String expected, Topology topology, Predicate<World> also) {
        return new StagedFault(
                FaultCard.simulated(number, slug, happens, expected),
                world -> world.with(
                        topology,
                        Math.max(world.volumes(), VOLUMES * world.arrays().size())),
                stage -> stage.onceEntering("Fence old initiator", execution -> stage.struck()),
                recovered(topology, also).besides(VICTIM_FENCED));
    }

    private static Fault shared(int number, String slug, String happens, String expected, Predicate<World> also) {
        return new StagedFault(
                FaultCard.simulated(number, slug, happens, expected),
                world -> world.with(Topology.SHARED_GROUP, world.volumes()),
                stage -> stage.onceEntering("Fence old initiator", execution -> strikeIfShared(stage)),
                recovered(Topology.SHARED_GROUP, also).besides(VICTIM_FENCED.and(OTHERS_KEEP_ACCESS)));
    }

    private static Expected recovered(Topology topology, Predicate<World> also) {
        return new Expected(
                world -> Worlds.loses(world) && Worlds.allows(world, topology) && also.test(world),
                Worlds::inItsMode,
                Expectation.NONE);
    }

    private static void strikeIfShared(Stage stage) {
        if (stage.site().arrays().stream()
                .noneMatch(array -> othersOn(stage.site(), array).isEmpty())) {
            stage.struck();
        }
    }

    /** Who reaches the first volume besides the machines of the instance. */
    private static List<String> othersOn(SimulatedSite site, SiteArray array) {
        SimulatedArray simulated = array.simulated();
        String instance = SimulatedSite.instanceName();
        return simulated
                .blockTarget()
                .initiatorsWithAccess(simulated.volumes().getFirst().identity())
                .stream()
                .filter(name -> site.ledger().incident().stream()
                        .flatMap(incident -> incident.victim().initiators().values().stream())
                        .noneMatch(victim -> victim.value().equalsIgnoreCase(name)))
                .filter(name -> site.ledger().current().initiators().values().stream()
                        .noneMatch(current -> current.value().equalsIgnoreCase(name)))
                .filter(name -> !name.contains(":" + instance + "."))
                .toList();
    }
}
