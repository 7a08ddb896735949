package io.github.outpostrecovery.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TraceTest {
    private static final String LOOK = "Verify primary";
    private static final String BETWEEN = "Let the planes take new samples";

    @Test
    void waitingForTheMachine_isLeftOutHoweverOftenItHappens() {
        List<String> atOnce = List.of("Begin to confirm", "Confirm attachment", "Is it attached", "Move traffic");
        List<String> later = List.of(
                "Begin to confirm",
                "Confirm attachment",
                "Is it attached",
                "Let it boot",
                "Confirm attachment",
                "Is it attached",
                "Let it boot",
                "Confirm attachment",
                "Is it attached",
                "Move traffic");
        assertThat(Trace.of(later)).isEqualTo(Trace.of(atOnce));
        assertThat(Trace.of(atOnce).states()).isEqualTo(atOnce);
    }

    @Test
    void secondLook_staysAndAThirdIsLeftOut() {
        List<String> once = List.of("Begin to verify", LOOK, "Begin to fence");
        List<String> twice = List.of("Begin to verify", LOOK, BETWEEN, LOOK, "Begin to fence");
        List<String> thrice = List.of("Begin to verify", LOOK, BETWEEN, LOOK, BETWEEN, LOOK, "Begin to fence");
        assertThat(Trace.of(twice).states()).isEqualTo(twice);
        assertThat(Trace.of(thrice)).isEqualTo(Trace.of(twice)).isNotEqualTo(Trace.of(once));
    }

    @Test
    void whatAPersonWasAskedBetween_stays() {
        List<String> askedBetween = List.of(
                "Check launch targets", BETWEEN, LOOK, "Ask for approval", "Check launch targets", BETWEEN, LOOK);
        assertThat(Trace.of(askedBetween).states()).isEqualTo(askedBetween);
        assertThat(Trace.of(askedBetween).mails()).isOne();
    }

    @Test
    void secondGeneration_stays() {
        List<String> twoGenerations = List.of(
                "Begin to fence",
                "Fence old initiator",
                "Grant new initiator",
                "Begin to fence",
                "Fence old initiator");
        assertThat(Trace.of(twoGenerations).states()).isEqualTo(twoGenerations);
    }
}
