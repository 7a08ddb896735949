package io.github.outpostrecovery.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every boundary of the deployed definitions can be met, and is, by the run whose turn it is. */
class SteeringTest {
    private static final long SEED = 1;
    private static final int ATTEMPTS = 3;

    @Test
    void eachBoundary_isMetByARunThatGoesStraightThere() {
        List<Boundary> all = Boundary.all();
        List<String> missed = IntStream.range(0, all.size())
                .parallel()
                .boxed()
                .flatMap(index -> isMet(all, index) ? Stream.empty() : Stream.of(all.get(index)))
                .map(Boundary::toString)
                .toList();
        assertThat(missed).isEmpty();
    }

    private static boolean isMet(List<Boundary> all, int index) {
        return IntStream.range(0, ATTEMPTS).anyMatch(attempt -> {
            long number = (index + (long) attempt * all.size()) * Drawing.STRAIGHT;
            RunResult result = SimulatedRun.run(
                    RunName.of(SEED, number, Optional.empty()).scenario(), Journal.NONE, UnaryOperator.identity());
            assertThat(result.troubles()).as("run %s:%s", SEED, number).isEmpty();
            return result.covered().contains(all.get(index));
        });
    }
}
