package io.github.outpostrecovery.storage.flasharray;

import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.BOOT;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.DATA;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.FRESH_NQN;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.OTHER;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM;
import static io.github.outpostrecovery.storage.flasharray.FlashArrayFixture.VICTIM_NQN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostProvisioningTest {
    private static final String SESAME = "sesame-canary-1";

    private final FlashArrayFixture fixture = new FlashArrayFixture();
    private final FakeObjects objects = fixture.objects;
    private final FlashArrayProvisioning iscsi = fixture.provisioning(Protocol.ISCSI);

    HostProvisioningTest() {
        fixture.freeVolumes();
    }

    private static AccessRequest request(
            Initiator initiator, Optional<String> group, Optional<Integer> lun, Optional<String> secret) {
        return new AccessRequest(
                initiator,
                "new-01",
                group,
                List.of(new RequestedVolume(BOOT, lun.map(LunId::new))),
                OperatingSystem.LINUX,
                secret.map(one -> new ChapCredentials("fresh-user", new Secret(one), Optional.empty())));
    }

    private static AccessRequest plain() {
        return request(FRESH, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static AccessRequest at(int lun) {
        return request(FRESH, Optional.empty(), Optional.of(lun), Optional.empty());
    }

    private static AccessRequest in(String group) {
        return request(FRESH, Optional.of(group), Optional.empty(), Optional.empty());
    }

    private static AccessRequest withChap(String secret) {
        return request(FRESH, Optional.empty(), Optional.empty(), Optional.of(secret));
    }

    private static ProvisioningPlan planned(FlashArrayProvisioning array, AccessRequest request) {
        if (array.plan(request) instanceof Answer.Answered<ProvisioningPlan>(ProvisioningPlan plan)) {
            return plan;
        }
        throw new AssertionError(array.plan(request).toString());
    }

    private void refused(AccessRequest request, String because) {
        assertThat(iscsi.plan(request))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.failure().detail()).contains(because));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void plan_whenTheNumberIsNoneOfAFlashArrays_isRefused() {
        refused(at(0), "1 to 4095");
        refused(at(4096), "1 to 4095");
        assertThat(planned(iscsi, at(4095)).changes()).hasSize(2);
    }

    @Test
    void plan_whenANamespaceIdIsAskedFor_isRefused() {
        FlashArrayProvisioning nvme = fixture.provisioning(Protocol.NVME_TCP);
        assertThat(nvme.plan(request(FRESH_NQN, Optional.empty(), Optional.of(3), Optional.empty())))
                .isInstanceOf(Answer.Unanswered.class);
        assertThat(planned(nvme, request(FRESH_NQN, Optional.empty(), Optional.empty(), Optional.empty()))
                        .changes())
                .hasSize(2);
    }

    @Test
    void plan_whenNoPortOfTheProtocolIsUp_isRefused() {
        objects.add("/controllers", "{'name':'CT0','status':'not ready'}");
        refused(plain(), "no port of the array");
    }

    @Test
    void plan_whenTheVolumeIsDestroyed_isRefused() {
        objects.list("/volumes").getFirst().put("destroyed", true);
        refused(plain(), "destroyed");
    }

    @Test
    void plan_whenTheHostIsUnfit_isRefused() {
        objects.host("new-01", VICTIM_NQN.value());
        refused(plain(), "another protocol");
        objects.host("new-01", OTHER.value()).put("personality", "esxi");
        refused(plain(), "esxi");
        objects.host("new-01");
        objects.group("rack", "new-01");
        refused(in("other-rack"), "in host group rack");
    }

    @Test
    void plan_whenTheHostIsThereWithOthers_saysWhomTheNameJoins() {
        objects.host("new-01", OTHER.value());
        Change first = planned(iscsi, plain()).changes().getFirst();
        assertThat(first).isInstanceOf(Change.AddInitiator.class);
        assertThat(first.line()).contains("1 initiators");
    }

    @Test
    void plan_whenTheHostAsksForChap_needsItsUser() {
        objects.host("new-01", FRESH.value()).putObject("chap").put("host_user", "somebody");
        refused(plain(), "give its CHAP secret");
        refused(withChap(SESAME), "somebody");
        objects.hostNamed("new-01").withObject("chap").put("host_user", "fresh-user");
        assertThat(planned(iscsi, withChap(SESAME)).changes()).hasSize(1);
    }

    @Test
    void plan_whenChapWouldLockOthersOut_isRefused() {
        objects.host("new-01", OTHER.value());
        refused(withChap(SESAME), "lock them out");
    }

    @Test
    void plan_whenTheSecretIsTooShort_isRefusedWithoutShowingIt() {
        refused(withChap("short-one"), "12 to 255");
        assertThat(iscsi.plan(withChap("short-one")).toString()).doesNotContain("short-one");
        assertThat(fixture.asked()).isEmpty();
    }

    @Test
    void plan_whenTheGroupShowsWhatTheHostHas_isRefused() {
        objects.host("new-01", FRESH.value());
        objects.host("db-01", OTHER.value());
        objects.group("rack", "db-01");
        objects.share(DATA.value(), "rack", 254);
        objects.connect(DATA.value(), "new-01", 1);
        refused(in("rack"), "both are connected to " + DATA);
    }

    @Test
    void plan_whenAGroupIsNamed_makesWhatLacksAndSaysWhoElseIsShownTheVolume() {
        objects.host("db-01", OTHER.value());
        objects.group("rack", "db-01");
        objects.share(DATA.value(), "rack", 254);
        List<Change> changes = planned(iscsi, in("rack")).changes();
        assertThat(changes).hasSize(3);
        assertThat(changes.get(1).line()).contains("1 volumes");
        assertThat(changes.get(2).line()).contains("and so to db-01");
        assertThat(planned(iscsi, in("new-rack")).changes()).hasSize(4);
    }

    @Test
    void apply_whenTheNameCameInSinceThePlan_isInDoubt() {
        ProvisioningPlan plan = planned(iscsi, plain());
        objects.host("elsewhere", FRESH.value());
        assertThat(iscsi.apply(plan))
                .isInstanceOfSatisfying(
                        ProvisioningOutcome.InDoubt.class,
                        doubt -> assertThat(doubt.failure().detail()).contains("take a new name"));
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void apply_whenTheHostsNameIsTaken_isRefused() {
        ProvisioningPlan plan = planned(iscsi, plain());
        objects.host("new-01", OTHER.value());
        assertThat(iscsi.apply(plan)).isInstanceOf(ProvisioningOutcome.Refused.class);
    }

    @Test
    void apply_whenTheVolumeIsConnectedByNow_isToleratedAtTheWantedNumberOnly() {
        objects.host("new-01", FRESH.value());
        ProvisioningPlan plan = planned(iscsi, at(5));
        objects.connect(BOOT.value(), "new-01", 5);
        assertThat(iscsi.apply(plan))
                .isInstanceOfSatisfying(
                        ProvisioningOutcome.Provisioned.class,
                        done -> assertThat(done.made()).isEmpty());
        ProvisioningPlan other = new ProvisioningPlan(
                at(6), List.of(new Change.Export(at(6).volumes().getFirst(), "new-01", "connect")));
        assertThat(iscsi.apply(other)).isInstanceOf(ProvisioningOutcome.Refused.class);
    }

    @Test
    void apply_whenAnotherNumberCameThanWasAskedFor_isInDoubt() {
        ProvisioningPlan plan = planned(iscsi, at(5));
        fixture.fake.when(
                FakeFlashArray.to(HttpMethod.POST, "/connections"),
                request -> RestResponse.json(200, "{\"items\":[{\"lun\":9}]}"));
        assertThat(iscsi.apply(plan))
                .isInstanceOfSatisfying(
                        ProvisioningOutcome.InDoubt.class,
                        doubt -> assertThat(doubt.failure().detail()).contains("instead of 5"));
    }

    @Test
    void apply_whenRefusedInOtherWords_isRefused_andWithoutWordsInDoubt() {
        ProvisioningPlan plan = planned(iscsi, plain());
        fixture.fake.when(
                FakeFlashArray.to(HttpMethod.POST, "/hosts"),
                request -> FakeFlashArray.error(400, "Host limit reached."));
        assertThat(iscsi.apply(plan)).isInstanceOf(ProvisioningOutcome.Refused.class);
        fixture.fake.when(FakeFlashArray.to(HttpMethod.POST, "/hosts"), request -> RestResponse.json(400, "{}"));
        assertThat(iscsi.apply(plan)).isInstanceOf(ProvisioningOutcome.InDoubt.class);
    }

    @Test
    void nothingThatIsSaid_holdsTheSecret_whateverTheArrayAnswers() {
        ProvisioningPlan plan = planned(iscsi, withChap(SESAME));
        fixture.fake.when(
                FakeFlashArray.to(HttpMethod.POST, "/hosts"), request -> FakeFlashArray.error(400, "not " + SESAME));
        ProvisioningOutcome outcome = iscsi.apply(plan);
        assertThat(outcome).isInstanceOf(ProvisioningOutcome.Refused.class);
        assertThat(plan + " " + outcome + fixture.heard).doesNotContain(SESAME);
    }

    @Test
    void retire_whenTheArrayRefusesTheRemoval_failsInItsWords() {
        objects.host("web-01", VICTIM.value()).putObject("port_connectivity").put("details", "None");
        fixture.fake.when(
                FakeFlashArray.to(HttpMethod.PATCH, "/hosts"),
                request ->
                        FakeFlashArray.error(400, "The specified IQN cannot be deleted due to existing connections."));
        assertThat(iscsi.retire(VICTIM))
                .isInstanceOfSatisfying(
                        RetireOutcome.Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("existing connections"));
    }

    @Test
    void retire_whenTheHostIsConnectedToTheArray_isRefused() {
        objects.host("web-01", VICTIM.value()).putObject("port_connectivity").put("details", "Single Controller");
        assertThat(iscsi.retire(VICTIM)).isInstanceOf(RetireOutcome.StillInUse.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void plan_asksAsMuchOfManyVolumesAsOfTwo() {
        planned(iscsi, plain());
        int few = fixture.asked().size();
        IntStream.range(0, 5_000).forEach(number -> objects.volume("many-" + number));
        planned(iscsi, plain());
        assertThat(fixture.asked()).hasSize(2 * few);
    }
}
