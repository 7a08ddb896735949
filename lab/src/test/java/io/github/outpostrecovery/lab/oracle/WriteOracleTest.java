package io.github.outpostrecovery.lab.oracle;

import static io.github.outpostrecovery.lab.machine.SiteFixture.BOOT;
import static io.github.outpostrecovery.lab.machine.SiteFixture.IQN_1;
import static io.github.outpostrecovery.lab.machine.SiteFixture.IQN_2;
import static io.github.outpostrecovery.lab.machine.SiteFixture.NEW;
import static io.github.outpostrecovery.lab.machine.SiteFixture.OLD;
import static io.github.outpostrecovery.lab.machine.SiteFixture.PRIMARY;
import static io.github.outpostrecovery.lab.machine.SiteFixture.RECOVERY;
import static io.github.outpostrecovery.lab.machine.SiteFixture.userData;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.lab.machine.GuestImage;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.machine.SiteFixture;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.region.LaunchFate;
import io.github.outpostrecovery.lab.region.LaunchRequest;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteOracleTest {
    private static final String WEB = "web-01";
    private static final String NEIGHBOUR = "iqn.2006-03.com.amazon.aws:db-02.u.g1";
    private static final GuardedVolume BOOT_VOLUME = new GuardedVolume("array-1", "boot");
    private static final GuardedVolume DATA_VOLUME = new GuardedVolume("array-1", "data");
    private static final List<GuardedVolume> VOLUMES = List.of(BOOT_VOLUME, DATA_VOLUME);

    private final SiteFixture fixture = new SiteFixture();
    private final List<Ec2Instance> instances = new ArrayList<>();
    private final WriteOracle oracle = new WriteOracle(fixture.agenda, () -> instances);

    WriteOracleTest() {
        oracle.attach(fixture.target());
        fixture.site.observe(oracle);
        oracle.guard(WEB, VOLUMES);
        oracle.generation(WEB, 1, Map.of("array-1", IQN_1));
        oracle.launched(WEB, 1, OLD);
        fixture.serving(OLD, PRIMARY, IQN_1);
    }

    @Test
    void properRecovery_violatesNothing_evenWithAZombie() {
        oracle.released(WEB, 1);
        oracle.generation(WEB, 2, Map.of("array-1", IQN_2));
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.pass(Duration.ofMinutes(1));
        fixture.array.revoke(IQN_1);
        prove(IQN_1);
        fixture.array.grant(IQN_2);
        oracle.launching(WEB, 2);
        oracle.launched(WEB, 2, NEW);
        oracle.launched(WEB, 2, NEW);
        fixture.serving(NEW, RECOVERY, IQN_2);
        oracle.recovered(WEB, 2);
        fixture.site.apply(new SiteEvent.PowerRestored(PRIMARY));
        fixture.pass(Duration.ofMinutes(5));

        assertThat(oracle.violations()).isEmpty();
        assertThat(oracle.checks()).isGreaterThan(500);
    }

    @Test
    void oneWriter_falls_whenTwoMachinesWrite_andIsReportedOncePerVolume() {
        fixture.serving(NEW, RECOVERY, IQN_2);
        fixture.pass(Duration.ofMinutes(1));

        assertThat(violated(Invariant.ONE_WRITER)).isEqualTo(2);
        fixture.array.revoke(IQN_2);
        fixture.array.grant(IQN_2);
        assertThat(violated(Invariant.ONE_WRITER)).isEqualTo(4);
    }

    @Test
    void oneWriter_falls_whenAGrantComesWhileTheOldMachineLives_thoughNobodyHasLoggedIn() {
        fixture.array.revoke(IQN_1);
        fixture.site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.array.grant(IQN_2);
        assertThat(oracle.violations()).isEmpty();

        fixture.array.map("data", IQN_1);

        assertThat(oracle.violations()).extracting(Violation::invariant).containsExactly(Invariant.ONE_WRITER);
        assertThat(oracle.violations().getFirst().what()).contains(OLD, NEW, "array-1/data");
    }

    @Test
    void oneWriter_falls_whenAMachineWithAccessComesBack() {
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.serving(NEW, RECOVERY, IQN_2);
        assertThat(oracle.violations()).isEmpty();

        fixture.site.apply(new SiteEvent.PowerRestored(PRIMARY));

        assertThat(violated(Invariant.ONE_WRITER)).isEqualTo(2);
    }

    @Test
    void oneWriter_falls_whenAnImageCarriesTheLivingMachinesName() {
        fixture.site.nextMachine(GuestImage.withImageInitiator(IQN_1));

        fixture.site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));

        assertThat(violated(Invariant.ONE_WRITER)).isEqualTo(2);
    }

    @Test
    void oneWriter_counts_aHungMachine_andNotADeadOne() {
        fixture.site.apply(new SiteEvent.GuestKilled(OLD));
        fixture.array.grant(IQN_2);
        fixture.site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        assertThat(oracle.violations()).isEmpty();

        fixture.site.apply(new SiteEvent.GuestRebooted(OLD));
        fixture.site.apply(new SiteEvent.GuestHung(OLD));
        assertThat(violated(Invariant.ONE_WRITER)).isEqualTo(2);
    }

    @Test
    void noLateWrite_falls_whenAWriteInFlightLandsAfterTheNextGenerationWasLetIn() {
        oracle.generation(WEB, 2, Map.of("array-1", IQN_2));
        fixture.site.apply(new SiteEvent.StorageSlowed(OLD, Duration.ZERO, Duration.ofSeconds(30)));
        fixture.pass(Duration.ofSeconds(1));
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.array.revoke(IQN_1);
        fixture.array.grant(IQN_2);
        assertThat(oracle.violations()).isEmpty();

        fixture.pass(Duration.ofMinutes(1));

        assertThat(violated(Invariant.NO_LATE_WRITE)).isEqualTo(2);
        assertThat(oracle.violations()).hasSize(2);
    }

    @Test
    void noLateWrite_holds_whenTheWriteLandsBeforeTheGrant() {
        oracle.generation(WEB, 2, Map.of("array-1", IQN_2));
        fixture.site.apply(new SiteEvent.StorageSlowed(OLD, Duration.ZERO, Duration.ofSeconds(30)));
        fixture.pass(Duration.ofSeconds(1));
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.array.revoke(IQN_1);
        fixture.pass(Duration.ofMinutes(1));

        fixture.array.grant(IQN_2);
        fixture.pass(Duration.ofMinutes(1));

        assertThat(oracle.violations()).isEmpty();
    }

    @Test
    void proofBeforeLaunch_falls_forEachVolumeWithoutAProof() {
        oracle.generation(WEB, 2, Map.of("array-1", IQN_2));
        fixture.array.revoke(IQN_1);
        oracle.proved(IQN_1, BOOT_VOLUME);

        oracle.launching(WEB, 2);

        assertThat(violated(Invariant.PROOF_BEFORE_LAUNCH)).isEqualTo(1);
        oracle.proved(IQN_1, DATA_VOLUME);
        oracle.launched(WEB, 2, NEW);
        assertThat(oracle.violations()).hasSize(1);
    }

    @Test
    void proofBeforeLaunch_falls_whenAGenerationInBetweenIsNotProved() {
        fixture.array.revoke(IQN_1);
        prove(IQN_1);
        oracle.generation(WEB, 2, Map.of("array-1", IQN_2));
        oracle.generation(WEB, 3, Map.of("array-1", "iqn.2006-03.com.amazon.aws:web-01.u.g3"));

        oracle.launched(WEB, 3, NEW);

        assertThat(violated(Invariant.PROOF_BEFORE_LAUNCH)).isEqualTo(2);
    }

    @Test
    void oneMachinePerGeneration_falls_whenASecondOneIsBorn() {
        oracle.launched(WEB, 1, OLD);
        assertThat(oracle.violations()).isEmpty();

        oracle.launched(WEB, 1, NEW);

        assertThat(violated(Invariant.ONE_MACHINE_PER_GENERATION)).isEqualTo(1);
    }

    @Test
    void winnerKeepsAccess_falls_whenAFenceHitsTheWinner() {
        oracle.recovered(WEB, 1);
        assertThat(oracle.violations()).isEmpty();

        fixture.array.unmap("data", IQN_1);

        assertThat(violated(Invariant.WINNER_KEEPS_ACCESS)).isEqualTo(1);
    }

    @Test
    void winnerKeepsAccess_holds_onceTheWinnerIsTheNextVictim() {
        oracle.recovered(WEB, 1);
        oracle.released(WEB, 1);

        fixture.array.revoke(IQN_1);

        assertThat(oracle.violations()).isEmpty();
    }

    @Test
    void fencedStaysFenced_falls_whenALivingMachineIsLetInAgain() {
        fixture.array.revoke(IQN_1);
        prove(IQN_1.toUpperCase(Locale.ROOT));
        assertThat(oracle.violations()).isEmpty();

        fixture.array.map("boot", IQN_1);

        assertThat(violated(Invariant.FENCED_STAYS_FENCED)).isEqualTo(1);
    }

    @Test
    void fencedStaysFenced_falls_whenTheProofIsFalse() {
        oracle.proved(IQN_1, BOOT_VOLUME);

        assertThat(violated(Invariant.FENCED_STAYS_FENCED)).isEqualTo(1);
    }

    @Test
    void fencedStaysFenced_fallsOnlyWhenTheDeadMachineComesBack() {
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.array.revoke(IQN_1);
        prove(IQN_1);
        fixture.array.map("boot", IQN_1);
        assertThat(oracle.violations()).isEmpty();

        fixture.site.apply(new SiteEvent.PowerRestored(PRIMARY));

        assertThat(violated(Invariant.FENCED_STAYS_FENCED)).isEqualTo(1);
    }

    @Test
    void worldSnapshot_changesWithAccessAndInstances_andWithNothingElse() {
        instances.add(instance(OLD, Lifecycle.RUNNING));
        String before = oracle.worldSnapshot();
        fixture.pass(Duration.ofMinutes(1));
        fixture.site.apply(new SiteEvent.PowerLost(PRIMARY));
        fixture.pass(Duration.ofMinutes(1));
        assertThat(oracle.worldSnapshot()).isEqualTo(before);

        fixture.array.map("data", IQN_2);
        assertThat(oracle.worldSnapshot()).isNotEqualTo(before);
        fixture.array.unmap("data", IQN_2);
        assertThat(oracle.worldSnapshot()).isEqualTo(before);
        instances.set(0, instance(OLD, Lifecycle.SHUTTING_DOWN));
        assertThat(oracle.worldSnapshot()).isNotEqualTo(before);
        instances.set(0, instance(OLD, Lifecycle.RUNNING));
        instances.add(instance(NEW, Lifecycle.PENDING));
        assertThat(oracle.worldSnapshot()).isNotEqualTo(before);
    }

    @Test
    void neighbourUntouched_falls_whenItLosesAccess_orSomebodyElseReachesItsVolume() {
        GuardedVolume own = new GuardedVolume("array-1", "neighbour");
        fixture.array.addVolume("neighbour", 9);
        fixture.array.map("neighbour", NEIGHBOUR);
        fixture.array.map("data", NEIGHBOUR);
        oracle.watchOver(List.of(IQN_1), VOLUMES, own);
        fixture.array.revoke(IQN_1);
        assertThat(oracle.violations()).as("boot was never shared").isEmpty();

        fixture.array.unmap("data", NEIGHBOUR);
        assertThat(violated(Invariant.NEIGHBOUR_UNTOUCHED)).isEqualTo(1);
        fixture.array.map("neighbour", IQN_2);
        assertThat(violated(Invariant.NEIGHBOUR_UNTOUCHED)).isEqualTo(2);
        fixture.array.unmap("neighbour", IQN_2);
        fixture.array.unmap("neighbour", NEIGHBOUR);
        assertThat(violated(Invariant.NEIGHBOUR_UNTOUCHED)).isEqualTo(3);
    }

    @Test
    void restoredOracle_knowsWhatTheFirstOneKnew() {
        oracle.generation(WEB, 2, Map.of("array-1", IQN_2));
        fixture.array.revoke(IQN_1);
        prove(IQN_1);
        fixture.array.map("boot", IQN_1);
        fixture.array.map("data", NEIGHBOUR);
        oracle.watchOver(List.of(IQN_1), VOLUMES, new GuardedVolume("array-1", "none"));
        fixture.array.grant(IQN_2);
        oracle.recovered(WEB, 2);
        fixture.pass(BOOT);
        JsonNode saved = JsonRecords.write(oracle.save());

        WriteOracle restored =
                WriteOracle.restore(JsonRecords.read(saved, WriteOracle.State.class), fixture.agenda, () -> instances);
        restored.attach(fixture.target());
        assertThat(JsonRecords.write(restored.save())).isEqualTo(saved);
        fixture.site.observe(restored);
        fixture.array.map("data", IQN_1);
        fixture.array.unmap("boot", IQN_2);
        fixture.site.powerOn(NEW, Optional.of(RECOVERY), userData(IQN_2));
        fixture.pass(BOOT);

        assertThat(restored.save()).isEqualTo(oracle.save());
        assertThat(restored.violations())
                .extracting(Violation::invariant)
                .contains(Invariant.FENCED_STAYS_FENCED, Invariant.WINNER_KEEPS_ACCESS, Invariant.ONE_WRITER);
    }

    private void prove(String initiator) {
        VOLUMES.forEach(volume -> oracle.proved(initiator, volume));
    }

    private long violated(Invariant invariant) {
        return oracle.violations().stream()
                .filter(violation -> violation.invariant() == invariant)
                .count();
    }

    private Ec2Instance instance(String id, Lifecycle lifecycle) {
        LaunchRequest request = new LaunchRequest("token", PRIMARY, "subnet", "template", 1, List.of());
        return new Ec2Instance(id, PRIMARY, request, "", fixture.agenda.instant(), lifecycle, LaunchFate.RUNS);
    }
}
