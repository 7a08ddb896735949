package io.github.outpostrecovery.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.simulation.Journal;
import io.github.outpostrecovery.lab.simulation.RunName;
import io.github.outpostrecovery.lab.simulation.SimulatedRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that have once broken a rule, and must not again. */
class FoundBySimulationTest {
    @ParameterizedTest
    @ValueSource(strings = {"1:29+one-array+one-volume+private-object"})
    void aRunThatBrokeARule_breaksNoneAnyMore(String run) {
        assertThat(SimulatedRun.run(RunName.parse(run).scenario(), Journal.NONE).troubles())
                .isEmpty();
    }
}
