package io.github.outpostrecovery.core.readiness;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.G1;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.G3;
import static io.github.outpostrecovery.core.SampleSite.NOON;
import static io.github.outpostrecovery.core.SampleSite.PRIMARY_SERVER;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.initiator;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayCapabilities;
import io.github.outpostrecovery.core.array.ArrayCapabilities.SessionListing;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationRehearsalTest {
    private final RehearsalWorld world = new RehearsalWorld();

    private List<Finding> findings() {
        return world.rehearse(world.verification());
    }

    private List<String> failures() {
        return RehearsalWorld.failures(findings());
    }

    @Test
    void goodSite_hasNothingAmiss_andIsReadWithTheReadingSecretOnly() {
        List<Finding> findings = findings();
        assertThat(findings).hasSizeGreaterThan(12).allSatisfy(finding -> {
            assertThat(finding).isInstanceOf(Finding.Passed.class);
            assertThat(finding.subject()).startsWith("verification: ");
        });
        assertThat(findings)
                .extracting(Finding::subject)
                .anyMatch(subject -> subject.contains("fences of dead generations"))
                .anyMatch(subject -> subject.contains("no generation that the books do not know"));
        assertThat(world.arrays.openedForReading()).containsExactly(ARRAY_1);
        assertThat(world.arrays.openedForFencing()).isEmpty();
        assertThat(world.array.paths()).isEqualTo(world.pathsAtTheBeginning());
    }

    @Test
    void configuration_thatCannotBeRead_isFound() {
        world.configured(new Configurations.Lookup.Unreadable("no volume"));
        assertThat(failures()).singleElement().asString().contains("no volume");
        world.configured(new Configurations.Lookup.NotProtected());
        assertThat(failures()).singleElement().asString().contains("not protected");
    }

    @Test
    void books_thatAreMissing_areFound() {
        Rehearsal rehearsal = new VerificationRehearsal(
                world.configurations(),
                new FakeRecoveryTable(),
                world.arrays,
                world.compute,
                world.controls,
                world.clock);
        assertThat(RehearsalWorld.failures(rehearsal.rehearse(WEB).findings()))
                .singleElement()
                .asString()
                .contains("books");
    }

    @Test
    void nameOfTheMachine_thatTheBooksDoNotKnow_isFound() {
        InstanceLedger ledger = world.table.ledger(WEB);
        world.table.put(new InstanceLedger(
                WEB,
                ledger.revision(),
                new io.github.outpostrecovery.core.incident.Machine(
                        G1, VICTIM_ID, PRIMARY_SERVER, java.util.Map.of(), NOON),
                0,
                Optional.empty()));
        assertThat(failures()).singleElement().asString().contains("under which name");
    }

    // ---- EC2

    @Test
    void silenceOfEc2_isFound() {
        world.compute.status(VICTIM_ID, new MachineStatus.Unobserved("throttled"));
        world.compute.link(PRIMARY_SERVER, ServerLink.UNKNOWN);
        assertThat(failures())
                .hasSize(2)
                .anyMatch(failure -> failure.contains("throttled"))
                .anyMatch(failure -> failure.contains("service link"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Lifecycle.class,
            names = {"TERMINATED", "NOT_FOUND"})
    void machineThatIsGone_isFound(Lifecycle gone) {
        world.compute.status(VICTIM_ID, gone);
        assertThat(failures()).singleElement().asString().contains(gone.name());
    }

    @Test
    void machineThatWasStopped_isNoted() {
        world.compute.status(VICTIM_ID, Lifecycle.STOPPED);
        world.compute.link(PRIMARY_SERVER, ServerLink.DISCONNECTED);
        List<Finding> findings = findings();
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings))
                .hasSize(2)
                .anyMatch(note -> note.contains("STOPPED"))
                .anyMatch(note -> note.contains("disconnected"));
    }

    // ---- the array

    @Test
    void arrayThatDoesNotAnswer_isFound_whicheverQuestionItIs() {
        for (Call call : Set.of(Call.ACCESS, Call.SESSIONS, Call.ACTIVITY, Call.PORTALS, Call.ROUTE)) {
            world.array.offering(SessionListing.INDEPENDENT, Optional.of(Duration.ofSeconds(5)), Duration.ofSeconds(5));
            world.array.heal().fail(call);
            assertThat(failures()).as(call.name()).singleElement().asString().contains("UNREACHABLE: timed out");
        }
    }

    @Test
    void credentialsThatAreRefused_areFound() {
        world.array.fail(Call.ACCESS, new ArrayFailure(ArrayFailure.Kind.UNAUTHORISED, "401", "no such user"));
        assertThat(failures()).singleElement().asString().contains("UNAUTHORISED", "no such user");
    }

    @Test
    void volumeThatTheMachineDoesNotReach_isFound() {
        world.array.unmap(VICTIM, DATA);
        assertThat(failures()).singleElement().asString().contains("does not reach data");
    }

    @Test
    void machineThatIsWellAndNotLoggedIn_isFound() {
        world.array.logOut(VICTIM);
        assertThat(failures()).singleElement().asString().contains("not logged in as " + VICTIM);
    }

    @Test
    void machineThatBoots_needNotBeLoggedIn() {
        world.array.logOut(VICTIM);
        world.compute.status(VICTIM_ID, Check.PASSED, Check.INITIALIZING);
        assertThat(failures()).isEmpty();
    }

    @Test
    void generationThatTheBooksDoNotKnow_isFound() {
        Initiator newer = Initiator.fresh(Protocol.ISCSI, WEB, G2, new UUID(9, 9));
        world.array.map(newer, BOOT, "group");
        assertThat(failures()).singleElement().asString().contains("do not know", newer + " reaches boot");
        world.array.unmap(newer);
        Initiator twin = Initiator.fresh(Protocol.ISCSI, WEB, G1, new UUID(9, 9));
        world.array.map(twin, BOOT, "group");
        assertThat(failures()).singleElement().asString().contains(twin + " reaches boot");
    }

    @Test
    void deadGenerationThatIsLetInAgain_isFoundByItsName() {
        world.recoveredAs(G3, VICTIM, successor(G2, TARGET_1, ARRAY_1), successor(G3, TARGET_1, ARRAY_1));
        assertThat(failures()).isEmpty();
        Initiator older = Initiator.fresh(Protocol.ISCSI, WEB, G1, new UUID(7, 7));
        world.array.map(older, DATA, "group");
        assertThat(failures()).singleElement().asString().contains("dead generations", older + " reaches data");
    }

    @Test
    void victimOfTheLastIncident_isFoundUnderWhateverNameItHad() {
        Iqn unnumbered = new Iqn("iqn.1994-05.com.redhat:somebody");
        world.recoveredAs(G2, unnumbered, successor(G2, TARGET_1, ARRAY_1));
        assertThat(failures()).isEmpty();
        world.array.map(unnumbered, BOOT, "group");
        assertThat(failures()).singleElement().asString().contains("dead generations", unnumbered.value());
    }

    @Test
    void burntGenerationOfTheLastIncident_isFound() {
        world.recoveredAs(G3, VICTIM, successor(G2, TARGET_1, ARRAY_1), successor(G3, TARGET_1, ARRAY_1));
        world.array.map(initiator(G2), BOOT, "group");
        assertThat(failures()).singleElement().asString().contains("dead generations", initiator(G2) + " reaches boot");
    }

    @Test
    void victimOfAFalseAlarm_isNotDead() {
        world.beingRecovered(Incident.State.CLOSED);
        assertThat(failures()).isEmpty();
    }

    @Test
    void strangerOnAVolume_isNoted() {
        world.array.map(new Iqn("iqn.1994-05.com.redhat:cluster-mate"), DATA, "group");
        List<Finding> findings = findings();
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings)).singleElement().asString().contains("cluster-mate reaches data");
    }

    @Test
    void portalsThatAreDown_areFound() {
        world.array.serving(Set.of());
        assertThat(failures()).singleElement().asString().contains("portals are up");
    }

    @Test
    void arrayThatCouldNotConfirm_isFound() {
        world.array.able(new ArrayCapabilities(
                SessionListing.NOT_OFFERED,
                ArrayCapabilities.PathActivity.NOT_OFFERED,
                Optional.empty(),
                Duration.ofSeconds(10),
                ArrayCapabilities.LoginDenial.NOT_OFFERED));
        assertThat(failures()).singleElement().asString().contains("confirm");
    }

    // ---- what is under way

    @Test
    void openIncident_isNoted() {
        world.beingRecovered(Incident.State.OPEN);
        List<Finding> findings = findings();
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings)).singleElement().asString().contains("web-01#1", "open");
    }

    @Test
    void recoveryThatIsUnderWay_isNoFailure() {
        world.beingRecovered(Incident.State.PAGED, successor(G2, TARGET_1, ARRAY_1));
        world.array.unmap(VICTIM).logOut(VICTIM).map(initiator(G2), "group");
        List<Finding> findings = findings();
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings))
                .singleElement()
                .asString()
                .contains("./outpost-recovery resume web-01#1");
    }

    @Test
    void generationThatTheRecoveryUnderWayDoesNotKnow_isFound() {
        world.beingRecovered(Incident.State.OPEN, successor(G2, TARGET_1, ARRAY_1));
        world.array.map(initiator(G3), BOOT, "group");
        assertThat(failures()).singleElement().asString().contains(initiator(G3).value());
    }

    @Test
    void whatPeopleHaveStopped_isNoted() {
        world.controls.set(new KillSwitch.Thrown(NOON, "ann", "array upgrade"));
        world.controls.declare(new MaintenanceWindow(WEB, NOON, NOON.plusSeconds(60), "bob", "new firmware"));
        List<Finding> findings = findings();
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings))
                .hasSize(2)
                .anyMatch(note -> note.contains("array upgrade"))
                .anyMatch(note -> note.contains("new firmware"));
        world.controls.set(new KillSwitch.Released());
        world.clock.advanceSeconds(60);
        assertThat(RehearsalWorld.notes(findings())).isEmpty();
    }
}
