package io.github.outpostrecovery.tests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recovery calls before it launches. Counts, so that it says the same on every machine. */
class CriticalPathTest {
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final Duration AWS = Duration.ofMillis(10);
    private static final int MOST_LAMBDA_CALLS = 5;
    private static final int STATES_WITHOUT_A_DRAIN = 17;
    private static final int STATES_OF_A_DRAIN_ROUND = 3;

    static List<ArrayKind> kinds() {
        return ArrayKind.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void recovery_callsFiveFunctions_beforeTheOneThatLaunches(ArrayKind kind) {
        CriticalPath path = CriticalPath.of(kind, ROUND_TRIP, AWS);

        assertThat(path.lambdaCalls()).isLessThanOrEqualTo(MOST_LAMBDA_CALLS);
        assertThat(path.transitions())
                .isLessThanOrEqualTo(STATES_WITHOUT_A_DRAIN + STATES_OF_A_DRAIN_ROUND * path.drainRounds());
        assertThat(path.arrayRequests()).as("the array is asked").isPositive();
        assertThat(path.awsCalls()).as("AWS is asked").isPositive();
    }
}
