package io.github.outpostrecovery.core.readiness;

import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.AdjustableClock;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.FakeMeasurements;
import io.github.outpostrecovery.core.service.FakeMeasurements.Measured;
import io.github.outpostrecovery.core.service.Measurements.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingReadinessTest {
    private static final Finding PASSED = new Finding.Passed("fence: array-1");
    private static final Finding NOTED = new Finding.Noted("approval: mail", "none was sent");
    private static final Finding FAILED = new Finding.Failed("launch: target op-1", "no capacity");

    private final FakeReadinessReports reports = new FakeReadinessReports();
    private final FakeMeasurements measurements = new FakeMeasurements();
    private final RecordingReadiness recording = new RecordingReadiness(
            reports, measurements, new Console("aws", "us-west-2", "arn:approval"), new AdjustableClock());

    @Test
    void instanceWithoutAFailure_isReady() {
        assertThat(recording.record(E1, WEB, List.of(PASSED, NOTED))).isEqualTo(new ReadinessOutcome.Ready(2));
        assertThat(reports.latest(WEB)).contains(new ReadinessReport(WEB, E1, NOON, List.of(PASSED, NOTED)));
        assertThat(measurements.figures()).containsExactly(new Measured(Figure.READINESS_PASSED, 1));
    }

    @Test
    void instanceWithAFailure_isNot_andTheMailSaysAllOfIt() {
        assertThat(recording.record(E1, WEB, List.of(PASSED, FAILED, NOTED)))
                .isInstanceOfSatisfying(ReadinessOutcome.NotReady.class, not -> {
                    assertThat(not.failures()).isEqualTo(1);
                    assertThat(not.mail().subject()).isEqualTo("Outpost Recovery: web-01 is not ready");
                    assertThat(not.mail().body())
                            .contains(
                                    "launch: target op-1: no capacity",
                                    "in order: fence: array-1",
                                    "none was sent",
                                    "./outpost-recovery readiness web-01",
                                    "nothing was changed",
                                    E1.value());
                });
        assertThat(reports.latest(WEB))
                .hasValueSatisfying(report -> assertThat(report.passed()).isFalse());
        assertThat(measurements.figures()).containsExactly(new Measured(Figure.READINESS_FAILED, 1));
    }

    @Test
    void runThatLookedAtNothing_isNoPass() {
        assertThat(recording.record(E1, WEB, List.of())).isInstanceOf(ReadinessOutcome.NotReady.class);
        assertThat(measurements.figures()).containsExactly(new Measured(Figure.READINESS_FAILED, 1));
    }

    @Test
    void subject_fitsWhateverTheName() {
        InstanceName longest = new InstanceName("a".repeat(40));
        assertThat(recording.record(E1, longest, List.of(FAILED))).isInstanceOf(ReadinessOutcome.NotReady.class);
    }
}
