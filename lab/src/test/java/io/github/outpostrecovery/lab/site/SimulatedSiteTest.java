package io.github.outpostrecovery.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulatedSiteTest {
    @Test
    void deadServer_isRecoveredFrom() {
        try (SimulatedSite site =
                SimulatedSite.furnish(SiteOptions.STANDARD, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            site.agenda().runUntil(site.agenda().instant().plus(Duration.ofMinutes(10)), () -> false);
            site.machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            site.agenda()
                    .runUntil(
                            site.agenda().instant().plus(Duration.ofHours(2)),
                            () -> site.stepFunctions().list().stream()
                                    .anyMatch(execution -> execution.status().isTerminal()));
            ExecutionDescription execution = site.stepFunctions().list().getFirst();
            IncidentRecord record = site.recordOf(execution.arn()).orElseThrow();
            assertThat(record.outcome()).as(record.toString()).isEqualTo(Outcome.RECOVERED);
            assertThat(site.ledger().current().generation().number()).isEqualTo(2);
            assertThat(site.oracle().violations()).isEmpty();
        }
    }
}
