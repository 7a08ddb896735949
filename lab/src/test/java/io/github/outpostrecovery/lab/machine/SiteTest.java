package io.github.outpostrecovery.lab.machine;

import static io.github.outpostrecovery.lab.machine.SiteFixture.BOOT;
import static io.github.outpostrecovery.lab.machine.SiteFixture.IQN_1;
import static io.github.outpostrecovery.lab.machine.SiteFixture.IQN_2;
import static io.github.outpostrecovery.lab.machine.SiteFixture.NEW;
import static io.github.outpostrecovery.lab.machine.SiteFixture.OLD;
import static io.github.outpostrecovery.lab.machine.SiteFixture.PRIMARY;
import static io.github.outpostrecovery.lab.machine.SiteFixture.RECOVERY;
import static io.github.outpostrecovery.lab.machine.SiteFixture.userData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.region.Hypervisor.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiteTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final SiteFixture fixture = new SiteFixture();
    private final Site site = fixture.site;

    @Test
    void machine_boots_logsInOnEveryPortal_andWritesToEveryVolumeEachSecond() {
        fixture.array.grant(IQN_1);
        site.powerOn(OLD, Optional.of(PRIMARY), userData(IQN_1));
        fixture.pass(Duration.ofSeconds(19));
        assertThat(phase(OLD)).isEqualTo(Phase.FIRMWARE);
        assertThat(fixture.sessionsOf(OLD)).isZero();
        fixture.pass(Duration.ofSeconds(3));
        assertThat(phase(OLD)).isEqualTo(Phase.BOOTING);
        assertThat(fixture.sessionsOf(OLD)).isEqualTo(2);
        assertThat(site.health(OLD)).isEqualTo(Health.STARTING);
        fixture.pass(Duration.ofSeconds(24));
        assertThat(phase(OLD)).isEqualTo(Phase.SERVING);
        assertThat(site.health(OLD)).isEqualTo(Health.WELL);

        fixture.landed.clear();
        fixture.pass(TEN_SECONDS);

        assertThat(fixture.landed)
                .filteredOn(write -> write.volume().equals("boot"))
                .hasSize(10);
        assertThat(fixture.landed)
                .filteredOn(write -> write.volume().equals("data"))
                .hasSize(10);
        assertThat(fixture.landed).extracting(LandedWrite::payload).doesNotHaveDuplicates();
    }

    @Test
    void machine_writesOnceToAVolume_thatSeveralTargetsShow_oneOfWhichIsOutOfReach() {
        String template = GuestConfiguration.template(
                List.of(
                        new GuestConfiguration.Portal(Protocol.ISCSI, "10.0.0.1:3260", "iqn.1992-08.com.example:a"),
                        new GuestConfiguration.Portal(Protocol.ISCSI, "10.0.0.2:3260", "iqn.1992-08.com.example:b")),
                List.of(new GuestConfiguration.BootVolume(
                        List.of("iqn.1992-08.com.example:a", "iqn.1992-08.com.example:b"), 0)));
        fixture.array.grant(IQN_1);
        site.powerOn(OLD, Optional.of(PRIMARY), template.replace(UserData.IQN_MARKER, IQN_1));
        fixture.pass(BOOT);
        assertThat(fixture.sessionsOf(OLD)).isEqualTo(2);
        fixture.landed.clear();

        fixture.pass(TEN_SECONDS);
        assertThat(fixture.writesOf(OLD)).as("two volumes, ten seconds").isEqualTo(20);
        site.apply(new SiteEvent.PathCut(PRIMARY, "10.0.0.1"));
        fixture.pass(TEN_SECONDS);

        assertThat(fixture.writesOf(OLD)).isEqualTo(20);
        assertThat(fixture.machine(OLD).refusedWrites()).isZero();
    }

    @Test
    void twoArrays_haveNoPortalInCommon() {
        PlainArray other = new PlainArray("array-2", fixture.agenda);

        assertThatThrownBy(() -> site.attach(other.frontEnd, Set.of("10.0.0.2")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("array-1")
                .hasMessageContaining("10.0.0.2");
    }

    @Test
    void machine_waitsForItsVolumes_andTriesAgainEveryTenSeconds() {
        site.powerOn(OLD, Optional.of(PRIMARY), userData(IQN_1));
        fixture.pass(Duration.ofSeconds(60));
        assertThat(phase(OLD)).isEqualTo(Phase.ATTACHING);
        assertThat(fixture.refusedLogins).hasSizeBetween(6, 10);

        fixture.array.grant(IQN_1);
        fixture.pass(Duration.ofSeconds(37));

        assertThat(phase(OLD)).isEqualTo(Phase.SERVING);
    }

    @Test
    void machine_doesNotBoot_whenItSeesAnotherVolumeThanItsBootVolume() {
        fixture.array.map("data", IQN_1);
        site.powerOn(OLD, Optional.of(PRIMARY), userData(IQN_1));
        fixture.pass(Duration.ofSeconds(60));
        assertThat(phase(OLD)).isEqualTo(Phase.ATTACHING);

        fixture.array.map("boot", IQN_1);
        fixture.pass(BOOT);

        assertThat(phase(OLD)).isEqualTo(Phase.SERVING);
    }

    @Test
    void powerLoss_stopsEveryMachine_andItsSessionsLinger() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.landed.clear();
        fixture.pass(TEN_SECONDS);

        assertThat(fixture.landed).isEmpty();
        assertThat(fixture.sessionsOf(OLD)).isEqualTo(2);
        assertThat(site.reaches(PRIMARY)).isFalse();
        assertThat(site.health(OLD)).isEqualTo(Health.HOST_FAILED);
        fixture.pass(PlainArray.KEEP_ALIVE);
        assertThat(fixture.sessionsOf(OLD)).isZero();
    }

    @Test
    void powerLoss_doesNotCallBackWhatIsInFlight() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.StorageSlowed(OLD, Duration.ZERO, Duration.ofSeconds(20)));
        fixture.pass(Duration.ofSeconds(2));
        fixture.landed.clear();
        site.apply(new SiteEvent.PowerLost(PRIMARY));

        fixture.pass(Duration.ofSeconds(25));

        assertThat(fixture.landed)
                .isNotEmpty()
                .allMatch(write -> write.machine().equals(OLD));
    }

    @Test
    void hostFailure_leavesTheLink() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.HostFailed(PRIMARY));

        assertThat(site.reaches(PRIMARY)).isTrue();
        assertThat(site.health(OLD)).isEqualTo(Health.HOST_FAILED);
        assertThat(phase(OLD)).isEqualTo(Phase.OFF);
    }

    @Test
    void linkLoss_isolatesAMachineThatGoesOnWriting() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.LinkLost(PRIMARY));
        fixture.landed.clear();
        fixture.pass(TEN_SECONDS);

        assertThat(site.reaches(PRIMARY)).isFalse();
        assertThat(fixture.writesOf(OLD)).isEqualTo(20);
        site.apply(new SiteEvent.LinkRestored(PRIMARY));
        assertThat(site.reaches(PRIMARY)).isTrue();
    }

    @Test
    void hungGuest_keepsItsSessions_writesNothing_andMayWakeUp() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.GuestHung(OLD));
        fixture.landed.clear();
        fixture.pass(Duration.ofMinutes(2));
        assertThat(fixture.landed).isEmpty();
        assertThat(fixture.sessionsOf(OLD)).isEqualTo(2);
        assertThat(site.health(OLD)).isEqualTo(Health.GUEST_FAILED);

        site.apply(new SiteEvent.GuestAwake(OLD));
        fixture.pass(TEN_SECONDS);

        assertThat(fixture.writesOf(OLD)).isGreaterThanOrEqualTo(20);
    }

    @Test
    void killedGuest_isLostToTheArray_andTheServerLives() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.GuestKilled(OLD));
        fixture.landed.clear();
        fixture.pass(PlainArray.KEEP_ALIVE.plusSeconds(1));

        assertThat(fixture.landed).isEmpty();
        assertThat(fixture.sessionsOf(OLD)).isZero();
        assertThat(site.health(OLD)).isEqualTo(Health.GUEST_FAILED);
        site.apply(new SiteEvent.GuestRebooted(OLD));
        fixture.pass(BOOT);
        assertThat(site.health(OLD)).isEqualTo(Health.WELL);
    }

    @Test
    void zombie_comesBackUnderItsOldName_andIsRefusedForEver() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.array.revoke(IQN_1);
        fixture.serving(NEW, RECOVERY, IQN_2);
        site.schedule(Duration.ofMinutes(5), new SiteEvent.PowerRestored(PRIMARY));
        fixture.landed.clear();
        fixture.refusedLogins.clear();

        fixture.pass(Duration.ofMinutes(10));

        assertThat(phase(OLD)).isEqualTo(Phase.ATTACHING);
        assertThat(fixture.refusedLogins).hasSizeGreaterThan(20).containsOnly(OLD + " " + IQN_1);
        assertThat(fixture.landed)
                .isNotEmpty()
                .allMatch(write -> write.machine().equals(NEW));
    }

    @Test
    void zombie_writesAgain_whenSomebodyLetsItIn() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.landed.clear();
        site.apply(new SiteEvent.PowerRestored(PRIMARY));

        fixture.pass(Duration.ofMinutes(1));

        assertThat(fixture.writesOf(OLD)).isPositive();
    }

    @Test
    void fencedMachine_thatLives_isRefused_andWritesOnWhenLetInAgain() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        fixture.array.revoke(IQN_1);
        fixture.landed.clear();
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.landed).isEmpty();
        assertThat(site.health(OLD)).isEqualTo(Health.WELL);

        fixture.array.grant(IQN_1);
        fixture.pass(Duration.ofSeconds(15));

        assertThat(fixture.writesOf(OLD)).isPositive();
    }

    @Test
    void imageInitiator_winsOverTheUserData() {
        site.nextMachine(GuestImage.withImageInitiator(IQN_1));
        fixture.array.grant(IQN_2);
        site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.pass(BOOT);
        assertThat(phase(NEW)).isEqualTo(Phase.ATTACHING);
        assertThat(fixture.refusedLogins).isNotEmpty().containsOnly(NEW + " " + IQN_1);

        site.powerOn(OLD, Optional.of(RECOVERY), userData(IQN_2));
        fixture.pass(BOOT);
        assertThat(phase(OLD)).isEqualTo(Phase.SERVING);
    }

    @Test
    void machineThatNeverAttaches_neverLogsIn() {
        site.nextMachine(GuestImage.neverAttaching());
        fixture.array.grant(IQN_2);
        site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.pass(Duration.ofMinutes(5));

        assertThat(phase(NEW)).isEqualTo(Phase.ATTACHING);
        assertThat(fixture.sessionsOf(NEW)).isZero();
    }

    @Test
    void machineThatBootsElsewhere_serves_andLogsInNowhere() {
        site.nextMachine(GuestImage.bootingElsewhere());
        fixture.array.grant(IQN_2);
        site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.pass(Duration.ofMinutes(5));

        assertThat(phase(NEW)).isEqualTo(Phase.SERVING);
        assertThat(fixture.sessionsOf(NEW)).isZero();
    }

    @Test
    void machineThatMendsItsFileSystems_isLoggedInLongBeforeItServes() {
        site.nextMachine(GuestImage.repairing(Duration.ofMinutes(20)));
        fixture.array.grant(IQN_2);
        site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.pass(Duration.ofMinutes(19));

        assertThat(phase(NEW)).isEqualTo(Phase.BOOTING);
        assertThat(fixture.sessionsOf(NEW)).isPositive();
        fixture.pass(Duration.ofMinutes(3));
        assertThat(phase(NEW)).isEqualTo(Phase.SERVING);
    }

    @Test
    void machineInTheRegion_reachesNoArray() {
        fixture.array.grant(IQN_2);
        site.powerOn(NEW, Optional.empty(), userData(IQN_2));
        fixture.pass(Duration.ofMinutes(2));

        assertThat(phase(NEW)).isEqualTo(Phase.ATTACHING);
        assertThat(fixture.sessionsOf(NEW)).isZero();
    }

    @Test
    void cutPath_leavesTheOtherOne() {
        site.apply(new SiteEvent.PathCut(RECOVERY, "10.0.0.2"));
        fixture.serving(NEW, RECOVERY, IQN_2);
        assertThat(fixture.array.frontEnd.sessions())
                .extracting(Session::portalAddress)
                .containsExactly("10.0.0.1");
        assertThat(fixture.machine(NEW).pathsUp()).isEqualTo(1);
        assertThat(fixture.writesOf(NEW)).isPositive();

        site.apply(new SiteEvent.PathRestored(RECOVERY, "10.0.0.2"));
        fixture.pass(Duration.ofSeconds(25));

        assertThat(fixture.machine(NEW).pathsUp()).isEqualTo(2);
    }

    @Test
    void cuttingTheLastPath_losesTheMachineForTheArray() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.apply(new SiteEvent.PathCut(PRIMARY, "10.0.0.1"));
        fixture.landed.clear();
        fixture.pass(TEN_SECONDS);
        assertThat(fixture.writesOf(OLD)).isEqualTo(20);

        site.apply(new SiteEvent.PathCut(PRIMARY, "10.0.0.2"));
        fixture.pass(PlainArray.KEEP_ALIVE.plusSeconds(1));

        assertThat(fixture.landed).isEmpty();
        assertThat(fixture.sessionsOf(OLD)).isZero();
        assertThat(site.health(OLD)).isEqualTo(Health.WELL);
        site.apply(new SiteEvent.PathRestored(PRIMARY, "10.0.0.1"));
        fixture.pass(Duration.ofSeconds(25));
        assertThat(fixture.writesOf(OLD)).isPositive();
    }

    @Test
    void slowLogin_isHalfOpenForAWhile_andThenServes() {
        site.nextMachine(GuestImage.slow(Duration.ofSeconds(30), Duration.ZERO));
        fixture.array.grant(IQN_2);
        site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.pass(Duration.ofSeconds(45));
        assertThat(fixture.sessionsOf(NEW)).isZero();

        fixture.pass(Duration.ofSeconds(40));

        assertThat(phase(NEW)).isEqualTo(Phase.SERVING);
        assertThat(fixture.machine(NEW).pathsUp()).isEqualTo(2);
    }

    @Test
    void powerOff_logsOut_andPowerRestoredDoesNotBringItBack() {
        fixture.serving(OLD, PRIMARY, IQN_1);
        site.powerOff(OLD);
        site.powerOff(OLD);
        assertThat(fixture.sessionsOf(OLD)).isZero();

        site.apply(new SiteEvent.PowerLost(PRIMARY));
        site.apply(new SiteEvent.PowerRestored(PRIMARY));
        fixture.pass(BOOT);

        assertThat(phase(OLD)).isEqualTo(Phase.OFF);
    }

    @Test
    void observers_hearOfEveryStartAndStop_withTheNamesReallyUsed() {
        List<String> heard = new ArrayList<>();
        site.observe(new MachineObserver() {
            @Override
            public void started(String machine, Set<String> initiators) {
                heard.add(machine + " " + initiators);
            }

            @Override
            public void stopped(String machine) {
                heard.add(machine + " stopped");
            }
        });
        site.nextMachine(GuestImage.withImageInitiator(IQN_2));
        site.powerOn(OLD, Optional.of(PRIMARY), userData(IQN_1));
        site.apply(new SiteEvent.PowerLost(PRIMARY));
        site.apply(new SiteEvent.PowerRestored(PRIMARY));
        site.apply(new SiteEvent.GuestKilled(OLD));

        assertThat(heard)
                .containsExactly(
                        OLD + " [" + IQN_2 + "]", OLD + " stopped", OLD + " [" + IQN_2 + "]", OLD + " stopped");
    }

    private Phase phase(String instance) {
        return fixture.machine(instance).phase();
    }
}
