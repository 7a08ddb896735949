package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessPath;
import io.github.outpostrecovery.core.array.AccessReport;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a grant has to be on every array, whatever happens on the way. */
class GrantContractTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static List<Object[]> everywhere() {
        return Trouble.everywhere();
    }

    static List<Cell> possible() {
        return Cell.possible();
    }

    private static GrantRoute fenced(ArrayUnderTest array) {
        array.victim.die();
        GrantRoute route = array.route();
        assertThat(array.fence(1, PATIENCE)).isInstanceOf(FenceResult.Proven.class);
        return route;
    }

    private static GrantOutcome grant(ArrayUnderTest array, GrantRoute route, int generation) {
        try (StorageArray opened = array.open()) {
            return opened.grant(array.order(route, generation));
        }
    }

    private static Map<VolumeName, LunId> reported(ArrayUnderTest array, int generation) {
        try (StorageArray opened = array.open()) {
            AccessReport report = Answers.answered(opened.access(array.volumes()));
            Map<VolumeName, LunId> luns = new TreeMap<>();
            report.paths().stream()
                    .filter(path -> path.initiator().equals(array.name(generation)))
                    .forEach(path -> luns.put(path.volume(), path.lun()));
            return luns;
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void grant_isSentOnce_andCleanOnlyIfEveryRequestWasAnswered(Cell cell, Trouble trouble) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        GrantRoute route = fenced(array);
        trouble.arm(array, array.simulated.requests().grant());
        int before = array.callsSoFar();
        GrantOutcome outcome = grant(array, route, 2);
        trouble.disarm(array);

        List<Call> writes = array.writesSince(before);
        Map<String, Long> repeated = writes.stream()
                .map(call -> call.method() + " " + call.target() + " " + call.body())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(repeated.values()).as("how often each request was sent").allMatch(often -> often == 1);
        boolean unanswered = writes.stream().anyMatch(call -> call.status() == 0 || call.status() >= 500);
        if (unanswered) {
            assertThat(outcome).isInstanceOf(GrantOutcome.InDoubt.class);
        }
        array.nobodyElseWasTouched();
        array.nobodyIsLoggedIn(trouble);
        if (trouble.hidesRowsFor(array)) {
            assertThat(outcome).isInstanceOf(GrantOutcome.Refused.class);
            assertThat(writes).isEmpty();
            burntNameCanBeFenced(array, trouble);
            return;
        }
        switch (trouble) {
            case NOTHING, SHORT_PAGES, SLOW -> {
                assertThat(outcome).isInstanceOf(GrantOutcome.Clean.class);
                assertThat(reported(array, 2)).isEqualTo(array.luns());
                SimulatedMachine successor = array.machine("new", array.name(2), Optional.empty());
                successor.logIn();
                assertThat(successor.visible())
                        .isEqualTo(array.simulated.volumes().stream()
                                .collect(Collectors.toMap(volume -> volume.lun(), volume -> volume.identity())));
            }
            case SESSION_ENDS_MIDWAY -> {
                assertThat(outcome).isInstanceOf(GrantOutcome.Clean.class);
                assertThat(reported(array, 2)).isEqualTo(array.luns());
            }
            case ANSWER_LOST_AFTER_COMMIT, ERROR_BEFORE, ERROR_AFTER, ARRIVES_LATE_AND_TWICE ->
                assertThat(outcome).isInstanceOf(GrantOutcome.InDoubt.class);
            case NOT_FOUND -> assertThat(outcome).isNotInstanceOf(GrantOutcome.Clean.class);
            case HALF_APPLIED, LYING_SUCCESS, LISTS_BREAK_OFF -> {
                // Clean or not as the rules above have it; what counts is that the array's word can be had.
            }
        }
        burntNameCanBeFenced(array, trouble);
    }

    /** Whatever became of the grant: its name is fenced like any other, and nothing late lets it in for good. */
    private static void burntNameCanBeFenced(ArrayUnderTest array, Trouble trouble) {
        assertThat(array.fence(2, PATIENCE)).isInstanceOf(FenceResult.Proven.class);
        if (trouble == Trouble.ARRIVES_LATE_AND_TWICE) {
            array.agenda.advance(Duration.ofMinutes(2));
            assertThat(array.fence(2, PATIENCE)).isInstanceOf(FenceResult.Proven.class);
        }
        assertThat(array.reaching(array.name(1))).as("the first victim").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("possible")
    void grant_repeated_findsTheNameThere(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        GrantRoute route = fenced(array);
        assertThat(grant(array, route, 2)).isInstanceOf(GrantOutcome.Clean.class);
        int before = array.callsSoFar();
        assertThat(grant(array, route, 2)).isInstanceOf(GrantOutcome.AlreadyThere.class);
        assertThat(array.writesSince(before)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("possible")
    void grant_sendsNothing_whenTheNameWasLetInByHand(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        GrantRoute route = fenced(array);
        array.simulated.admit(
                array.name(2).value(),
                List.of(array.simulated.volumes().getFirst().name()));
        int before = array.callsSoFar();
        assertThat(grant(array, route, 2)).isInstanceOf(GrantOutcome.AlreadyThere.class);
        assertThat(array.writesSince(before)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("possible")
    void grant_sendsNothing_whenItCannotLookWhetherTheNameIsThere(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        GrantRoute route = fenced(array);
        array.way.arm(new FaultRule(
                "all", array.simulated.requests().access(), Occurrences.always(), new RestFault.Unreachable()));
        int before = array.callsSoFar();
        assertThat(grant(array, route, 2)).isInstanceOf(GrantOutcome.Refused.class);
        assertThat(array.writesSince(before)).isEmpty();
    }

    /** Generation after generation on the same array: nothing that one leaves behind stands in the next one's way. */
    @ParameterizedTest
    @MethodSource("possible")
    void grants_followEachOther_throughFiveGenerations(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        fenced(ArrayUnderTest.of(cell));
        array.victim.die();
        for (int generation = 1; generation <= 5; generation++) {
            GrantRoute route;
            try (StorageArray opened = array.open()) {
                route = Answers.answered(opened.route(array.name(generation), array.volumes()));
            }
            assertThat(array.fence(generation, PATIENCE))
                    .as("generation " + generation)
                    .isInstanceOf(FenceResult.Proven.class);
            assertThat(grant(array, route, generation + 1))
                    .as("generation " + (generation + 1))
                    .isInstanceOf(GrantOutcome.Clean.class);
            assertThat(reported(array, generation + 1)).isEqualTo(array.luns());
        }
        array.nobodyElseWasTouched();
        array.nobodyIsLoggedIn(Trouble.NOTHING);
    }

    /** What the client reports is what the array does, at every step. */
    @ParameterizedTest
    @MethodSource("possible")
    void access_isTheTruth(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        GrantRoute route = array.route();
        access(array);
        array.victim.die();
        array.fence(1, PATIENCE);
        access(array);
        grant(array, route, 2);
        access(array);
        array.simulated.admit(
                array.name(9).value(),
                List.of(array.simulated.volumes().getLast().name()));
        access(array);
    }

    private static void access(ArrayUnderTest array) {
        try (StorageArray opened = array.open()) {
            AccessReport report = Answers.answered(opened.access(array.volumes()));
            for (var volume : array.simulated.volumes()) {
                assertThat(report.paths().stream()
                                .filter(path -> path.volume().value().equals(volume.name()))
                                .map(AccessPath::initiator)
                                .map(initiator -> initiator.value())
                                .collect(Collectors.toSet()))
                        .as(volume.name())
                        .isEqualTo(array.simulated.blockTarget().initiatorsWithAccess(volume.identity()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("possible")
    void access_isUnanswered_ofAVolumeThatIsNotThere(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        try (StorageArray opened = array.open()) {
            assertThat(opened.access(java.util.Set.of(new VolumeName("no-such-volume"))))
                    .isInstanceOfSatisfying(
                            Answer.Unanswered.class,
                            unanswered -> assertThat(unanswered.failure().kind())
                                    .isEqualTo(io.github.outpostrecovery.core.array.ArrayFailure.Kind.NOT_FOUND));
        }
    }
}
