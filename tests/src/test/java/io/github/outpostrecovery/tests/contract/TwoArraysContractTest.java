package io.github.outpostrecovery.tests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.fence.FenceResult;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One instance with volumes on two arrays: what happens on one says nothing about the other. */
class TwoArraysContractTest {
    static List<Object[]> pairs() {
        List<Object[]> pairs = new ArrayList<>();
        for (Cell first : Cell.simplest()) {
            for (Cell second : Cell.simplest()) {
                pairs.add(new Object[] {first, second});
            }
        }
        return pairs;
    }

    @ParameterizedTest(name = "{0} and {1}")
    @MethodSource("pairs")
    void fence_isProvenOnEachByItself(Cell one, Cell other) {
        Agenda agenda = new Agenda(Instant.parse("2026-02-10T06:00:00Z"), Pace.VIRTUAL);
        ArrayUnderTest first = ArrayUnderTest.on(agenda, one, "array-1", 0, 2);
        ArrayUnderTest second = ArrayUnderTest.on(agenda, other, "array-2", 1, 2);
        first.victim.die();
        second.victim.die();
        second.way.arm(new FaultRule(
                "gone", second.simulated.requests().any(), Occurrences.always(), new RestFault.Unreachable()));
        assertThat(first.fence(1, Duration.ofMinutes(5))).isInstanceOf(FenceResult.Proven.class);
        assertThat(second.fence(1, Duration.ofSeconds(30))).isInstanceOf(FenceResult.NotProven.class);
        assertThat(second.reaching(second.name(1))).hasSize(2);
        second.way.clear("gone");
        assertThat(second.fence(1, Duration.ofMinutes(5))).isInstanceOf(FenceResult.Proven.class);
        assertThat(first.reaching(first.name(1))).isEmpty();
    }
}
