package io.github.outpostrecovery.storage.alletra;

import static io.github.outpostrecovery.storage.alletra.AlletraFixture.BOOT;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.FRESH;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.FRESH_NQN;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.answered;
import static io.github.outpostrecovery.storage.alletra.AlletraFixture.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final VolumeName NEW = new VolumeName("new-boot");

    private final AlletraFixture fixture = new AlletraFixture();
    private final FakeWsapi wsapi = fixture.wsapi;

    @BeforeEach
    void furnish() {
        fixture.privateHost();
        wsapi.volume(NEW.value());
    }

    private static AccessRequest request(Initiator initiator, String host, String group, Integer... lun) {
        return new AccessRequest(
                initiator,
                host,
                Optional.of(group).filter(name -> !name.isEmpty()),
                List.of(new RequestedVolume(
                        NEW, List.of(lun).stream().findFirst().map(LunId::new))),
                OperatingSystem.LINUX,
                Optional.empty());
    }

    private void refused(Protocol protocol, AccessRequest request, String why) {
        ArrayFailure failure = unanswered(fixture.provisioning(protocol).plan(request));
        assertThat(failure.kind()).isEqualTo(ArrayFailure.Kind.REFUSED);
        assertThat(failure.detail()).contains(why);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void plan_when_theHostIsForAnotherSystem_isRefused() {
        wsapi.named("hosts", "other").put("persona", 8);
        refused(Protocol.ISCSI, request(FRESH, "other", ""), "VMware");
    }

    @Test
    void plan_when_theHostHasAnNqn_isRefusedOverIscsi() {
        wsapi.nvmeHost("nvme", FRESH_NQN.value());
        refused(Protocol.ISCSI, request(FRESH, "nvme", ""), "another protocol");
    }

    @Test
    void plan_overNvme_when_theHostIsThereWithoutAnNqn_isRefused() {
        wsapi.iscsiHost("empty");
        refused(Protocol.NVME_TCP, request(FRESH_NQN, "empty", ""), "none can be added");
    }

    @Test
    void plan_overNvme_when_theNumberIsNoNamespaceId_isRefused() {
        refused(Protocol.NVME_TCP, request(FRESH_NQN, "new", "", 300), "256");
    }

    @Test
    void plan_when_theVolumeIsExportedToAPort_isRefused() {
        wsapi.template(NEW.value(), 4, "")
                .putObject("portPos")
                .put("node", 0)
                .put("slot", 1)
                .put("cardPort", 1);
        refused(Protocol.ISCSI, request(FRESH, "new", ""), "whoever is there");
    }

    @Test
    void plan_when_theHostHasAChapAccount_isRefusedWithoutIt() {
        wsapi.named("hosts", "other").put("initiatorChapEnabled", true).put("initiatorChapName", "keeper");
        refused(Protocol.ISCSI, request(FRESH, "other", ""), "keeper");
    }

    @Test
    void plan_when_theSetShowsAnotherVolumeUnderANumberOfTheHost_isRefused() {
        wsapi.set("hostsets", "hs", "other");
        wsapi.template(NEW.value(), 1, "set:hs");
        refused(Protocol.ISCSI, request(AlletraFixture.VICTIM, "web-01", "hs"), "cannot join");
    }

    @Test
    void plan_when_aNameCannotBeOne_isRefused() {
        refused(Protocol.ISCSI, request(FRESH, "set:hs", ""), "cannot be the name of a host");
        refused(Protocol.ISCSI, request(FRESH, "new", "set:a,b"), "cannot be the name of a host set");
        refused(Protocol.ISCSI, request(FRESH, "a-name-with-more-than-31-letters", ""), "31");
    }

    /** As the inventory writes it, or as the administrator does. */
    @Test
    void plan_takesTheNameOfASet_withAndWithoutItsPrefix() {
        for (String set : List.of("hs", "set:hs")) {
            ProvisioningPlan plan =
                    answered(fixture.provisioning(Protocol.ISCSI).plan(request(FRESH, "new", set)));
            assertThat(plan.changes())
                    .filteredOn(ProvisioningPlan.Change.CreateGroup.class::isInstance)
                    .singleElement()
                    .extracting("name")
                    .isEqualTo("hs");
        }
    }

    @Test
    void plan_tellsWhoElseReachesAVolume() {
        ProvisioningPlan plan = answered(fixture.provisioning(Protocol.ISCSI)
                .plan(new AccessRequest(
                        FRESH,
                        "new",
                        Optional.empty(),
                        List.of(new RequestedVolume(BOOT, Optional.empty())),
                        OperatingSystem.LINUX,
                        Optional.empty())));
        assertThat(plan.changes().getLast().line()).contains("also shown to web-01");
    }
}
