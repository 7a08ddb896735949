package io.github.outpostrecovery.lab.report;

import static io.github.outpostrecovery.lab.report.SampleReports.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeAxisTest {
    private static final Instant ZERO = SampleReports.FAILURE;

    @Test
    void percent_whenNothingIsShortened_isLinear() {
        TimeAxis axis = new TimeAxis(ZERO, ZERO, at(400), Optional.empty());

        assertThat(axis.percent(ZERO)).isZero();
        assertThat(axis.percent(at(100))).isEqualTo(25);
        assertThat(axis.percent(at(500))).isEqualTo(100);
    }

    @Test
    void percent_whenAPersonTookLong_leavesRoomForTheRest() {
        TimeAxis axis = new TimeAxis(ZERO, ZERO, at(7_400), Optional.of(new TimeAxis.Stretch(at(200), at(7_200))));

        assertThat(axis.percent(at(200))).isEqualTo(46, within(0.01));
        assertThat(axis.percent(at(3_700))).isEqualTo(50, within(0.01));
        assertThat(axis.percent(at(7_200))).isEqualTo(54, within(0.01));
        assertThat(axis.percent(at(7_400))).isEqualTo(100, within(0.01));
        assertThat(axis.ticks())
                .isNotEmpty()
                .allSatisfy(tick -> assertThat(tick.percent())
                        .satisfiesAnyOf(
                                percent -> assertThat(percent).isLessThanOrEqualTo(46.01),
                                percent -> assertThat(percent).isGreaterThanOrEqualTo(53.99)));
    }

    @Test
    void shortened_whenAPersonWasQuick_isNot() {
        TimeAxis axis = new TimeAxis(ZERO, ZERO, at(400), Optional.of(new TimeAxis.Stretch(at(200), at(220))));

        assertThat(axis.shortened()).isEmpty();
    }

    @Test
    void ticks_whateverTheLength_areFewAndRound() {
        for (long seconds : new long[] {1, 7, 59, 402, 3_600, 86_400, 2_000_000}) {
            assertThat(new TimeAxis(ZERO, ZERO, at(seconds), Optional.empty()).ticks())
                    .as(seconds + " s")
                    .hasSizeBetween(2, 25);
        }
        assertThat(new TimeAxis(ZERO, ZERO, at(402), Optional.empty()).ticks())
                .extracting(TimeAxis.Tick::label)
                .containsExactly("0 s", "60 s", "120 s", "180 s", "240 s", "300 s", "360 s");
    }

    @Test
    void percent_whenNothingTookAnyTime_isStillANumber() {
        assertThat(new TimeAxis(ZERO, ZERO, ZERO, Optional.empty()).percent(ZERO))
                .isZero();
    }
}
