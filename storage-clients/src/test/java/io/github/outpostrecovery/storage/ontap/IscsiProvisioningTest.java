package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.FRESH;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
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
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IscsiProvisioningTest {
    private static final String IGROUPS = "/api/protocols/san/igroups";
    private static final String CREDENTIALS = "/api/protocols/san/iscsi/credentials";
    private static final String SESAME = "sesame-canary-1";

    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;
    private final OntapProvisioning iscsi = fixture.provisioning(Protocol.ISCSI);

    IscsiProvisioningTest() {
        fixture.freeLuns();
    }

    private static AccessRequest request(Optional<Integer> lun, Optional<ChapCredentials> chap, String... besides) {
        return new AccessRequest(
                FRESH,
                "web-01",
                Optional.empty(),
                List.of(new RequestedVolume(BOOT, lun.map(LunId::new))),
                OperatingSystem.LINUX,
                chap,
                Set.of(besides));
    }

    private static AccessRequest plain() {
        return request(Optional.empty(), Optional.empty());
    }

    private static AccessRequest withChap() {
        return request(
                Optional.empty(), Optional.of(new ChapCredentials("fresh-user", new Secret(SESAME), Optional.empty())));
    }

    private ProvisioningPlan planned(AccessRequest request) {
        if (iscsi.plan(request) instanceof Answer.Answered<ProvisioningPlan>(ProvisioningPlan plan)) {
            return plan;
        }
        throw new AssertionError(iscsi.plan(request).toString());
    }

    private void refused(AccessRequest request, String because) {
        assertThat(iscsi.plan(request))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.failure().detail()).contains(because));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void plan_whenTheIgroupIsThere_addsTheInitiatorAndSaysWhomItJoins() {
        ontap.igroup("web-01", OTHER.value());
        ProvisioningPlan plan = planned(plain());
        assertThat(plan.changes()).hasSize(2);
        assertThat(plan.changes().getFirst()).isInstanceOf(Change.AddInitiator.class);
        assertThat(plan.changes().getFirst().line()).contains("1 initiators");
    }

    @Test
    void plan_whenTheIgroupIsUnfit_isRefused() {
        ontap.igroup("web-01");
        ontap.igroupNamed("web-01").put("protocol", "fcp");
        refused(plain(), "fcp");
        ontap.igroupNamed("web-01").put("protocol", "mixed").put("os_type", "windows");
        refused(plain(), "windows");
        ontap.igroupNamed("web-01").put("os_type", "linux");
        ontap.igroup("child");
        ontap.nest("web-01", "child");
        refused(plain(), "holds other igroups");
    }

    @Test
    void plan_whenTheRequestIsUnfit_isRefusedAndAsksNothing() {
        refused(request(Optional.of(4096), Optional.empty()), "4095");
        refused(
                new AccessRequest(
                        FRESH, "web 01", Optional.empty(), plain().volumes(), OperatingSystem.LINUX, Optional.empty()),
                "cannot be the name of an igroup");
        refused(
                new AccessRequest(
                        FRESH,
                        "web-01",
                        Optional.of("rack"),
                        plain().volumes(),
                        OperatingSystem.LINUX,
                        Optional.empty()),
                "no host groups");
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void plan_whenTheServiceIsOff_isRefusedWithThatCause() {
        ontap.collection("/api/protocols/san/iscsi/services").getFirst().put("enabled", false);
        refused(plain(), "serves no iSCSI");
    }

    @Test
    void plan_whenTheLunIsOffline_isRefused() {
        ontap.collection(OntapVolumes.LUNS).getFirst().put("enabled", false);
        refused(plain(), "offline");
    }

    @Test
    void plan_whenTheNameStandsInAnotherIgroup_isRefusedUnlessThatIsBeside() {
        ontap.igroup("archive", FRESH.value());
        refused(plain(), "archive");
        assertThat(planned(request(Optional.empty(), Optional.empty(), "archive"))
                        .changes())
                .hasSize(2);
    }

    @Test
    void plan_whenTheVolumeIsReachedThroughAnIgroupBeside_mapsItNoSecondTime() {
        ontap.igroup("archive", FRESH.value());
        ontap.map(BOOT.value(), "archive", 4);
        ontap.collection("/api/protocols/san/lun-maps")
                .getFirst()
                .withObject("lun")
                .put("uuid", "uuid-" + BOOT);
        assertThat(planned(request(Optional.empty(), Optional.empty(), "archive"))
                        .changes())
                .hasSize(1);
    }

    private void record(String initiator, String type, String user) {
        ontap.add(
                CREDENTIALS,
                "{'initiator':'" + initiator + "','authentication_type':'" + type + "','chap':{'inbound':{'user':'"
                        + user + "'}}}");
    }

    @Test
    void plan_whenTheNameIsDenied_isRefused() {
        record(FRESH.value(), "deny", "");
        refused(plain(), "denied");
    }

    @Test
    void plan_whenTheSvmAsksForChapAndNoneIsGiven_isRefused() {
        record("default", "chap", "all");
        refused(plain(), "give its CHAP secret");
        assertThat(planned(withChap()).changes().getFirst()).isInstanceOf(Change.KeepChap.class);
    }

    @Test
    void plan_whenTheRecordIsOfAnotherUser_isRefused_andOfTheSameIsKept() {
        record(FRESH.value(), "chap", "somebody");
        refused(withChap(), "somebody");
        ontap.collection(CREDENTIALS)
                .getFirst()
                .withObject("chap")
                .withObject("inbound")
                .put("user", "fresh-user");
        assertThat(planned(withChap()).changes()).noneMatch(Change.KeepChap.class::isInstance);
    }

    @Test
    void apply_whenTheNameCameInSinceThePlan_isInDoubt() {
        ontap.igroup("web-01", OTHER.value());
        ProvisioningPlan plan = planned(plain());
        ontap.when(FakeOntap.to(HttpMethod.POST, IGROUPS), request -> FakeOntap.error(409, "5374035"));
        assertThat(iscsi.apply(plan))
                .isInstanceOfSatisfying(
                        ProvisioningOutcome.InDoubt.class,
                        doubt -> assertThat(doubt.failure().detail()).contains("take a new name"));
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void apply_whenTheIgroupsNameIsTaken_isRefused_butInDoubtIfTheInitiatorIsThere() {
        ProvisioningPlan plan = planned(plain());
        ontap.when(FakeOntap.to(HttpMethod.POST, IGROUPS), request -> FakeOntap.error(409, "5374023"));
        assertThat(iscsi.apply(plan)).isInstanceOf(ProvisioningOutcome.Refused.class);
        ontap.igroup("web-01", FRESH.value());
        assertThat(iscsi.apply(plan)).isInstanceOf(ProvisioningOutcome.InDoubt.class);
    }

    @Test
    void apply_whenTheLunIsMappedByNow_isToleratedAtTheWantedNumberOnly() {
        ontap.igroup("web-01", FRESH.value());
        AccessRequest request = request(Optional.of(3), Optional.empty());
        ProvisioningPlan plan = planned(request);
        assertThat(plan.changes()).hasSize(1);
        ontap.map(BOOT.value(), "web-01", 3);
        ontap.collection("/api/protocols/san/lun-maps")
                .getFirst()
                .withObject("lun")
                .put("uuid", "uuid-" + BOOT);
        ontap.when(
                FakeOntap.to(HttpMethod.POST, "/api/protocols/san/lun-maps"), sent -> FakeOntap.error(409, "1254207"));
        assertThat(iscsi.apply(plan)).isInstanceOfSatisfying(ProvisioningOutcome.Provisioned.class, done -> {
            assertThat(done.made()).isEmpty();
            assertThat(done.luns()).containsEntry(BOOT, new LunId(3));
        });
        ontap.collection("/api/protocols/san/lun-maps").getFirst().put("logical_unit_number", 4);
        assertThat(iscsi.apply(plan)).isInstanceOf(ProvisioningOutcome.Refused.class);
    }

    @Test
    void apply_whenRefusedWithACode_tellsWhereAndSendsNothingMore() {
        ProvisioningPlan plan = planned(plain());
        ontap.when(FakeOntap.to(HttpMethod.POST, IGROUPS), request -> FakeOntap.error(409, "5374732"));
        assertThat(iscsi.apply(plan)).isInstanceOfSatisfying(ProvisioningOutcome.Refused.class, refused -> {
            assertThat(refused.failure().code()).isEqualTo("5374732");
            assertThat(refused.at()).isEqualTo(plan.changes().getFirst());
        });
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void apply_whenSomethingElseThanOntapAnswers_isInDoubt() {
        ProvisioningPlan plan = planned(plain());
        ontap.when(FakeOntap.to(HttpMethod.POST, IGROUPS), request -> RestResponse.json(404, "{}"));
        assertThat(iscsi.apply(plan)).isInstanceOf(ProvisioningOutcome.InDoubt.class);
    }

    @Test
    void apply_whenTheArrayLied_isInDoubt() {
        ProvisioningPlan plan = planned(plain());
        ontap.when(request -> request.method() == HttpMethod.POST, request -> RestResponse.json(201, "{}"));
        assertThat(iscsi.apply(plan))
                .isInstanceOfSatisfying(
                        ProvisioningOutcome.InDoubt.class,
                        doubt -> assertThat(doubt.failure().detail()).contains("read back"));
        assertThat(fixture.writes()).hasSize(2);
    }

    @Test
    void nothingThatIsSaid_holdsTheSecret_whateverTheArrayAnswers() {
        ProvisioningPlan plan = planned(withChap());
        ontap.when(
                FakeOntap.to(HttpMethod.POST, CREDENTIALS),
                request -> RestResponse.json(
                        400, "{\"error\":{\"code\":\"5374149\",\"message\":\"not " + SESAME + "\"}}"));
        ProvisioningOutcome outcome = iscsi.apply(plan);
        assertThat(outcome).isInstanceOf(ProvisioningOutcome.Refused.class);
        assertThat(plan + " " + outcome + " " + plan.request() + fixture.heard).doesNotContain(SESAME);
    }

    @Test
    void retire_whenOntapSaysThatTheIgroupIsMapped_fails() {
        ontap.igroup("web-01", VICTIM.value());
        ontap.when(FakeOntap.to(HttpMethod.DELETE, IGROUPS), request -> FakeOntap.error(409, "1254213"));
        assertThat(iscsi.retire(VICTIM))
                .isInstanceOfSatisfying(
                        RetireOutcome.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("1254213"));
        assertThat(fixture.transport.writes())
                .noneMatch(request -> request.uri().toString().contains("allow_delete_while_mapped"));
    }

    @Test
    void retire_whenOntapSaysThatItIsNotThere_believesItOnlyAfterReading() {
        ontap.igroup("web-01", VICTIM.value(), OTHER.value());
        ontap.when(FakeOntap.to(HttpMethod.DELETE, IGROUPS), request -> FakeOntap.error(404, "5374034"));
        assertThat(iscsi.retire(VICTIM))
                .isInstanceOfSatisfying(
                        RetireOutcome.Failed.class,
                        failed -> assertThat(failed.failure().detail()).contains("still listed"));
    }

    @Test
    void plan_asksAsMuchOfSeventyThousandLunsAsOfTwo() {
        ontap.igroup("web-01", OTHER.value());
        planned(plain());
        int few = fixture.transport.requests().size();
        IntStream.range(0, 70_000).forEach(number -> ontap.lun("/vol/many/lun-" + number));
        planned(plain());
        assertThat(fixture.transport.requests()).hasSize(2 * few);
        assertThat(few).isLessThan(10);
    }

    @Test
    void ours_areNamesInIgroupsAndRecords_ofWhateverInstance() {
        ontap.igroup("web-01", VICTIM.value(), OTHER.value());
        record(FRESH.value(), "deny", "");
        record("default", "none", "");
        assertThat(iscsi.ours()).isEqualTo(Answer.of(List.<Initiator>of(VICTIM, FRESH)));
    }
}
