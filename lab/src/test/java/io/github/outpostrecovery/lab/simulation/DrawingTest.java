package io.github.outpostrecovery.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.outpostrecovery.lab.asl.definition.State;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a run is drawn from, and how it is named. */
class DrawingTest {
    private static final int MANY = 3000;

    @Test
    void aRun_isDrawnFromItsSeedAndNumberAlone() {
        for (long number = 0; number < 50; number++) {
            assertThat(Drawing.draw(3, number, Optional.empty())).isEqualTo(Drawing.draw(3, number, Optional.empty()));
        }
        assertThat(Drawing.draw(3, 1, Optional.empty())).isNotEqualTo(Drawing.draw(4, 1, Optional.empty()));
    }

    @Test
    void manyRuns_drawEveryFaultAndEveryBoundary() {
        Set<String> faults = new HashSet<>();
        Set<Boundary> boundaries = new HashSet<>();
        for (long number = 0; number < MANY; number++) {
            Scenario drawn = Drawing.draw(1, number, Optional.empty());
            drawn.faults().forEach(fault -> faults.add(fault.card().slug()));
            drawn.disturbances().stream()
                    .filter(Disturbance.AtState.class::isInstance)
                    .forEach(one -> boundaries.add(((Disturbance.AtState) one).boundary()));
        }
        assertThat(faults)
                .containsAll(FaultCatalogue.all().stream()
                        .filter(fault -> fault.card().layer() == Layer.SIMULATION)
                        .map(fault -> fault.card().slug())
                        .toList());
        assertThat(boundaries).containsAll(Boundary.all());
    }

    @Test
    void everyTaskAndEveryWait_hasItsBoundaries() {
        Set<String> met = new HashSet<>();
        Boundary.all().forEach(boundary -> met.add(boundary.state()));
        SimulatedSite.definitions()
                .forEach(definition -> definition.states().values().stream()
                        .filter(state -> state instanceof State.Task || state instanceof State.Wait)
                        .forEach(state -> assertThat(met).contains(state.name())));
    }

    @Test
    void anOrderedFault_isInTheRun() {
        Fault fault = FaultCatalogue.all().stream()
                .filter(one -> one.card().layer() == Layer.SIMULATION)
                .findFirst()
                .orElseThrow();
        assertThat(Drawing.draw(1, 5, Optional.of(fault)).faults()).contains(fault);
    }

    @Test
    void theNameOfARun_isReadBack() {
        RunName name = new RunName(
                -4,
                4711,
                Optional.of("no-capacity"),
                List.of(
                        new Simplification(Simplification.Kind.DROP_DISTURBANCE, 2),
                        new Simplification(Simplification.Kind.ONE_ARRAY, 0)));
        assertThat(name).hasToString("-4:4711@no-capacity+drop-disturbance.2+one-array");
        assertThat(RunName.parse(name.toString())).isEqualTo(name);
    }

    @Test
    void whatNamesNoRun_isRefused() {
        for (String text : List.of("", "4711", "1:x", "1:2+no-such-thing", "1:2:3")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RunName.parse(text))
                    .withMessageContaining("1:4711");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunName.parse("1:2@no-such-fault").scenario())
                .withMessageContaining("no-such-fault");
    }
}
