package io.github.outpostrecovery.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
    private static final Instant SINCE = Instant.parse("2026-02-10T06:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT9M59.999S, true", "PT10M, false", "PT2H, false", "PT-9M-59.999S, true", "PT-45M, false"
    })
    void lasts_untilTheClockIsAsFarAway_inEitherDirection(Duration later, boolean lasts) {
        assertThat(Patience.lasts(SINCE, SINCE.plus(later), Duration.ofMinutes(10)))
                .isEqualTo(lasts);
    }
}
