package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.FRESH;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.FRESH_HOST;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.failure;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTest {
    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;

    @BeforeEach
    void furnish() {
        fixture.sharedGroup();
        dell.volume("new-boot");
        dell.add("/chap_config", "{'id':'0','mode':'Disabled'}");
    }

    private static AccessRequest request(Initiator initiator, String host, String group, Integer... lun) {
        return new AccessRequest(
                initiator,
                host,
                Optional.of(group).filter(name -> !name.isEmpty()),
                List.of(new RequestedVolume(
                        new VolumeName("new-boot"),
                        List.of(lun).stream().findFirst().map(LunId::new))),
                OperatingSystem.LINUX,
                Optional.empty());
    }

    private void refused(AccessRequest request, String why) {
        refused(Protocol.ISCSI, request, why);
    }

    private void refused(Protocol protocol, AccessRequest request, String why) {
        ArrayFailure failure = failure(fixture.provisioning(protocol).plan(request));
        assertThat(failure.kind()).isEqualTo(ArrayFailure.Kind.REFUSED);
        assertThat(failure.detail()).contains(why);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void plan_when_theHostIsInAGroupThatIsNotNamed_saysToNameIt() {
        refused(request(VICTIM, "web-01", ""), "name the group");
    }

    @Test
    void plan_when_theHostIsInAnotherGroup_isRefused() {
        refused(request(VICTIM, "web-01", "others"), "webs");
    }

    @Test
    void plan_when_theHostHasVolumesOfItsOwn_cannotJoinAGroup() {
        dell.host("web-03", "iSCSI");
        dell.map(BOOT.value(), "web-03", 3);
        refused(request(FRESH, "web-03", "webs"), "volumes of its own");
    }

    @Test
    void plan_when_theHostIsMetro_isRefused() {
        dell.host("far", "iSCSI");
        dell.named("/host", "far").put("host_connectivity", "Metro_Optimize_Both");
        refused(request(FRESH, "far", ""), "metro");
    }

    @Test
    void plan_when_theHostIsOfFibreChannel_isRefused() {
        dell.host("fc", "FC", "10:00:00:00:c9:aa:bb:cc");
        refused(request(FRESH, "fc", ""), "another protocol");
    }

    @Test
    void plan_when_theHostIsAPartOfTheAppliance_isRefused() {
        dell.host("esx", "iSCSI");
        dell.named("/host", "esx").put("type", "Internal");
        refused(request(FRESH, "esx", ""), "appliance");
    }

    @Test
    void plan_when_theClusterAsksForChap_isRefusedWithoutIt() {
        dell.rows("/chap_config").getFirst().put("mode", "Single");
        refused(request(FRESH, "new", ""), "CHAP");
    }

    @Test
    void plan_when_theNameIsLoggedInWithoutAHost_isRefused() {
        dell.add("/discovered_initiator", "{'id':'d','name':'" + FRESH + "','protocol_type':'iSCSI'}");
        refused(request(FRESH, "new", ""), "another machine");
    }

    @Test
    void plan_when_theNameIsOfAnotherProtocol_isRefused() {
        refused(request(FRESH_HOST, "new", ""), "no name over iSCSI");
        refused(Protocol.NVME_TCP, request(FRESH, "new", ""), "no name over NVMe");
    }

    @Test
    void plan_overNvme_when_aNamespaceIdIsAskedForThatIsNotTheVolumes_isRefused() {
        refused(Protocol.NVME_TCP, request(FRESH_HOST, "new", "", 999), "cannot be chosen");
    }

    /** A host group takes ids of hosts, not their names. */
    @Test
    void apply_joinsAGroupByTheHostsId() {
        dell.host("new", "iSCSI");
        try (ArrayProvisioning provisioning = fixture.provisioning(Protocol.ISCSI)) {
            ProvisioningPlan plan = value(provisioning.plan(request(FRESH, "new", "webs")));
            assertThat(provisioning.apply(plan)).isNotInstanceOf(ProvisioningOutcome.Refused.class);
        }
        assertThat(fixture.transport.writes().stream()
                        .filter(write -> write.path().contains("/host_group/"))
                        .map(write -> write.body().orElse("")))
                .containsExactly("{\"add_host_ids\":[\"" + FakePowerStore.idOf("new") + "\"]}");
    }
}
