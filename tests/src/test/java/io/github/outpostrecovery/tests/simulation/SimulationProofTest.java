package io.github.outpostrecovery.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.simulation.Boundary;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.Simulation;
import io.github.outpostrecovery.lab.simulation.SimulationResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many drawn runs break no rule, on both cores; a hundred thousand are made by the operator's command, in an hour or so. */
class SimulationProofTest {
    private static final long SOME = 300;
    private static final long MANY = 20_000;
    private static final int CORES = 2;

    private static SimulationResult run(long runs) throws InterruptedException {
        return Simulation.run(Simulation.Order.of(runs, 1).on(CORES), done -> {});
    }

    @Test
    void someRuns_breakNoRule() throws InterruptedException {
        assertThat(run(SOME).violations()).isEmpty();
    }

    @Test
    @Tag("proof")
    void manyRuns_breakNoRule_andMeetEveryBoundary() throws InterruptedException {
        SimulationResult result = run(MANY);
        assertThat(result.violations()).isEmpty();
        assertThat(result.covered()).containsAll(Boundary.all());
        assertThat(result.faults())
                .filteredOn(tally -> tally.card().layer() == Layer.SIMULATION)
                .allMatch(tally -> tally.injected() > 0);
    }
}
