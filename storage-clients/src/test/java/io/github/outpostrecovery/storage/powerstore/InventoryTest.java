package io.github.outpostrecovery.storage.powerstore;

import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.BOOT;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.OTHER;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.VICTIM;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.object;
import static io.github.outpostrecovery.storage.powerstore.PowerStoreFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.AccessGroup;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.inventory.ArrayModel;
import io.github.outpostrecovery.storage.inventory.BlockVolume;
import io.github.outpostrecovery.storage.inventory.BlockVolume.State;
import io.github.outpostrecovery.storage.inventory.CloneOutcome;
import io.github.outpostrecovery.storage.inventory.TargetPortal;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final VolumeName COPY = new VolumeName("web-02-boot");

    private final PowerStoreFixture fixture = new PowerStoreFixture();
    private final FakePowerStore dell = fixture.dell;
    private final ArrayInventory inventory = fixture.inventory(Protocol.ISCSI);

    @BeforeEach
    void site() {
        fixture.sharedGroup();
        dell.add("/software_installed", "{'id':'1','release_version':'4.0.0.9','is_cluster':false}");
        dell.add("/software_installed", "{'id':'2','release_version':'4.1.0.0','is_cluster':true}");
        dell.add("/cluster", "{'id':'0','name':'c','nvm_subsystem_nqn':'nqn.1988-11.com.dell:powerstore:00'}");
        dell.add("/ip_port", "{'id':'p1','target_iqn':'iqn.2015-10.com.dell:t1'}");
        for (String purpose : List.of("Storage_Iscsi_Target", "Storage_NVMe_TCP_Port")) {
            dell.add(
                    "/ip_pool_address",
                    "{'id':'a-" + purpose + "','address':'10.0.0.1','ip_port_id':'p1','purposes':['" + purpose + "']}");
        }
    }

    @Test
    void model_when_asked_isTheClusters() {
        assertThat(value(inventory.model())).isEqualTo(new ArrayModel("PowerStore", "4.1.0.0"));
        assertThat(inventory.scopes()).isInstanceOf(Answer.NotOffered.class);
    }

    @Test
    void volumes_when_asked_areThoseThatCanBeMapped() {
        dell.add("/volume", "{'id':'s','name':'snap','type':'Snapshot'}");
        dell.add("/volume", "{'id':'x','name':'with space','type':'Primary'}");
        dell.named("/volume", "web-01-data").put("state", "Destroying");

        assertThat(value(inventory.volumes()))
                .containsExactly(
                        new BlockVolume(BOOT, FakePowerStore.idOf(BOOT.value()), 1 << 20, State.AVAILABLE),
                        new BlockVolume(
                                new VolumeName("web-01-data"),
                                FakePowerStore.idOf("web-01-data"),
                                1 << 20,
                                State.DESTROYED));
    }

    @Test
    void accessGroups_when_asked_areHostsAndHostGroups() {
        assertThat(value(inventory.accessGroups()))
                .containsExactlyInAnyOrder(
                        AccessGroup.group(object("webs"), Set.of(VICTIM, OTHER)),
                        new AccessGroup(object("web-01"), "Linux", Set.of(VICTIM), List.of(object("webs"))),
                        new AccessGroup(object("web-02"), "Linux", Set.of(OTHER), List.of(object("webs"))));
    }

    @Test
    void portals_when_asked_saySomethingToLogInTo() {
        assertThat(value(inventory.portals()))
                .containsExactly(new TargetPortal("10.0.0.1", 3260, "iqn.2015-10.com.dell:t1"));
        assertThat(value(fixture.inventory(Protocol.NVME_TCP).portals()))
                .containsExactly(new TargetPortal("10.0.0.1", 4420, "nqn.1988-11.com.dell:powerstore:00"));
    }

    @Test
    void portals_when_thereAreSeveralAppliances_areThoseOfAll() {
        for (String appliance : List.of("A1", "A2")) {
            dell.add(
                    "/ip_pool_address",
                    "{'id':'n-" + appliance + "','address':'10.0.7." + appliance.charAt(1) + "','appliance_id':'"
                            + appliance + "','ip_port_id':'p1','purposes':['Storage_NVMe_TCP_Port']}");
        }
        assertThat(value(fixture.inventory(Protocol.NVME_TCP).portals()))
                .extracting(TargetPortal::address)
                .containsExactly("10.0.0.1", "10.0.7.1", "10.0.7.2");
    }

    @Test
    void clone_when_theNameIsFree_isThere() {
        assertThat(inventory.clone(BOOT, COPY)).isEqualTo(new CloneOutcome.Cloned(COPY));
        assertThat(fixture.writes()).containsExactly("POST /volume/" + FakePowerStore.idOf(BOOT.value()) + "/clone");
        assertThat(fixture.transport.writes().getFirst().body()).contains("{\"name\":\"" + COPY + "\"}");
    }

    @Test
    void clone_when_theNameIsTaken_sendsNothing() {
        dell.volume(COPY.value());

        assertThat(inventory.clone(BOOT, COPY)).isEqualTo(new CloneOutcome.NameTaken(COPY));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void clone_when_itIsOfAVolumeOntoItself_isTaken() {
        assertThat(inventory.clone(BOOT, BOOT)).isEqualTo(new CloneOutcome.NameTaken(BOOT));
    }

    @Test
    void clone_when_theNameIsTakenMeanwhile_saysSo() {
        dell.once(FakePowerStore.to(HttpMethod.POST, "/volume/"), request -> {
            dell.volume(COPY.value());
            return dell.apply(request);
        });

        assertThat(inventory.clone(BOOT, COPY)).isEqualTo(new CloneOutcome.NameTaken(COPY));
    }

    @Test
    void clone_when_theSourceIsNotThere_isRefused() {
        assertThat(inventory.clone(new VolumeName("none"), COPY)).isInstanceOf(CloneOutcome.Refused.class);
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void clone_when_theAnswerIsLost_isInDoubtAndSentOnce() {
        dell.when(FakePowerStore.to(HttpMethod.POST, "/volume/"), request -> {
            throw new IOException("lost");
        });

        assertThat(inventory.clone(BOOT, COPY)).isInstanceOf(CloneOutcome.InDoubt.class);
        assertThat(fixture.writes()).hasSize(1);
    }

    @Test
    void everything_when_nothingAnswers_isUnanswered() {
        dell.when(request -> true, request -> RestResponse.json(503, ""));

        assertThat(List.of(inventory.model(), inventory.volumes(), inventory.accessGroups(), inventory.portals()))
                .allMatch(answer -> answer instanceof Answer.Unanswered<?>);
        assertThat(inventory.clone(BOOT, COPY)).isInstanceOf(CloneOutcome.Refused.class);
    }

    @Test
    void close_when_somethingWasAsked_logsOut() {
        value(inventory.model());
        inventory.close();

        assertThat(fixture.transport.requests().getLast()).hasToString("POST /api/rest/logout");
    }
}
