package io.github.outpostrecovery.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.drill.DrillResult.Visit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineRowTest {
    private final SampleTimeline timeline = new SampleTimeline(SampleReports.FAILURE);

    @Test
    void of_whenAStepIsPolled_makesOneRowWithTheWaits() {
        timeline.loop("Confirm attachment", 500, "Is it attached", "Let it boot", 15_000, 30);

        List<TimelineRow> rows = TimelineRow.of(timeline.visits());

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.title()).isEqualTo("Confirm attachment (30 times)");
            assertThat(row.duration()).isEqualTo(Duration.ofSeconds(450));
            assertThat(row.stretches()).hasSize(59);
        });
    }

    @Test
    void of_whenALaterGenerationRepeatsSteps_keepsItsRowsApart() {
        timeline.step("Fence old initiator", 10).step("Grant new initiator", 10);
        timeline.step("Fence old initiator", 10).step("Grant new initiator", 10);

        assertThat(TimelineRow.of(timeline.visits()))
                .extracting(TimelineRow::title)
                .containsExactly(
                        "Fence old initiator", "Grant new initiator", "Fence old initiator", "Grant new initiator");
    }

    @Test
    void of_whenAPersonIsAskedBetween_doesNotJoinTheVerifications() {
        timeline.step("Verify primary", 10).step("Ask for approval", 60_000).step("Verify primary", 10);

        assertThat(TimelineRow.of(timeline.visits()))
                .extracting(TimelineRow::kind)
                .containsExactly(StateKind.WORK, StateKind.PERSON, StateKind.WORK);
    }

    @Test
    void of_whenARouteTakesTime_showsItAndOtherwiseNot() {
        timeline.step("Is it attached", 20).step("Begin to fence", 2_000);

        assertThat(TimelineRow.of(timeline.visits()))
                .extracting(TimelineRow::label)
                .containsExactly("Begin to fence");
    }

    @Test
    void of_whenATimeCannotBeRead_leavesTheVisitOut() {
        assertThat(TimelineRow.of(List.of(new Visit("Verify primary", "yesterday", 10))))
                .isEmpty();
    }
}
