package io.github.outpostrecovery.core.readiness;

import static io.github.outpostrecovery.core.SampleSite.ARRAY_1;
import static io.github.outpostrecovery.core.SampleSite.BOOT;
import static io.github.outpostrecovery.core.SampleSite.DATA;
import static io.github.outpostrecovery.core.SampleSite.G2;
import static io.github.outpostrecovery.core.SampleSite.TARGET_1;
import static io.github.outpostrecovery.core.SampleSite.TARGET_2;
import static io.github.outpostrecovery.core.SampleSite.VICTIM;
import static io.github.outpostrecovery.core.SampleSite.VICTIM_ID;
import static io.github.outpostrecovery.core.SampleSite.WEB;
import static io.github.outpostrecovery.core.SampleSite.configured;
import static io.github.outpostrecovery.core.SampleSite.successor;
import static io.github.outpostrecovery.core.SampleSite.withChap;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.FakeArray.Call;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.incident.FakeRecoveryTable;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.LunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the roles find that fence, grant, launch, confirm and ask. */
class RoleRehearsalsTest {
    private final RehearsalWorld world = new RehearsalWorld();

    private Rehearsal fence() {
        return new FenceRehearsal(world.configurations(), world.table, world.arrays);
    }

    private Rehearsal grant() {
        return new GrantRehearsal(world.configurations(), world.table, world.arrays);
    }

    private Rehearsal launch() {
        return new LaunchRehearsal(world.configurations(), world.table, world.compute, world.arrays);
    }

    private Rehearsal confirmation() {
        return new ConfirmationRehearsal(world.configurations(), world.table, world.arrays, world.compute);
    }

    private List<String> failures(Rehearsal rehearsal) {
        return RehearsalWorld.failures(world.rehearse(rehearsal));
    }

    @Test
    void goodSite_hasNothingAmiss() {
        for (Rehearsal rehearsal : List.of(fence(), grant(), launch(), confirmation())) {
            assertThat(world.rehearse(rehearsal)).hasSizeGreaterThan(2).allMatch(Finding.Passed.class::isInstance);
        }
    }

    @Test
    void fenceAndGrant_useTheFencingSecret_andTheOthersDoNot() {
        world.rehearse(launch());
        world.rehearse(confirmation());
        assertThat(world.arrays.openedForFencing()).isEmpty();
        assertThat(world.arrays.openedForReading()).containsExactly(ARRAY_1, ARRAY_1);
        world.rehearse(fence());
        assertThat(world.arrays.openedForFencing()).containsExactly(ARRAY_1);
        world.rehearse(grant());
        assertThat(world.arrays.openedForFencing()).containsExactly(ARRAY_1, ARRAY_1);
        assertThat(world.arrays.openedForReading()).hasSize(2);
    }

    @Test
    void everyRehearsal_findsAConfigurationThatCannotBeRead() {
        world.configured(new Configurations.Lookup.Unreadable("no volume"));
        for (Rehearsal rehearsal : List.of(fence(), grant(), launch(), confirmation())) {
            assertThat(failures(rehearsal)).singleElement().asString().contains("no volume");
        }
    }

    @Test
    void arrayThatDoesNotAnswerARole_isFound() {
        world.array.fail(Call.ACCESS);
        assertThat(failures(fence())).singleElement().asString().contains("fence: array-1", "timed out");
        assertThat(failures(launch())).singleElement().asString().contains("launch: array-1", "timed out");
        assertThat(failures(confirmation())).singleElement().asString().contains("confirmation: array-1", "timed out");
        world.array.heal().fail(Call.ROUTE);
        assertThat(failures(grant())).singleElement().asString().contains("grant: array-1", "timed out");
        world.array.heal().fail(Call.SESSIONS);
        assertThat(failures(confirmation())).singleElement().asString().contains("log-ins");
    }

    @Test
    void wayInThatLeavesAVolumeOut_isFound() {
        world.array.routed(new GrantRoute(
                List.of(new GrantRoute.Swap(new AccessObject("group", "group"), Map.of(BOOT, new LunId(0))))));
        assertThat(failures(grant())).singleElement().asString().contains("should lead to", DATA.value());
    }

    @Test
    void wayIn_isNotLookedForDuringARecovery() {
        world.beingRecovered(Incident.State.OPEN, successor(G2, TARGET_1, ARRAY_1));
        world.array.unmap(VICTIM).fail(Call.ROUTE);
        List<Finding> findings = world.rehearse(grant());
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings)).singleElement().asString().contains("being recovered");
    }

    @Test
    void chapSecret_isReadWhereOneIsConfigured() {
        assertThat(world.rehearse(grant())).extracting(Finding::subject).noneMatch(subject -> subject.contains("CHAP"));
        world.configured(new Configurations.Lookup.Found(withChap(configured(Mode.AUTOMATIC, ARRAY_1))));
        assertThat(failures(grant())).singleElement().asString().contains("CHAP", "UNAUTHORISED");
        world.arrays.chap(Answer.of(new ChapCredentials("web-01", new Secret("0123456789ab"), Optional.empty())));
        List<Finding> findings = world.rehearse(grant());
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(findings).extracting(Finding::subject).anyMatch(subject -> subject.contains("CHAP"));
        assertThat(findings.toString()).doesNotContain("0123456789ab");
    }

    @Test
    void everyTarget_isChecked() {
        world.compute.preflight(TARGET_1, new Preflight.NotReady("no marker"));
        assertThat(failures(launch()))
                .singleElement()
                .asString()
                .contains(TARGET_1.subnet().value(), "no marker");
        world.compute.preflight(TARGET_2, new Preflight.Unanswered("throttled"));
        assertThat(failures(launch()))
                .hasSize(2)
                .anyMatch(failure -> failure.contains(TARGET_2.subnet().value()) && failure.contains("throttled"));
    }

    @Test
    void confirmation_asksEc2() {
        world.compute.status(VICTIM_ID, new MachineStatus.Unobserved("denied"));
        assertThat(failures(confirmation())).singleElement().asString().contains("denied");
    }

    @Test
    void approval_looksIntoTheBooksAndSendsNothing() {
        List<Finding> findings = world.rehearse(new ApprovalRehearsal(world.table));
        assertThat(RehearsalWorld.failures(findings)).isEmpty();
        assertThat(RehearsalWorld.notes(findings)).singleElement().asString().contains("none was sent");
        assertThat(RehearsalWorld.failures(new ApprovalRehearsal(new FakeRecoveryTable())
                        .rehearse(WEB)
                        .findings()))
                .hasSize(1);
    }

    @Test
    void refusal_isToldWithItsCode() {
        world.array.fail(Call.ACCESS, new ArrayFailure(ArrayFailure.Kind.UNAUTHORISED, "6691623", "login failed"));
        assertThat(failures(fence())).singleElement().asString().contains("UNAUTHORISED", "6691623");
    }
}
