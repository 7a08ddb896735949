package io.github.outpostrecovery.lab.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceCallsTest {
    private static final Instant START = Instant.parse("2026-02-10T06:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    private final ServiceCalls calls = new ServiceCalls(
            agenda, new Latencies(Duration.ofMillis(40), Map.of("Slow", Duration.ofSeconds(2))), List.of());
    private final List<Instant> applied = new ArrayList<>();
    private final List<Duration> later = new ArrayList<>();

    @Test
    void call_actsInTheMiddleOfItsLatency() {
        assertThat(call("Do")).isInstanceOf(CallResult.Answered.class);
        assertThat(call("Slow")).isInstanceOf(CallResult.Answered.class);

        assertThat(applied).containsExactly(START.plusMillis(20), START.plusMillis(1040));
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(2040));
    }

    @Test
    void noAnswer_appliesNothing_andCostsThePatience() {
        calls.arm(CallFaultRule.always("f", "Do", new CallFault.NoAnswer(PATIENCE)));

        assertThat(call("Do")).isInstanceOf(CallResult.Unanswered.class);
        assertThat(applied).isEmpty();
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(20).plus(PATIENCE));
    }

    @Test
    void whoArmsAFault_isToldEachTimeItStrikes_andNotOnceItIsCleared() {
        List<Instant> struck = new ArrayList<>();
        calls.arm(new CallFaultRule("f", "Do", 2, 3, new CallFault.Throttled()), () -> struck.add(agenda.instant()));

        call("Do");
        assertThat(struck).isEmpty();
        call("Do");
        assertThat(struck).hasSize(1);
        calls.clear("f");
        call("Do");
        assertThat(struck).hasSize(1);
    }

    @Test
    void appliedNoAnswer_appliesAndSaysNothing() {
        calls.arm(CallFaultRule.always("f", "Do", new CallFault.AppliedNoAnswer(PATIENCE)));

        assertThat(call("Do")).isInstanceOf(CallResult.Unanswered.class);
        assertThat(applied).hasSize(1);
    }

    @Test
    void appliedLate_putsEveryLandingIntoTheAgenda() {
        calls.arm(CallFaultRule.always("f", "Do", new CallFault.AppliedLate(PATIENCE, Duration.ofMinutes(1), 2)));

        assertThat(call("Do")).isInstanceOf(CallResult.Unanswered.class);
        assertThat(applied).isEmpty();
        assertThat(later).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Test
    void throttled_isNoAnswer_andComesAtOnce() {
        calls.arm(CallFaultRule.always("f", "Do", new CallFault.Throttled()));

        assertThat(call("Do")).isInstanceOf(CallResult.Unanswered.class);
        assertThat(agenda.instant()).isEqualTo(START.plusMillis(40));
        assertThat(applied).isEmpty();
    }

    @Test
    void refused_isAnAnswerThatChangedNothing() {
        calls.arm(CallFaultRule.always("f", "Do", new CallFault.Refused("AccessDenied", "no")));

        assertThat(call("Do")).isEqualTo(new CallResult.Refused<>("AccessDenied", "no"));
        assertThat(applied).isEmpty();
    }

    @Test
    void nth_strikesOnlyTheNthCallOfItsOperation_alsoAfterRestoring() {
        calls.arm(CallFaultRule.nth("f", "Do", 3, new CallFault.Throttled()));
        assertThat(call("Do")).isInstanceOf(CallResult.Answered.class);
        assertThat(call("Other")).isInstanceOf(CallResult.Answered.class);

        ServiceCalls restored = new ServiceCalls(agenda, Latencies.NONE, calls.save());
        assertThat(restored.read("Do", () -> 1)).isInstanceOf(CallResult.Answered.class);
        assertThat(restored.read("Do", () -> 1)).isInstanceOf(CallResult.Unanswered.class);
        assertThat(restored.read("Do", () -> 1)).isInstanceOf(CallResult.Answered.class);
    }

    @Test
    void clear_disarms() {
        calls.arm(CallFaultRule.always("f", CallFaultRule.ANY_OPERATION, new CallFault.Throttled()));
        assertThat(call("Do")).isInstanceOf(CallResult.Unanswered.class);

        calls.clear("f");

        assertThat(call("Do")).isInstanceOf(CallResult.Answered.class);
    }

    @Test
    void arm_fails_whenTheIdIsTaken() {
        calls.arm(CallFaultRule.nth("f", "Do", 1, new CallFault.Throttled()));

        assertThatThrownBy(() -> calls.arm(CallFaultRule.nth("f", "Do", 2, new CallFault.Throttled())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private CallResult<Boolean> call(String operation) {
        return calls.change(operation, later::add, () -> applied.add(agenda.instant()));
    }
}
