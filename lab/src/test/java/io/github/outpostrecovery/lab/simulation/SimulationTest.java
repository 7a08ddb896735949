package io.github.outpostrecovery.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import io.github.outpostrecovery.lab.site.SiteConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Many runs are the same each time, and what is broken is found. */
class SimulationTest {
    private static final long RUNS = 24;

    /** The last step says that it has written its record, and has not. */
    private static SiteConditions noRecords(SiteConditions conditions) {
        return conditions.through(SimulationTest::withoutRecords, UnaryOperator.identity());
    }

    private static FunctionHost withoutRecords(FunctionHost functions) {
        return (name, payload) ->
                payload.path("action").asText().equals("RECORD") ? lie() : functions.invoke(name, payload);
    }

    private static JsonNode lie() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("outcome", "STOOD_DOWN")
                .put("reason", "")
                .putNull("mail");
    }

    @Test
    void theSameSeed_givesTheSameAgain_onAnyNumberOfThreads() throws InterruptedException {
        SimulationResult once = Simulation.run(Simulation.Order.of(RUNS, 7), done -> {});
        SimulationResult again = Simulation.run(Simulation.Order.of(RUNS, 7), done -> {});
        SimulationResult onTwo = Simulation.run(Simulation.Order.of(RUNS, 7).on(2), done -> {});
        assertThat(again)
                .usingRecursiveComparison()
                .ignoringFields("runsPerSecond")
                .isEqualTo(once);
        assertThat(onTwo)
                .usingRecursiveComparison()
                .ignoringFields("runsPerSecond")
                .isEqualTo(once);
        assertThat(once.runs()).isEqualTo(RUNS);
    }

    @Test
    void anotherSeed_givesSomethingElse() throws InterruptedException {
        SimulationResult one = Simulation.run(Simulation.Order.of(6, 7), done -> {});
        SimulationResult other = Simulation.run(Simulation.Order.of(6, 8), done -> {});
        assertThat(other.checks()).isNotEqualTo(one.checks());
    }

    @Test
    void whatIsBroken_isFound_shrunk_andReplayed() throws InterruptedException {
        SimulationResult result =
                Simulation.run(Simulation.Order.of(3, 1).under(SimulationTest::noRecords), done -> {});
        assertThat(result.violations()).isNotEmpty();
        BrokenRun broken = result.violations().getFirst();
        Scenario drawn = broken.name().scenario();
        RunName simplest = RunName.parse(broken.shrunk().toString());
        Scenario shrunk = simplest.scenario();
        assertThat(shrunk.faults()).isEmpty();
        assertThat(shrunk.disturbances()).isEmpty();
        assertThat(shrunk.world().volumes())
                .isEqualTo(1)
                .isLessThanOrEqualTo(drawn.world().volumes());
        List<String> lines = new ArrayList<>();
        RunResult replayed = SimulatedRun.run(shrunk, (at, line) -> lines.add(line), SimulationTest::noRecords);
        assertThat(replayed.troubles())
                .extracting(Trouble::slug)
                .contains(broken.trouble().slug());
        assertThat(lines).anyMatch(line -> line.contains("Open the incident"));
        assertThat(SimulatedRun.run(shrunk, Journal.NONE).troubles()).isEmpty();
    }
}
