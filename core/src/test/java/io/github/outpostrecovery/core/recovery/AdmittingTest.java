package io.github.outpostrecovery.core.recovery;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.E1;
import static io.github.outpostrecovery.core.SampleSite.FIRST_INCIDENT;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.PRIMARY_SERVER;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.storm.Suspects.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.SampleSite;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.compute.Compute.Room;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Priority;
import io.github.outpostrecovery.core.storm.RoomBook;
import io.github.outpostrecovery.core.storm.Scope;
import io.github.outpostrecovery.core.storm.Suspect;
import io.github.outpostrecovery.core.storm.Suspect.Kind;
import io.github.outpostrecovery.core.storm.Suspect.Stage;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmittingTest {
    private static final String TYPE = "c6id.2xlarge";
    private static final IncidentId OTHER = new IncidentId(new InstanceName("app-01"), 1);

    private final FakeWorld world = FakeWorld.withOneArray();

    private VerifyOutcome verify() {
        world.opened();
        return world.verify(E1, Optional.empty());
    }

    private void room(int onFirst, int onSecond) {
        world.compute.preflight(TARGET_1, new Preflight.Ready(Optional.of(new Room(TYPE, onFirst))));
        world.compute.preflight(TARGET_2, new Preflight.Ready(Optional.of(new Room(TYPE, onSecond))));
    }

    private void noted(int count, int firstServer, Kind kind, Stage stage, int priority) {
        for (int number = 1; number <= count; number++) {
            world.storms.note(suspect(
                    number,
                    firstServer < 0 ? 100 + number : firstServer,
                    kind,
                    stage,
                    new Priority(priority),
                    SampleSite.connection(ARRAY_1).endpoint()));
        }
    }

    private Suspect mine() {
        return world.storms.noted(new Scope.OfServer(PRIMARY_SERVER), NOON, 100).stream()
                .filter(one -> one.incident().equals(FIRST_INCIDENT))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void verify_asksAPerson_andAsksNothingOfTheArray_whenManyFailWhileTheirServersLive() {
        noted(4, -1, Kind.GUEST, Stage.WAITING, 5);
        assertThat(verify())
                .isInstanceOfSatisfying(
                        VerifyOutcome.ApprovalWanted.class,
                        wanted -> assertThat(wanted.evidence().remarks().getFirst())
                                .contains("the array, or the way to it"));
        assertThat(world.table.ledger(WEB).incident().orElseThrow().plan()).isEmpty();
        assertThat(mine().stage()).isEqualTo(Stage.WAITING);
    }

    @Test
    void verify_goesOn_whenAPersonHasSeenTheEvidenceOfAStorm() {
        noted(4, -1, Kind.GUEST, Stage.WAITING, 5);
        VerifyOutcome.ApprovalWanted wanted = (VerifyOutcome.ApprovalWanted) verify();
        new Approving(world.services)
                .ask(E1, FIRST_INCIDENT, wanted.verdict(), wanted.evidence(), wanted.hash(), new TaskToken("token"));
        assertThat(world.verify(E1, Optional.of(wanted.hash()))).isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void verify_recovers_whenTheServerIsGoneWithManyOthers() {
        world.compute.link(PRIMARY_SERVER, ServerLink.DISCONNECTED);
        noted(39, 0, Kind.SERVER, Stage.LEFT, 5);
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
    }

    @Test
    void verify_plansForTheServerWithRoom_andNeverForOneThatIsPromised() {
        room(1, 1);
        world.storms.commit(
                RoomBook.empty(TARGET_1.server()).promise(OTHER, TYPE, NOON),
                suspect(
                        1,
                        0,
                        Kind.SERVER,
                        Stage.LEFT,
                        Priority.USUAL,
                        SampleSite.connection(ARRAY_1).endpoint()));
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(world.table
                        .ledger(WEB)
                        .incident()
                        .orElseThrow()
                        .plan()
                        .orElseThrow()
                        .targets())
                .containsExactly(TARGET_2);
        assertThat(mine().promised()).contains(TARGET_2.server());
    }

    @Test
    void verify_refusesBeforeTheFence_whenAllRoomIsPromised() {
        room(1, 0);
        world.storms.commit(
                RoomBook.empty(TARGET_1.server()).promise(OTHER, TYPE, NOON),
                suspect(
                        1,
                        0,
                        Kind.SERVER,
                        Stage.LEFT,
                        Priority.USUAL,
                        SampleSite.connection(ARRAY_1).endpoint()));
        assertThat(verify())
                .isInstanceOfSatisfying(
                        VerifyOutcome.Refuse.class,
                        refusal -> assertThat(refusal.reason()).contains("promised to others"));
        assertThat(world.table.ledger(WEB).incident().orElseThrow().plan()).isEmpty();
    }

    @Test
    void verify_looksForOtherRoom_whenSomebodyIsPromisedTheLastPlaceAtThatMoment() {
        room(1, 1);
        world.storms.interrupt(RoomBook.empty(TARGET_1.server()).promise(OTHER, TYPE, NOON));
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(mine().promised()).contains(TARGET_2.server());
    }

    @Test
    void verify_leavesTheLastPlaceToAHigherPriority_untilThatIsNotHeardOfAnyMore() {
        room(1, 0);
        world.compute.link(PRIMARY_SERVER, ServerLink.DISCONNECTED);
        noted(1, 0, Kind.SERVER, Stage.WAITING, 1);
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(world.clock.instant()).isAfter(NOON.plusSeconds(55));
    }

    @Test
    void verify_takesTheLastPlaceAtOnce_whenTheOthersAreOfLowerPriority() {
        room(3, 3);
        world.compute.link(PRIMARY_SERVER, ServerLink.DISCONNECTED);
        noted(1, 0, Kind.SERVER, Stage.WAITING, 9);
        verify();
        assertThat(world.clock.instant()).isBefore(NOON.plusSeconds(55));
    }

    @Test
    void verify_waitsForItsTurn_whileTheArrayIsAtWorkForOthers() {
        world.compute.link(PRIMARY_SERVER, ServerLink.DISCONNECTED);
        noted(16, 0, Kind.SERVER, Stage.STARTED, 5);
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(world.clock.instant()).isAfterOrEqualTo(NOON.plusSeconds(180));
    }

    @Test
    void launched_tellsThoseWhoWait_andKeepsThePromise() {
        room(2, 2);
        world.launched();
        assertThat(mine().stage()).isEqualTo(Stage.LEFT);
        assertThat(world.storms.room(TARGET_1.server()).promises().getFirst().kept())
                .isPresent();
    }

    @Test
    void verify_doesNotWait_inAWorldWithoutOthers() {
        assertThat(verify()).isInstanceOf(VerifyOutcome.Proceed.class);
        assertThat(world.clock.instant()).isBefore(NOON.plusSeconds(30));
    }
}
