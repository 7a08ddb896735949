package io.github.outpostrecovery.tests.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.tests.breakglass.ByHand.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code array fence} while the array misbehaves: never FENCED without proof, and never at the cost of somebody else. */
class BadNightTest {
    private static final RequestPattern EVERYTHING = RequestPattern.of(".*", "");

    @TempDir
    private Path folder;

    /** What goes wrong. */
    enum Night {
        DIES_AFTER_APPLYING(End.NO_PROOF),
        LOSES_THE_FIRST_ANSWER(End.PROOF),
        LOSES_EVERY_ANSWER(End.EITHER),
        ANSWERS_503_ONCE(End.PROOF),
        ANSWERS_503_TO_EVERY_CHANGE(End.NO_PROOF),
        ANSWERS_503_AFTER_APPLYING(End.EITHER),
        ANSWERS_500_TO_EVERY_READ(End.NO_PROOF),
        KEY_EXPIRES_AT_THE_SECOND_REQUEST(End.PROOF),
        KEY_EXPIRES_EVERY_FIFTH_REQUEST(End.EITHER),
        EVERY_CHANGE_IS_DENIED(End.NO_PROOF),
        LIES_ONCE(End.PROOF),
        LIES_ALWAYS(End.NO_PROOF),
        SOMEBODY_LETS_IT_IN_ONCE(End.PROOF),
        LANDS_LATE_AND_TWICE(End.EITHER),
        LISTS_BREAK_OFF(End.EITHER);

        private final End end;

        Night(End end) {
            this.end = end;
        }

        private void fall(ByHand hand) {
            ArrayRequests requests = hand.array.requests();
            switch (this) {
                case DIES_AFTER_APPLYING -> {
                    hand.arm(requests.revoke(), Occurrences.nth(1), new RestFault.AppliedNoAnswer(Duration.ZERO));
                    afterTheFirstChange(
                            hand, () -> hand.arm(EVERYTHING, Occurrences.always(), new RestFault.Unreachable()));
                }
                case LOSES_THE_FIRST_ANSWER ->
                    hand.arm(requests.revoke(), Occurrences.nth(1), new RestFault.AppliedNoAnswer(Duration.ZERO));
                case LOSES_EVERY_ANSWER ->
                    hand.arm(requests.revoke(), Occurrences.always(), new RestFault.AppliedNoAnswer(Duration.ZERO));
                case ANSWERS_503_ONCE -> hand.arm(requests.revoke(), Occurrences.nth(1), unavailable());
                case ANSWERS_503_TO_EVERY_CHANGE -> hand.arm(requests.revoke(), Occurrences.always(), unavailable());
                case ANSWERS_503_AFTER_APPLYING ->
                    hand.arm(requests.revoke(), Occurrences.always(), new RestFault.ErrorAfterApplying(503));
                case ANSWERS_500_TO_EVERY_READ ->
                    hand.arm(requests.reads(), Occurrences.always(), new RestFault.ErrorBefore(500, "", "no"));
                case KEY_EXPIRES_AT_THE_SECOND_REQUEST ->
                    hand.arm(requests.any(), Occurrences.nth(2), new RestFault.Unauthorized());
                case KEY_EXPIRES_EVERY_FIFTH_REQUEST -> {
                    for (int nth = 5; nth < 500; nth += 5) {
                        hand.arm(requests.any(), Occurrences.nth(nth), new RestFault.Unauthorized());
                    }
                }
                case EVERY_CHANGE_IS_DENIED ->
                    hand.arm(requests.revoke(), Occurrences.always(), new RestFault.Unauthorized());
                case LIES_ONCE -> hand.arm(requests.revoke(), Occurrences.nth(1), requests.revoked());
                case LIES_ALWAYS -> hand.arm(requests.revoke(), Occurrences.always(), requests.revoked());
                case SOMEBODY_LETS_IT_IN_ONCE ->
                    afterTheFirstChange(
                            hand,
                            () -> hand.array.admit(
                                    hand.victim(),
                                    List.of(hand.array.volumes().getLast().name())));
                case LANDS_LATE_AND_TWICE ->
                    hand.arm(requests.revoke(), Occurrences.nth(1), new RestFault.LandsLate(Duration.ofSeconds(9), 2));
                case LISTS_BREAK_OFF ->
                    hand.arm(requests.access(), new Occurrences(1, 3), new RestFault.IncompletePage(1));
            }
        }

        private static RestFault unavailable() {
            return new RestFault.ErrorBefore(503, "", "Service unavailable.");
        }

        private static void afterTheFirstChange(ByHand hand, Runnable task) {
            AtomicBoolean done = new AtomicBoolean();
            hand.calls.listen(call -> {
                boolean had = call.status() == Call.NO_ANSWER || call.status() < 300;
                if (call.write() && had && done.compareAndSet(false, true)) {
                    task.run();
                }
            });
        }
    }

    /** What may come of it. */
    private enum End {
        PROOF,
        NO_PROOF,
        EITHER
    }

    static List<Object[]> nights() {
        List<Object[]> nights = new ArrayList<>();
        for (ArrayCase arrayCase : ArrayCase.overHttp()) {
            for (Night night : Night.values()) {
                nights.add(new Object[] {arrayCase, night});
            }
        }
        return nights;
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("nights")
    void fence_isNeverFencedWithoutProof_andTouchesNobodyElse(ArrayCase arrayCase, Night night) {
        try (ByHand hand = new ByHand(arrayCase, arrayCase.shared(), folder)) {
            night.fall(hand);
            Run run = hand.fence("--yes", "--patience", "PT40S");
            boolean proof = run.exit() == 0;
            if (proof) {
                ArrayCommandsTest.proven(hand, run, "FENCED");
            } else {
                assertThat(run.exit()).as(run.err()).isIn(1, 4, 6);
                assertThat(run.outcome()).isEqualTo(run.exit() == 6 ? "UNCERTAIN" : "REFUSED");
                if (run.exit() != 6) {
                    assertThat(hand.reaching(hand.victim())).hasSameSizeAs(hand.array.volumes());
                }
                assertThat(run.err()
                                .lines()
                                .filter(line -> line.contains(run.outcome()) || line.startsWith("outpost-")))
                        .hasSize(1);
            }
            switch (night.end) {
                case PROOF -> assertThat(proof).as(run.err()).isTrue();
                case NO_PROOF -> assertThat(proof).as(run.err()).isFalse();
                case EITHER -> {
                    // What was shown above holds for both.
                }
            }
            hand.dawn();
            Run inTheMorning = hand.fence("--yes");
            assertThat(inTheMorning.exit()).as(inTheMorning.err()).isZero();
            assertThat(inTheMorning.outcome()).isIn("FENCED", "ALREADY_FENCED");
            assertThat(hand.reaching(hand.victim())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.outpostrecovery.tests.breakglass.ArrayCase#overHttp")
    void grant_isBurnt_whenItsAnswerIsLost(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, arrayCase.shared(), folder)) {
            Run fenced = hand.fence("--yes");
            hand.arm(hand.array.requests().grant(), Occurrences.nth(1), new RestFault.AppliedNoAnswer(Duration.ZERO));
            Run run = hand.grant(fenced, "--yes", "--clustered");
            assertThat(run.exit()).as(run.err()).isEqualTo(6);
            assertThat(run.outcome()).isEqualTo("BURNT");
            hand.dawn();
            Run again = hand.grant(fenced, "--yes", "--clustered");
            assertThat(again.outcome()).isNotEqualTo("GRANTED");
        }
    }
}
