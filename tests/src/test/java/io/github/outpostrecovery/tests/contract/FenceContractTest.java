package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.fence.FenceProof;
import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fence has to be on every array, whatever happens on the way. */
class FenceContractTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static List<Object[]> everywhere() {
        return Trouble.everywhere();
    }

    static List<Cell> possible() {
        return Cell.possible();
    }

    private static void everyVolumeIsProven(ArrayUnderTest array, FenceResult result) {
        assertThat(result).isInstanceOf(FenceResult.Proven.class);
        assertThat(((FenceResult.Proven) result).proofs())
                .extracting(FenceProof::stored)
                .extracting(proof -> proof.volume())
                .containsExactlyInAnyOrderElementsOf(array.volumes());
    }

    /** Nothing may be concluded from a list that says itself that it is not whole. */
    private static void notProvenWhileRowsAreHidden(ArrayUnderTest array, Trouble trouble) {
        if (trouble.hidesRowsFor(array)) {
            assertThat(array.fence(1, Duration.ofSeconds(30))).isInstanceOf(FenceResult.NotProven.class);
            trouble.disarm(array);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void fence_isProven_ofADeadMachine_andOnlyWhenItHolds(Cell cell, Trouble trouble) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        array.victim.die();
        trouble.arm(array, array.simulated.requests().revoke());
        notProvenWhileRowsAreHidden(array, trouble);
        everyVolumeIsProven(array, array.fence(1, PATIENCE));
        array.agenda.advance(Duration.ofMinutes(2));
        assertThat(array.reaching(array.name(1)))
                .as("after whatever was late has landed")
                .isEmpty();
        array.nobodyElseWasTouched();
        array.nobodyIsLoggedIn(trouble);
    }

    /** A machine that is alive, writes until it is fenced, and goes on trying. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everywhere")
    void fence_isProven_ofALivingMachine_andItsWritesEnd(Cell cell, Trouble trouble) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        assertThat(array.victim.write()).isPositive();
        trouble.arm(array, array.simulated.requests().revoke());
        notProvenWhileRowsAreHidden(array, trouble);
        everyVolumeIsProven(array, array.fence(1, PATIENCE));
        assertThat(array.victim.write()).as("writes of a fenced machine").isZero();
        assertThat(array.machine("back", array.name(1), java.util.Optional.empty())
                        .write())
                .isZero();
        array.nobodyIsLoggedIn(trouble);
    }

    @ParameterizedTest
    @MethodSource("possible")
    void fence_repeated_isProvenAgain_andChangesNothing(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        array.victim.die();
        everyVolumeIsProven(array, array.fence(1, PATIENCE));
        com.fasterxml.jackson.databind.JsonNode fenced =
                array.simulated.blockTarget().accessState();
        everyVolumeIsProven(array, array.fence(1, PATIENCE));
        assertThat(array.simulated.blockTarget().accessState()).isEqualTo(fenced);
    }

    /** Somebody lets the victim in again while the fence is read back. */
    @ParameterizedTest
    @MethodSource("possible")
    void fence_isNotProven_whileSomebodyLetsTheVictimIn(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        array.victim.die();
        AtomicBoolean done = new AtomicBoolean();
        String volume = array.simulated.volumes().getLast().name();
        array.calls.listen(call -> {
            if (call.write() && call.status() < 300 && done.compareAndSet(false, true)) {
                array.simulated.admit(array.name(1).value(), List.of(volume));
            }
        });
        everyVolumeIsProven(array, array.fence(1, PATIENCE));
        assertThat(done).isTrue();
    }

    /** An array that answers reads, and refuses or forgets every change. */
    @ParameterizedTest
    @MethodSource("possible")
    void fence_isNeverProven_whenNoChangeHasAnEffect(Cell cell) {
        for (RestFault fault : List.of(
                new RestFault.ErrorBefore(503, "", "no"), new RestFault.Unreachable(), new RestFault.Unauthorized())) {
            ArrayUnderTest array = ArrayUnderTest.of(cell);
            array.victim.die();
            array.way.arm(new FaultRule("all", array.simulated.requests().revoke(), Occurrences.always(), fault));
            assertThat(array.fence(1, Duration.ofSeconds(40)))
                    .as(fault.toString())
                    .isInstanceOf(FenceResult.NotProven.class);
            assertThat(array.reaching(array.name(1))).isNotEmpty();
        }
    }

    /** An array that takes changes, and does not say who reaches what: nothing found is not nobody there. */
    @ParameterizedTest
    @MethodSource("possible")
    void fence_isNeverProven_whenNobodyCanBeSeen(Cell cell) {
        for (RestFault fault : List.of(
                new RestFault.Unreachable(),
                new RestFault.ErrorBefore(404, "", "Not found."),
                new RestFault.ErrorBefore(400, "", "Bad request."),
                new RestFault.LyingSuccess(200, "{}"))) {
            ArrayUnderTest array = ArrayUnderTest.of(cell);
            array.victim.die();
            array.way.arm(new FaultRule("all", array.simulated.requests().access(), Occurrences.always(), fault));
            assertThat(array.fence(1, Duration.ofSeconds(40)))
                    .as(fault.toString())
                    .isInstanceOf(FenceResult.NotProven.class);
        }
    }

    /** A write that the array has accepted may land after the mapping is gone; then the proof has to wait for it. */
    @ParameterizedTest
    @MethodSource("possible")
    void fence_isNotProven_beforeWhatWasUnderWayHasLanded(Cell cell) {
        ArrayUnderTest array = ArrayUnderTest.of(cell);
        List<LandedWrite> landings = new ArrayList<>();
        array.simulated.blockTarget().observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                if (write.machine().equals("old")) {
                    landings.add(write);
                }
            }
        });
        array.simulated.blockTarget().setLink("old", LinkConditions.slowWrites(Duration.ofSeconds(8)));
        array.victim.write();
        assertThat(landings).isEmpty();
        array.victim.die();
        everyVolumeIsProven(array, array.fence(1, PATIENCE));
        int before = landings.size();
        array.agenda.advance(Duration.ofMinutes(1));
        assertThat(before)
                .as("writes that had landed when the fence was proven")
                .isPositive();
        assertThat(landings).as("writes that landed later").hasSize(before);
    }
}
