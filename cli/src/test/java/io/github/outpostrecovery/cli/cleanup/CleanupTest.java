package io.github.outpostrecovery.cli.cleanup;

import static io.github.outpostrecovery.cli.memory.MemorySite.MACHINE;
import static io.github.outpostrecovery.cli.memory.MemorySite.NAME;
import static io.github.outpostrecovery.cli.memory.MemorySite.WEB;
import static io.github.outpostrecovery.cli.memory.ProtectedSite.SUCCESSOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.cleanup.CleanupReport.Ended;
import io.github.outpostrecovery.cli.cleanup.Consent.Steps;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import io.github.outpostrecovery.cli.memory.MemoryMachines;
import io.github.outpostrecovery.cli.memory.MemorySite;
import io.github.outpostrecovery.cli.memory.ProtectedSite;
import io.github.outpostrecovery.cli.prompt.UnattendedPrompts;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CleanupTest {
    private MemorySite site = new MemorySite();

    @BeforeEach
    void protect() throws InterruptedException {
        site = ProtectedSite.made();
    }

    private static Consent typing(Ec2InstanceId machine) {
        return new Consent(new UnattendedPrompts(line -> {}), Steps.GIVEN, Optional.of(machine.value()));
    }

    private CleanupReport unprotect() {
        return new Unprotecting(site.cloud).unprotect(WEB, typing(MACHINE));
    }

    private CleanupReport cleanUp(Ec2InstanceId typed) throws InterruptedException {
        return new CleaningUp(site.cloud)
                .cleanUp(new CleaningUp.Request(WEB, Optional.empty(), List.of(), "maria"), typing(typed));
    }

    private CleanupReport release(int generation, Ec2InstanceId typed) throws InterruptedException {
        Releasing releasing = new Releasing(site.cloud);
        Releasing.Request request =
                new Releasing.Request(WEB, new Generation(generation), List.of(), "maria", "ticket 42");
        return switch (releasing.look(request)) {
            case Releasing.Looked.Not(CleanupReport report) -> report;
            case Releasing.Looked.At looked -> releasing.release(request, looked, typing(typed));
        };
    }

    @Test
    void unprotect_takesTheStackOnly_andTheBooksGoOn() {
        Optional<InstanceLedger> books = site.engine.table.read(WEB);
        CleanupReport report = unprotect();
        assertThat(report.ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken()).containsExactly("DeleteStack autorestart-web-01");
        assertThat(site.engine.table.read(WEB)).isEqualTo(books);
        assertThat(String.join("; ", report.left())).contains(MACHINE.value(), "generation g1", "lt-web-01-");
        assertThat(unprotect().ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void openIncident_refusesEverything() throws InterruptedException {
        ProtectedSite.recovered(site);
        ProtectedSite.openIncident(site);
        assertThat(List.of(unprotect(), cleanUp(SUCCESSOR), release(1, MACHINE)))
                .allSatisfy(report -> {
                    assertThat(report.ended()).isEqualTo(Ended.REFUSED);
                    assertThat(report.reasons().getFirst()).startsWith("[incident-open]");
                });
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void cleanup_goesInOrder_andLeavesVolumesAndBooks() throws InterruptedException {
        CleanupReport report = cleanUp(MACHINE);
        assertThat(report.reasons()).isEmpty();
        assertThat(report.ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken())
                .containsExactly(
                        "TerminateInstances " + MACHINE,
                        "DeleteLaunchTemplate lt-web-01-" + MACHINE,
                        "DeleteLaunchTemplate lt-web-01-" + MACHINE + "-recovery",
                        "DeleteStack autorestart-web-01",
                        "revoke [" + NAME + "]",
                        "retire " + NAME);
        assertThat(site.array.volumes).hasSize(1);
        assertThat(site.engine.table.read(WEB)).isPresent();
        assertThat(String.join("; ", report.left())).contains("all volumes", "the books of web-01", "secrets");
    }

    @Test
    void cleanup_keepsTheEngineQuietWhileItIsAtWork() throws InterruptedException {
        cleanUp(MACHINE);
        assertThat(site.engine.windows).hasSize(2);
        assertThat(site.engine.windows.getFirst().covers(MemorySite.NOON)).isTrue();
        assertThat(site.engine.windows.getLast().covers(site.cloud.clock().instant()))
                .isFalse();
    }

    @Test
    void cleanup_withoutTheRightId_changesNothing() throws InterruptedException {
        assertThat(cleanUp(SUCCESSOR).ended()).isEqualTo(Ended.DECLINED);
        assertThat(site.calls.taken()).isEmpty();
        assertThat(site.engine.windows).isEmpty();
    }

    @Test
    void machineThatDoesNotEnd_keepsEverythingElse() throws InterruptedException {
        site.directory.machines.computeIfPresent(
                MACHINE, (id, machine) -> MemoryMachines.with(machine, "stuck", machine.tags()));
        CleanupReport report = cleanUp(MACHINE);
        assertThat(report.ended()).isEqualTo(Ended.INCOMPLETE);
        assertThat(site.calls.taken()).containsExactly("TerminateInstances " + MACHINE);
        assertThat(site.array.known).contains(NAME);
    }

    @Test
    void stackThatDoesNotGo_keepsTheNames_andARepeatedRunGoesOn() throws InterruptedException {
        site.stacks.ends(new Change.Failed("DELETE_FAILED", List.of("the policy is in use")));
        CleanupReport report = cleanUp(MACHINE);
        assertThat(report.ended()).isEqualTo(Ended.INCOMPLETE);
        assertThat(report.reasons()).containsExactly("the policy is in use");
        assertThat(site.calls.taken()).doesNotContain("retire " + NAME);
        assertThat(cleanUp(MACHINE).ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken())
                .containsExactly("DeleteStack autorestart-web-01", "revoke [" + NAME + "]", "retire " + NAME);
        assertThat(cleanUp(MACHINE).ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void silentArray_isNoConsent() throws InterruptedException {
        site.array.silent = true;
        CleanupReport report = cleanUp(MACHINE);
        assertThat(report.ended()).isEqualTo(Ended.INCOMPLETE);
        assertThat(site.array.known).contains(NAME);
    }

    @Test
    void nameWithoutProofOfItsFence_isNotTakenOff() throws InterruptedException {
        site.array.keepsMappings = true;
        CleanupReport report = cleanUp(MACHINE);
        assertThat(report.ended()).isEqualTo(Ended.INCOMPLETE);
        assertThat(String.join("; ", report.reasons())).contains("no proof");
        assertThat(site.array.known).contains(NAME);
    }

    @Test
    void release_endsTheOldGeneration_andNothingElse() throws InterruptedException {
        ProtectedSite.recovered(site);
        CleanupReport report = release(1, MACHINE);
        assertThat(report.ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken())
                .containsExactly("CreateTags " + MACHINE, "TerminateInstances " + MACHINE, "retire " + NAME);
        assertThat(site.directory.machine(MACHINE).orElseThrow().tags())
                .containsEntry("outpost-recovery:released-by", "maria")
                .containsEntry("outpost-recovery:released-because", "ticket 42");
        assertThat(site.array.known).containsExactly(MemorySite.name(2));
        assertThat(site.directory.machine(SUCCESSOR).orElseThrow().state()).isEqualTo("running");
        assertThat(release(1, MACHINE).ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void zombieThatReachesItsVolumeAgain_isFencedBeforeItIsEnded() throws InterruptedException {
        ProtectedSite.recovered(site);
        site.array.map(NAME, "/vol/web/boot", 0);
        assertThat(release(1, MACHINE).ended()).isEqualTo(Ended.DONE);
        assertThat(site.calls.taken().getFirst()).isEqualTo("revoke [" + NAME + "]");
        assertThat(site.array.paths)
                .allSatisfy(path -> assertThat(path.initiator()).isEqualTo(MemorySite.name(2)));
    }

    @Test
    void zombieBehindALostLink_keepsItsName_soThatTheArrayKnowsWhomToShutOut() throws InterruptedException {
        ProtectedSite.recovered(site);
        site.directory.machines.computeIfPresent(
                MACHINE, (id, machine) -> MemoryMachines.with(machine, "stuck", machine.tags()));
        assertThat(release(1, MACHINE).ended()).isEqualTo(Ended.INCOMPLETE);
        assertThat(site.array.known).contains(NAME);
    }

    @Test
    void currentAndNewerGenerations_areRefused() throws InterruptedException {
        ProtectedSite.recovered(site);
        assertThat(release(2, SUCCESSOR).reasons().getFirst()).startsWith("[current-generation]");
        assertThat(release(3, SUCCESSOR).reasons().getFirst()).startsWith("[current-generation]");
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void release_withAnotherIdTyped_orASilentArray_changesNothing() throws InterruptedException {
        ProtectedSite.recovered(site);
        assertThat(release(1, SUCCESSOR).ended()).isEqualTo(Ended.DECLINED);
        site.array.silent = true;
        assertThat(release(1, MACHINE).reasons().getFirst()).startsWith("[array-silent]");
        assertThat(site.calls.taken()).isEmpty();
    }

    @Test
    void releaseWithoutAReason_orAName_isNone() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new Releasing.Request(WEB, Generation.FIRST, List.of(), "maria", " "))
                .hasMessageContaining("--reason");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new Releasing.Request(WEB, Generation.FIRST, List.of(), "", "why"))
                .hasMessageContaining("--operator");
    }
}
