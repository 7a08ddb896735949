package io.github.outpostrecovery.lab.simulation.fault.fence;

import static io.github.outpostrecovery.lab.simulation.fault.Expectation.LAST_ARRAY_PAGED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.NOTHING_LAUNCHED;
import static io.github.outpostrecovery.lab.simulation.fault.Expectation.VICTIM_FENCED;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.ArrayFault;
import io.github.outpostrecovery.lab.simulation.fault.Expectation;
import io.github.outpostrecovery.lab.simulation.fault.Expected;
import io.github.outpostrecovery.lab.simulation.fault.StagedFault;
import io.github.outpostrecovery.lab.simulation.fault.Worlds;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Answers that are wrong, late, or lost. */
final class UnclearAnswers {
    private static final String FENCE = "Fence old initiator";
    private static final String GRANT = "Grant new initiator";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LONGER_THAN_THE_TASK = Duration.ofSeconds(130);

    /** The next generation is used, and the one in doubt never gets a machine. */
    private static final Expectation BURNT = (site, world) -> Expectation.objectIf(
            site.ledger().current().generation().number() < 3, "the generation whose grant is in doubt was launched");

    /** The generation that was stored first is the one that runs. */
    private static final Expectation NOT_BURNT = (site, world) -> Expectation.objectIf(
            site.ledger().current().generation().number() > 2,
            "a generation was given up for a refusal that surely changed nothing");

    private UnclearAnswers() {}

    static List<Fault> all() {
        return List.of(
                once(
                        22,
                        "error-after-fence-applied",
                        FENCE,
                        "the array applies the first change of the fence and answers 503",
                        "the read-back decides, and the repeat changes nothing: recovered",
                        new RestFault.ErrorAfterApplying(503),
                        recovered()),
                once(
                        22,
                        "no-answer-after-fence-applied",
                        FENCE,
                        "the array applies the first change of the fence and the answer is lost",
                        "the read-back decides, and the repeat changes nothing: recovered",
                        new RestFault.AppliedNoAnswer(PATIENCE),
                        recovered()),
                once(
                        22,
                        "error-after-grant-applied",
                        GRANT,
                        "the array applies the first change of the grant and answers 503",
                        "the generation is burnt, fenced and proved, and the next one recovers",
                        new RestFault.ErrorAfterApplying(503),
                        recovered().besides(BURNT)),
                once(
                        22,
                        "error-before-fence",
                        FENCE,
                        "the array answers the first change of the fence with 500 and does nothing",
                        "the fence is repeated: recovered",
                        new RestFault.ErrorBefore(500, "500", "Internal error."),
                        recovered()),
                lying(
                        "fence-is-a-lie-once",
                        Occurrences.nth(1),
                        "the array claims to have carried out the first change of the fence, and has not",
                        "the read-back shows the path open, and the fence is repeated: recovered",
                        recovered()),
                lying(
                        "fence-is-a-lie",
                        Occurrences.always(),
                        "the array claims to have closed the path to the last volume, each time, and has not",
                        "the read-back shows the path open: nothing launched, and a person is called",
                        Expected.of(Outcome.FENCED_AND_PAGED).besides(NOTHING_LAUNCHED.and(LAST_ARRAY_PAGED))),
                once(
                        24,
                        "fence-function-times-out",
                        FENCE,
                        "the array takes longer over the first change of the fence than the function may",
                        "the next attempt goes on from the books and the read-back: recovered",
                        new RestFault.Slow(LONGER_THAN_THE_TASK),
                        recovered()),
                new StagedFault(
                        FaultCard.simulated(
                                25,
                                "fence-lands-late",
                                "the first change of the fence gets no answer, and lands twice within the next hour",
                                "the fence is repeated; what lands late names a dead generation and takes nothing from"
                                        + " the winner"),
                        UnaryOperator.identity(),
                        stage -> {
                            stage.outlast(Duration.ofMinutes(70));
                            stage.onceEntering(FENCE, execution -> {
                                SiteArray array = stage.site().arrays().getLast();
                                array.way()
                                        .arm(
                                                new FaultRule(
                                                        "fence-lands-late",
                                                        array.simulated()
                                                                .requests()
                                                                .revoke(),
                                                        Occurrences.nth(1),
                                                        new RestFault.LandsLate(Duration.ofMinutes(30), 2)),
                                                stage::struck);
                            });
                        },
                        recovered()),
                new ArrayFault(
                        FaultCard.simulated(
                                26,
                                "partial-fence",
                                "the victim is off all volumes but the last, whose path the array does not close"
                                        + " whatever it says",
                                "no grant and no launch; what is fenced stays fenced, and a person is called"),
                        FENCE,
                        Optional.empty(),
                        ArrayRequests::lastVolumeRevoke,
                        Occurrences.always(),
                        array -> array.requests().revoked(),
                        Expected.of(Outcome.FENCED_AND_PAGED)
                                .where(UnclearAnswers::fencesVolumeByVolume)
                                .besides(NOTHING_LAUNCHED
                                        .and(LAST_ARRAY_PAGED)
                                        .and(UnclearAnswers::firstVolumesStayFenced))),
                new ArrayFault(
                        FaultCard.simulated(
                                26,
                                "partial-fence-finished",
                                "the victim is off all volumes but the last for some rounds of the fence",
                                "the fence is repeated until every volume is proved: recovered"),
                        FENCE,
                        Optional.empty(),
                        ArrayRequests::lastVolumeRevoke,
                        new Occurrences(1, 3),
                        array -> array.requests().revoked(),
                        recovered().where(UnclearAnswers::fencesVolumeByVolume)),
                new ArrayFault(
                        FaultCard.simulated(
                                30,
                                "initiator-in-use",
                                "ONTAP refuses to delete an initiator of a mapped igroup (1254213)",
                                "the refusal is told from an error, and the fence repeated: recovered"),
                        FENCE,
                        Optional.empty(),
                        requests -> RequestPattern.of("DELETE", "/igroups/[^/]+/initiators/"),
                        Occurrences.nth(1),
                        array -> new RestFault.ErrorBefore(
                                409, "1254213", "The initiator cannot be removed while the igroup is mapped."),
                        recovered()
                                .where(world ->
                                        world.arrays().getLast().vendor().equals("netapp")
                                                && world.arrays().getLast().protocol() == Protocol.ISCSI)),
                refusedOnce(
                        "unauthorized-at-verify", "Verify primary", inItsMode().besides(NOT_BURNT)),
                refusedOnce("unauthorized-at-fence", FENCE, recovered().besides(NOT_BURNT)),
                refusedOnce("unauthorized-at-grant", GRANT, recovered().besides(NOT_BURNT)),
                refusedOnce(
                        "unauthorized-at-confirm",
                        "Confirm attachment",
                        recovered().besides(NOT_BURNT)),
                busy("rate-limited-at-verify", "Verify primary", 429, inItsMode()),
                busy("rate-limited-at-fence", FENCE, 429, recovered()),
                busy("rate-limited-at-grant", GRANT, 429, recovered()),
                busy("overloaded-at-fence", FENCE, 503, recovered()),
                busy("overloaded-at-confirm", "Confirm attachment", 503, recovered()));
    }

    private static Expected recovered() {
        return Expected.of(Outcome.RECOVERED).besides(VICTIM_FENCED);
    }

    /** It strikes before a person may have been asked. */
    private static Expected inItsMode() {
        return new Expected(Worlds::loses, Worlds::inItsMode, VICTIM_FENCED);
    }

    private static Fault once(
            int number, String slug, String state, String happens, String expected, RestFault wrong, Expected ending) {
        Function<ArrayRequests, RequestPattern> changes =
                state.equals(GRANT) ? ArrayRequests::grant : ArrayRequests::revoke;
        return new ArrayFault(
                FaultCard.simulated(number, slug, happens, expected),
                state,
                Optional.empty(),
                changes,
                Occurrences.nth(1),
                array -> wrong,
                ending);
    }

    private static Fault lying(String slug, Occurrences occurrences, String happens, String expected, Expected ending) {
        return new ArrayFault(
                FaultCard.simulated(23, slug, happens, expected),
                FENCE,
                Optional.empty(),
                ArrayRequests::lastVolumeRevoke,
                occurrences,
                array -> array.requests().revoked(),
                ending);
    }

    private static Fault refusedOnce(String slug, String state, Expected ending) {
        return new ArrayFault(
                FaultCard.simulated(
                        32,
                        slug,
                        "the array answers the first request of \"" + state + "\" with 401",
                        "authenticated again once, and sent again: nothing is lost"),
                state,
                Optional.empty(),
                ArrayRequests::any,
                Occurrences.nth(1),
                array -> new RestFault.Unauthorized(),
                ending);
    }

    private static Fault busy(String slug, String state, int status, Expected ending) {
        return new ArrayFault(
                FaultCard.simulated(
                        36,
                        slug,
                        "the array answers three requests of \"" + state + "\" with " + status,
                        "asked again, within its patience: recovered"),
                state,
                Optional.empty(),
                ArrayRequests::any,
                new Occurrences(1, 3),
                array -> new RestFault.ErrorBefore(status, Integer.toString(status), "Too many requests."),
                ending);
    }

    /** On ONTAP each igroup or subsystem is a way of its own; elsewhere a name leaves its host with every volume. */
    private static boolean fencesVolumeByVolume(World world) {
        return world.topology() == Topology.TWO_WAYS
                && Worlds.isOf(world, "netapp")
                && world.volumes() > world.arrays().size();
    }

    private static List<String> firstVolumesStayFenced(SimulatedSite site, World world) {
        SimulatedArray array = site.arrays().getLast().simulated();
        return site.ledger().incident().stream()
                .flatMap(incident -> incident.victim().initiators().values().stream())
                .flatMap(victim -> array.volumes().stream()
                        .limit(array.volumes().size() - 1L)
                        .filter(volume -> array.blockTarget()
                                .initiatorsWithAccess(volume.identity())
                                .contains(victim.value()))
                        .map(volume -> victim + " reaches " + volume.name() + " again"))
                .distinct()
                .toList();
    }
}
