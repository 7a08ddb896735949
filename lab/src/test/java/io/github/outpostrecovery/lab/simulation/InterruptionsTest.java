package io.github.outpostrecovery.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What befalls an execution really does, and the instance is recovered all the same. */
class InterruptionsTest {
    private static final World WORLD = new World(
            1,
            List.of(new ArrayKind("netapp", Protocol.ISCSI)),
            Topology.PRIVATE_OBJECT,
            Chap.NONE,
            Mode.AUTOMATIC,
            2,
            World.Fate.SERVER_DEAD,
            World.Zombie.STAYS_DEAD,
            0,
            World.Answer.APPROVES,
            Duration.ofMillis(12),
            Duration.ofMillis(40));

    private static Disturbance.AtState at(String state, Interruption interruption, Duration length) {
        return new Disturbance.AtState(
                state, 1, interruption, new Moment.HalfRequest(6), length, 1, Disturbance.Heir.ANOTHER_EXECUTION);
    }

    private static RunResult run(Disturbance.AtState disturbance, List<String> lines) {
        return SimulatedRun.run(new Scenario(WORLD, List.of(), List.of(disturbance)), (at, line) -> lines.add(line));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STOPPED_WAITING", "REDRIVEN_WAITING", "ANSWERED_LATE", "ANSWERED_TWICE"})
    void theFence_isInterrupted_andTheInstanceRecovered(Interruption interruption) {
        Disturbance.AtState disturbance = at("Fence old initiator", interruption, Duration.ofSeconds(50));
        RunResult result = run(disturbance, new ArrayList<>());
        assertThat(result.covered()).containsExactly(disturbance.boundary());
        assertThat(result.outcomes().stream().flatMap(java.util.Optional::stream))
                .contains(Outcome.RECOVERED);
    }

    @Test
    void whileAFunctionSleeps_theOthersGoOn() {
        List<String> lines = new ArrayList<>();
        run(at("Fence old initiator", Interruption.STOPPED, Duration.ofSeconds(90)), lines);
        int struck = indexOf(lines, "! ");
        int awake = indexOf(lines, "\"Fence old initiator\" goes on");
        assertThat(struck).isNotNegative();
        assertThat(lines.subList(struck, awake)).anyMatch(line -> line.contains("Open the incident"));
    }

    /** Found by run 1055 of seed 1: the record is written, and its execution never hears of it. */
    @Test
    void whoNeverHearsOfItsRecord_callsAPerson() {
        Disturbance.AtState lost = new Disturbance.AtState(
                "Record recovery",
                1,
                Interruption.ANSWER_LOST,
                new Moment.HalfRequest(1),
                Duration.ZERO,
                12,
                Disturbance.Heir.NOBODY);
        List<String> lines = new ArrayList<>();
        RunResult result = run(lost, lines);
        assertThat(result.outcome()).contains(Outcome.RECOVERED);
        assertThat(indexOf(lines, "ended: FAILED in \"No record\"")).isNotNegative();
        assertThat(result.violations()).isEmpty();
    }

    @Test
    void whatIsCutOff_sendsNothingMore() {
        List<String> lines = new ArrayList<>();
        run(at("Fence old initiator", Interruption.CUT_OFF, Duration.ZERO), lines);
        int struck = indexOf(lines, "! ");
        String next = lines.get(struck + 1);
        assertThat(next).contains("Lambda.Unknown");
    }

    private static int indexOf(List<String> lines, String part) {
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).contains(part)) {
                return index;
            }
        }
        return -1;
    }
}
