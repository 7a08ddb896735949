package io.github.outpostrecovery.storage.powerstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ActivityReport.Change;
import io.github.outpostrecovery.core.array.ActivityReport.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuredRowsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(20);

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static MeasuredRow quiet(long seconds, int repeats) {
        return new MeasuredRow(at(seconds), repeats, false);
    }

    private static MeasuredRow busy(long seconds, int repeats) {
        return new MeasuredRow(at(seconds), repeats, true);
    }

    private static Measured newest(Optional<Instant> arrayTime, MeasuredRow... rows) {
        return new MeasuredRows(List.of(rows), INTERVAL, arrayTime).newest();
    }

    private static Measured newest(MeasuredRow... rows) {
        return newest(Optional.empty(), rows);
    }

    @Test
    void newest_when_rowsAreNotInOrder_isTheLatest() {
        assertThat(newest(quiet(60, 1), quiet(20, 1), quiet(40, 1)))
                .isEqualTo(new Measured(at(60), at(0), Optional.empty()));
    }

    @Test
    void quiet_when_anIntervalWasNotMeasured_endsAtTheGap() {
        assertThat(newest(quiet(20, 1), quiet(60, 1), quiet(80, 1)))
                .isEqualTo(new Measured(at(80), at(40), Optional.empty()));
    }

    @Test
    void quiet_when_beforeItWasBusy_endsThere() {
        assertThat(newest(quiet(20, 1), busy(40, 1), quiet(60, 1), quiet(80, 1)))
                .isEqualTo(new Measured(at(80), at(40), Optional.of(at(40))));
    }

    @Test
    void quiet_when_theNewestIsBusy_isNone() {
        assertThat(newest(quiet(20, 1), busy(40, 1))).isEqualTo(new Measured(at(40), at(40), Optional.of(at(40))));
    }

    @Test
    void quiet_when_twoRowsOfOneTimeDisagree_isNone() {
        assertThat(newest(quiet(40, 1), busy(40, 1)).busyUntil()).contains(at(40));
        assertThat(newest(busy(40, 1), quiet(40, 1)).since(newest(quiet(20, 1))))
                .isEqualTo(Change.WRITTEN);
    }

    @Test
    void repeatedRow_when_itWouldReachIntoTheFuture_endsAtItsTime() {
        assertThat(newest(Optional.of(at(205)), quiet(200, 10)))
                .isEqualTo(new Measured(at(200), at(0), Optional.empty()));
    }

    @Test
    void repeatedRow_when_neighboursShowThatItEndsAtItsTime_reachesBack() {
        assertThat(newest(busy(20, 1), quiet(100, 4))).isEqualTo(new Measured(at(100), at(20), Optional.of(at(20))));
    }

    @Test
    void repeatedRow_when_neighboursShowThatItBeginsAtItsTime_reachesOn() {
        assertThat(newest(Optional.of(at(110)), busy(20, 1), quiet(40, 4)))
                .isEqualTo(new Measured(at(100), at(20), Optional.of(at(20))));
    }

    @Test
    void repeatedRow_when_nothingTells_coversOneInterval() {
        assertThat(newest(quiet(40, 4))).isEqualTo(new Measured(at(40), at(20), Optional.empty()));
        assertThat(newest(Optional.of(at(500)), quiet(40, 4)))
                .isEqualTo(new Measured(at(40), at(20), Optional.empty()));
    }

    @Test
    void repeatedRow_when_itBeginsAtItsTimeAndTheClockIsUnknown_isNotBelieved() {
        assertThat(newest(busy(20, 1), quiet(40, 4)).takenAt()).isEqualTo(at(40));
    }

    /** However the rows are meant: measurements that have stopped never look like newer ones. */
    @Test
    void stoppedMeasurements_when_askedAgain_areNotNewer() {
        MeasuredRow[] rows = {busy(20, 1), quiet(100, 4)};
        for (long later = 100; later < 400; later += 5) {
            assertThat(newest(Optional.of(at(later)), rows).since(newest(Optional.of(at(105)), rows)))
                    .isEqualTo(Change.UNKNOWN);
        }
    }
}
