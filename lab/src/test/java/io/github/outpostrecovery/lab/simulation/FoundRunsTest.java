package io.github.outpostrecovery.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs of seed 1 in which something was found once, in the engine or in what judges it. They are drawn: whoever changes how,
 * draws other runs for these numbers, and has to keep what each of them was about in a test of its own.
 */
class FoundRunsTest {
    private static final long SEED = 1;

    @ParameterizedTest
    @ValueSource(
            longs = {
                179, 791, 807, 1022, 1055, 1912, 5061, 5194, 7268, 7478, 8913, 8993, 11585, 17295, 19616, 26699, 36735,
                71219, 85472, 96934
            })
    void whatWasFoundOnce_isNotFoundAgain(long number) {
        RunResult result = SimulatedRun.run(
                RunName.of(SEED, number, Optional.empty()).scenario(), Journal.NONE, UnaryOperator.identity());
        assertThat(result.troubles()).isEmpty();
        assertThat(result.checks()).isPositive();
    }
}
