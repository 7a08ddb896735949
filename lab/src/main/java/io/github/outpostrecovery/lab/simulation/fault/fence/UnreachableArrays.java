package io.github.outpostrecovery.lab.simulation.fault.fence;

import static io.github.outpostrecovery.lab.simulation.fault.Expectation.FENCED_BUT_FOR_THE_LAST_ARRAY;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.LAST_ARRAY_PAGED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_CHANGED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_LAUNCHED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.VICTIM_FENCED;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.fault.ArrayFault;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Arrays that answer nothing, from some step on. */
final class UnreachableArrays {
    private static final Duration TAKEOVER = Duration.ofSeconds(45);
    private static final int FIRST_REQUESTS = 10;

    private UnreachableArrays() {}

    static List<Fault> all() {
        return List.of(
                from(
                        "array-unreachable-at-verify",
                        "Verify primary",
                        "refused once its patience ends, nothing changed",
                        Expected.of(Outcome.REFUSED)
                                .besides(NOTHING_CHANGED.and(NOTHING_LAUNCHED).and(LAST_ARRAY_PAGED))),
                from(
                        "array-unreachable-at-fence",
                        "Fence old initiator",
                        "nothing launched; what was fenced on the other array stays so, and a person is called",
                        paged().besides(NOTHING_LAUNCHED.and(FENCED_BUT_FOR_THE_LAST_ARRAY))),
                new StagedFault(
                        FaultCard.simulated(
                                21,
                                "array-lost-during-fence",
                                "the array answers a few requests of the fence, and nothing any more",
                                "nothing launched; whatever is fenced stays so, and a person is called"),
                        UnaryOperator.identity(),
                        UnreachableArrays::losesItOnTheWay,
                        paged().besides(NOTHING_LAUNCHED)),
                from(
                        "array-unreachable-at-grant",
                        "Grant new initiator",
                        "nothing granted, nothing launched, and a person is called",
                        paged().besides(NOTHING_LAUNCHED.and(VICTIM_FENCED))),
                from(
                        "array-unreachable-at-launch",
                        "Relaunch from recovery template",
                        "the grant cannot be read back: nothing launched, and a person is called",
                        paged().besides(NOTHING_LAUNCHED.and(VICTIM_FENCED))),
                from(
                        "array-unreachable-at-confirm",
                        "Confirm attachment",
                        "not recovered, since no array shows it; a person is called",
                        paged().besides(VICTIM_FENCED)),
                lasting(
                        21,
                        "array-unreachable-for-a-while",
                        "Fence old initiator",
                        Duration.ofSeconds(100),
                        "the array answers nothing for a while when it is to be fenced",
                        "the fence is repeated until it is proved, and the recovery goes on"),
                new ArrayFault(
                        FaultCard.simulated(
                                27,
                                "one-of-two-arrays-down",
                                "of two arrays the second one answers nothing when both are to be fenced",
                                "nothing granted or launched; the first stays fenced, and a person is called"),
                        "Fence old initiator",
                        Optional.empty(),
                        requests -> ArrayFault.ANYTHING,
                        Occurrences.always(),
                        array -> new RestFault.Unreachable(),
                        paged().where(world -> world.arrays().size() == 2)
                                .besides(NOTHING_LAUNCHED.and(FENCED_BUT_FOR_THE_LAST_ARRAY))),
                new StagedFault(
                        FaultCard.simulated(
                                27,
                                "boot-array-down",
                                "of two arrays the one that the instance boots from answers nothing when both are to"
                                        + " be fenced",
                                "nothing granted or launched, and a person is called"),
                        UnaryOperator.identity(),
                        stage -> stage.onceEntering(
                                "Fence old initiator",
                                execution ->
                                        silence(stage, stage.site().arrays().getFirst(), "boot-array-down")),
                        Expected.of(Outcome.FENCED_AND_PAGED)
                                .where(world -> world.arrays().size() == 2)
                                .besides(NOTHING_LAUNCHED)),
                new StagedFault(
                        FaultCard.simulated(
                                35,
                                "controller-takeover",
                                "a controller of the array fails while it is fenced: no management and one portal"
                                        + " less, until the other has taken over",
                                "asked again once it answers, and read back: the recovery goes on"),
                        UnaryOperator.identity(),
                        stage -> stage.onceEntering("Fence old initiator", execution -> takeOver(stage)),
                        Expected.of(Outcome.RECOVERED, Outcome.RECOVERED_DEGRADED)
                                .besides(VICTIM_FENCED)));
    }

    private static Expected paged() {
        return Expected.of(Outcome.FENCED_AND_PAGED).besides(LAST_ARRAY_PAGED);
    }

    private static Fault from(String slug, String state, String expected, Expected ending) {
        return new ArrayFault(
                FaultCard.simulated(21, slug, "the array answers nothing from \"" + state + "\" on", expected),
                state,
                Optional.empty(),
                requests -> ArrayFault.ANYTHING,
                Occurrences.always(),
                array -> new RestFault.Unreachable(),
                ending);
    }

    private static Fault lasting(
            int number, String slug, String state, Duration duration, String happens, String expected) {
        return new ArrayFault(
                FaultCard.simulated(number, slug, happens, expected),
                state,
                Optional.of(duration),
                requests -> ArrayFault.ANYTHING,
                Occurrences.always(),
                array -> new RestFault.Unreachable(),
                Expected.of(Outcome.RECOVERED).besides(VICTIM_FENCED));
    }

    private static void losesItOnTheWay(Stage stage) {
        int answered = stage.chance().nextInt(FIRST_REQUESTS);
        stage.onceEntering(
                "Fence old initiator",
                execution -> stage.site()
                        .arrays()
                        .getLast()
                        .way()
                        .arm(
                                new FaultRule(
                                        "array-lost-during-fence",
                                        ArrayFault.ANYTHING,
                                        Occurrences.fromNth(1 + answered),
                                        new RestFault.Unreachable()),
                                stage::struck));
    }

    private static void takeOver(Stage stage) {
        SiteArray array = stage.site().arrays().getLast();
        String portal = array.portalAddresses().getFirst();
        silence(stage, array, "controller-takeover");
        everywhere(stage.site(), server -> new SiteEvent.PathCut(server, portal));
        stage.later(TAKEOVER, () -> {
            array.way().clear("controller-takeover");
            everywhere(stage.site(), server -> new SiteEvent.PathRestored(server, portal));
        });
    }

    private static void everywhere(SimulatedSite site, Function<String, SiteEvent> event) {
        SimulatedSite.servers().forEach(server -> site.machines().apply(event.apply(server)));
    }

    private static void silence(Stage stage, SiteArray array, String id) {
        array.way()
                .arm(
                        new FaultRule(id, ArrayFault.ANYTHING, Occurrences.always(), new RestFault.Unreachable()),
                        stage::struck);
    }
}
