package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.E2;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.WritePlane;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.message.Messages;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That the mail of a record is written from what the books say by then. */
class RecordedMailTest {
    private final FakeWorld world = FakeWorld.withOneArray();

    private Recorded record(ExecutionArn who, Ending ending) {
        return new Recording(world.services).record(who, ending);
    }

    private static Ending recovered(Generation generation, String... degraded) {
        return new Ending.Recovered(FIRST_INCIDENT, generation, List.of(degraded), List.of("detail"));
    }

    private static Ending other(Outcome outcome) {
        return new Ending.Other(Optional.of(FIRST_INCIDENT), outcome, "reason", List.of("detail"));
    }

    private static String mailOf(Recorded recorded) {
        return recorded.mail()
                .orElseThrow(() -> new AssertionError("no mail"))
                .body()
                .replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void mail_isForWhatIsNews(Outcome outcome) {
        boolean news = switch (outcome) {
            case RECOVERED, RECOVERED_DEGRADED -> {
                world.launched();
                Recorded recorded =
                        outcome == Outcome.RECOVERED ? record(E1, recovered(G2)) : record(E1, recovered(G2, "traffic"));
                assertThat(recorded.outcome()).isEqualTo(outcome);
                yield recorded.mail().isPresent();
            }
            case DUPLICATE -> {
                world.opened();
                yield record(E2, other(outcome)).mail().isPresent();
            }
            case REFUSED, STOOD_DOWN, SUPPRESSED, REJECTED, EXPIRED, FENCED_AND_PAGED -> {
                world.opened();
                yield record(E1, other(outcome)).mail().isPresent();
            }
        };
        assertThat(news).isEqualTo(Messages.isNews(outcome));
    }

    @Test
    void mail_saysWhatTheBooksSay() {
        world.launched();
        Recorded recorded = record(E1, recovered(G2));
        assertThat(mailOf(recorded))
                .contains(
                        VICTIM_ID.value(),
                        "fenced on array-1: generation g1, proved for 2 of 2 volumes",
                        "generation g2: launched as " + world.machine(),
                        "EC2 was asked to terminate " + VICTIM_ID);
    }

    @Test
    void mail_goesOutWithWhatIsKnown_whenTheBooksCannotBeRead() {
        world.launched();
        record(E1, recovered(G2));
        world.table.readsUnanswered(1);
        assertThat(mailOf(record(E1, recovered(G2)))).contains("the books could not be read", "NEVER start the old");
    }

    @Test
    void mail_tellsTheEvidenceOfAnEarlierExecution_whenThisOneHasSeenNone() {
        world.fenced();
        Evidence evidence = new Evidence(
                Ec2Plane.MACHINE_FAILED,
                ServerLink.CONNECTED,
                SessionPlane.GONE,
                WritePlane.FLAT,
                Evidence.StorageAnswer.ANSWERED,
                List.of("said by the first one"));
        record(
                E1,
                new Ending.Other(
                        Optional.of(FIRST_INCIDENT),
                        Optional.of(WEB),
                        Outcome.FENCED_AND_PAGED,
                        "reason",
                        Optional.of(evidence),
                        List.of()));
        world.table.apply(world.table.ledger(WEB).takeOver(FIRST_INCIDENT, E1, E2, Trigger.MANUAL, NOON));
        assertThat(mailOf(record(E2, other(Outcome.FENCED_AND_PAGED)))).contains("said by the first one");
    }

    @Test
    void mail_saysThatAMachineCouldNotBeAskedToEnd() {
        world.launched();
        world.compute.refusesToTerminate("throttled");
        assertThat(mailOf(record(E1, recovered(G2))))
                .contains("EC2 could not be asked to terminate " + VICTIM_ID)
                .doesNotContain("EC2 was asked");
    }
}
