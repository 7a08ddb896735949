package io.github.outpostrecovery.lab.simulation.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where nothing is wrong, no witness says that something is, and each of them has looked. */
class SoundRunTest {
    private static void assertSound(WatchedSite watched, Outcome outcome) {
        assertThat(watched.conclude()).isEmpty();
        assertThat(watched.outcomes().stream().flatMap(Optional::stream)).contains(outcome);
        assertThat(watched.witnesses().checks()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "netapp, ISCSI",
        "netapp, NVME_TCP",
        "purestorage, ISCSI",
        "purestorage, NVME_TCP",
        "dell, ISCSI",
        "dell, NVME_TCP",
        "hpe, ISCSI",
        "hpe, NVME_TCP"
    })
    void aDeadServer_isRecovered_andEveryoneHasLooked(String vendor, Protocol protocol) {
        try (WatchedSite watched = WatchedSite.of(vendor, protocol)) {
            watched.duplicated().losePower().rest();
            assertSound(watched, Outcome.RECOVERED);
            assertThat(watched.witnesses().each())
                    .filteredOn(witness -> !(witness instanceof ApprovalCountsOnce))
                    .allSatisfy(witness -> assertThat(witness.checks())
                            .as(witness.getClass().getSimpleName())
                            .isPositive());
        }
    }

    @Test
    void twoArrays_areFencedBoth() {
        List<ArrayKind> arrays =
                List.of(new ArrayKind("netapp", Protocol.ISCSI), new ArrayKind("dell", Protocol.NVME_TCP));
        try (WatchedSite watched = WatchedSite.of(arrays, Mode.AUTOMATIC)) {
            watched.losePower().rest();
            assertSound(watched, Outcome.RECOVERED);
        }
    }

    @Test
    void anApproval_isUsedOnce() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.NOTIFY)) {
            watched.losePower().until("Ask for approval");
            watched.advance(Duration.ofMinutes(20));
            watched.approve();
            watched.rest();
            assertSound(watched, Outcome.RECOVERED);
            assertThat(watched.witnesses().each())
                    .filteredOn(ApprovalCountsOnce.class::isInstance)
                    .allSatisfy(witness -> assertThat(witness.checks()).isPositive());
        }
    }

    @Test
    void nobodyAnswers_andItExpires() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.NOTIFY)) {
            watched.losePower().rest();
            assertSound(watched, Outcome.EXPIRED);
        }
    }

    @Test
    void aZombie_comesBackInTheMiddle() {
        try (WatchedSite watched = WatchedSite.of("netapp", Protocol.NVME_TCP)) {
            watched.losePower().until("Relaunch from recovery template");
            watched.site()
                    .machines()
                    .apply(new SiteEvent.PowerRestored(SimulatedSite.servers().getFirst()));
            watched.rest();
            assertSound(watched, Outcome.RECOVERED);
        }
    }

    @Test
    void aFalseAlarm_changesNothing() {
        try (WatchedSite watched = WatchedSite.of("purestorage", Protocol.ISCSI)) {
            watched.site().region().alarms().setState(watched.site().alarm(), Alarms.Value.ALARM, "set by hand");
            watched.rest();
            assertSound(watched, Outcome.STOOD_DOWN);
        }
    }

    @Test
    void aPlannedMove_isNoFailure() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            watched.site()
                    .move(
                            watched.site().instances().getFirst(),
                            new OutpostArn(SimulatedSite.servers().get(1)));
            watched.rest();
            assertSound(watched, Outcome.RECOVERED);
        }
    }

    @Test
    void theOwnerIsStopped_andAnotherTakesOver() {
        try (WatchedSite watched = WatchedSite.ofNetApp(Mode.AUTOMATIC)) {
            watched.losePower().until("Grant new initiator");
            watched.site().stepFunctions().stop(watched.first(), "Test", "stopped by hand");
            watched.advance(Duration.ofMinutes(20));
            watched.site().stepFunctions().redrive(watched.first());
            watched.rest();
            assertSound(watched, Outcome.RECOVERED);
            assertThat(watched.outcomes()).contains(Optional.of(Outcome.DUPLICATE));
        }
    }
}
