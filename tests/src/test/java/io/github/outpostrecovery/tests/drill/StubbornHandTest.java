package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody, or a script that means well, lets the victim in again after each fence. */
class StubbornHandTest {
    private Optional<SimulatedSite> running = Optional.empty();
    private final AtomicInteger times = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        "ISCSI,    1,       RECOVERED,        1",
        "ISCSI,    1000000, FENCED_AND_PAGED, 0",
        "NVME_TCP, 1,       RECOVERED,        1",
        "NVME_TCP, 1000000, FENCED_AND_PAGED, 0"
    })
    void victimThatIsLetInAgain_isFencedAgainUntilAPersonIsCalled(
            Protocol protocol, int howOften, Outcome outcome, int launches) {
        SiteOptions options = SiteOptions.STANDARD.over(protocol);
        Checkpoint hand = (execution, state) -> {
            if (state.equals("Grant new initiator") && times.incrementAndGet() <= howOften) {
                SimulatedSite site = running.orElseThrow(() -> new AssertionError("no site"));
                site.agenda().advance(Duration.ofSeconds(20));
                letTheVictimIn(site);
            }
        };
        try (SimulatedSite site = SimulatedSite.furnish(options, Pace.VIRTUAL, StepListener.NONE, hand)) {
            running = Optional.of(site);
            pass(site, Duration.ofMinutes(10));
            site.machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            pass(site, Duration.ofMinutes(40));
            IncidentRecord record = site.recordOf(
                            OpenDrill.recoveries(site).getFirst().arn())
                    .orElseThrow(() -> new AssertionError("no record after " + times + " grants"));
            assertThat(record.outcome()).as(record.reason()).isEqualTo(outcome);
            assertThat(Soundness.launched(site)).hasSize(launches);
            assertThat(site.oracle().violations()).isEmpty();
            assertThat(times.get()).isGreaterThan(1);
            if (outcome == Outcome.FENCED_AND_PAGED) {
                assertThat(record.reason()).contains("array-1 lets in", " again");
            }
        }
    }

    private static void letTheVictimIn(SimulatedSite site) {
        site.ledger().current().initiators().forEach((name, victim) -> {
            SimulatedArray array = site.array(name.value()).simulated();
            array.admit(
                    victim.value(),
                    array.volumes().stream().map(FurnishedVolume::name).toList());
        });
    }

    private static void pass(SimulatedSite site, Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }
}
