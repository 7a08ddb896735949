package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.FRESH_HOST;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ChapCredentials;
import io.github.outpostrecovery.core.array.Secret;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class NvmeProvisioningTest {
    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;
    private final OntapProvisioning nvme = fixture.provisioning(Protocol.NVME_TCP);

    NvmeProvisioningTest() {
        fixture.freeNamespaces();
    }

    private static AccessRequest request(Optional<Integer> nsid, Optional<String> key) {
        return new AccessRequest(
                FRESH_HOST,
                "sub",
                Optional.empty(),
                List.of(new RequestedVolume(BOOT, nsid.map(LunId::new))),
                OperatingSystem.LINUX,
                key.map(secret -> new ChapCredentials("", new Secret(secret), Optional.empty())));
    }

    private static AccessRequest plain() {
        return request(Optional.empty(), Optional.empty());
    }

    private static String key() {
        byte[] secret = new byte[32];
        CRC32 checksum = new CRC32();
        checksum.update(secret);
        ByteBuffer whole = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        whole.put(secret).putInt((int) checksum.getValue());
        return "DHHC-1:01:" + Base64.getEncoder().encodeToString(whole.array()) + ":";
    }

    private void subsystem(String name, String... hosts) {
        ontap.subsystem(name, hosts);
        ontap.collection(NvmeAccess.SUBSYSTEMS).getLast().put("os_type", "linux");
    }

    private ProvisioningPlan planned(AccessRequest request) {
        if (nvme.plan(request) instanceof Answer.Answered<ProvisioningPlan>(ProvisioningPlan plan)) {
            return plan;
        }
        throw new AssertionError(nvme.plan(request).toString());
    }

    private void refused(AccessRequest request, String because) {
        assertThat(nvme.plan(request))
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.failure().detail()).contains(because));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void plan_whenTheSvmHasNoDataInterface_isRefused() {
        ontap.collection("/api/network/ip/interfaces").getFirst().put("state", "down");
        refused(plain(), "no interface with the service data_nvme_tcp");
    }

    @Test
    void plan_whenTheSubsystemIsForAnotherOperatingSystem_isRefused() {
        subsystem("sub");
        ontap.collection(NvmeAccess.SUBSYSTEMS).getLast().put("os_type", "vmware");
        refused(plain(), "vmware");
    }

    @Test
    void plan_whenTheNamespaceIsInAnotherSubsystem_isRefused() {
        subsystem("other", OTHER_HOST.value());
        ontap.add(
                NvmeRequests.MAPS,
                "{'nsid':'00000001h','namespace':{'name':'" + BOOT
                        + "','uuid':'u'},'subsystem':{'name':'other','uuid':'other-uuid'}}");
        refused(plain(), "a namespace has one subsystem");
    }

    @Test
    void plan_whenANumberIsAskedFor_isRefused() {
        refused(request(Optional.of(3), Optional.empty()), "ONTAP chooses");
    }

    @Test
    void plan_whenTheKeyIsNone_isRefusedWithoutShowingIt() {
        refused(request(Optional.empty(), Optional.of("DHHC-1:secret")), "nvme gen-dhchap-key");
        assertThat(nvme.plan(request(Optional.empty(), Optional.of("DHHC-1:secret")))
                        .toString())
                .doesNotContain("DHHC-1:secret");
        assertThat(fixture.transport.requests()).isEmpty();
    }

    @Test
    void plan_whenTheHostIsInWithoutAKeyAndOneIsGiven_isRefused() {
        subsystem("sub", FRESH_HOST.value());
        assertThat(planned(plain()).changes()).hasSize(1);
        refused(request(Optional.empty(), Optional.of(key())), "without DH-HMAC-CHAP");
        ObjectNode host = (ObjectNode) ontap.collection(NvmeAccess.SUBSYSTEMS)
                .getLast()
                .withArray("hosts")
                .get(0);
        host.putObject("dh_hmac_chap").put("mode", "unidirectional");
        refused(plain(), "give its secret");
    }

    @Test
    void apply_sendsTheKeyWithTheName_andIsInDoubtIfTheNameIsThereByNow() {
        subsystem("sub", OTHER_HOST.value());
        ProvisioningPlan plan = planned(request(Optional.empty(), Optional.of(key())));
        assertThat(plan.changes().getFirst()).isInstanceOf(Change.AddInitiator.class);
        ontap.when(FakeOntap.to(HttpMethod.POST, NvmeAccess.SUBSYSTEMS), request -> FakeOntap.error(409, "72089705"));
        ProvisioningOutcome outcome = nvme.apply(plan);
        assertThat(outcome).isInstanceOf(ProvisioningOutcome.InDoubt.class);
        assertThat(fixture.transport.writes().getFirst().body().orElse("")).contains("DHHC-1:01:");
        assertThat(plan.toString() + outcome).doesNotContain(key());
    }

    @Test
    void apply_whenTheSubsystemsNameIsTakenByAnIgroup_isRefused() {
        ProvisioningPlan plan = planned(plain());
        ontap.when(FakeOntap.to(HttpMethod.POST, NvmeAccess.SUBSYSTEMS), request -> FakeOntap.error(409, "72090043"));
        assertThat(nvme.apply(plan)).isInstanceOf(ProvisioningOutcome.Refused.class);
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void targets_areTheSubsystemsThatListTheHost() {
        subsystem("sub", FRESH_HOST.value());
        subsystem("other", OTHER_HOST.value());
        assertThat(nvme.targets(FRESH_HOST)).isEqualTo(Answer.of(List.of("nqn.x:sub")));
    }
}
