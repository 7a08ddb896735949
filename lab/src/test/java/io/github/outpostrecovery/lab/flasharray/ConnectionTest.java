package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.B;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.NQN_B;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.flasharray.FlashArraySite.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
    private static final String ALSO_IN_GROUP =
            "Host is connected to a volume which is also connected to the host group.";

    private final FlashArraySite site = new FlashArraySite();

    @Test
    void privateConnections_countUpFromOne() {
        assertThat(luns("connections?host_names=web-01")).containsExactly(1, 2);
        site.delete("connections?host_names=web-01&volume_names=web-01-boot");

        Answer made = site.post("connections?host_names=web-01&volume_names=spare", "");
        assertThat(made.item().path("lun").asInt()).isEqualTo(1);
        assertThat(made.item().path("volume").path("id").asText()).isEqualTo(site.spare.id());
        assertThat(site.post("connections?host_names=web-01&volume_ids=" + site.boot.id(), "{}")
                        .item()
                        .path("lun")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void sharedConnections_countDownFrom254() {
        assertThat(luns("connections?host_group_names=group")).containsExactly(254);
        assertThat(site.post("connections?host_group_names=group&volume_names=spare", "")
                        .item()
                        .path("lun")
                        .asInt())
                .isEqualTo(253);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4096", "\"5\"", "1.5", "1"})
    void lun_outOfRangeOrTaken_isRefused(String lun) {
        JsonNode before = site.machines.accessState();
        Answer refused = site.post("connections?host_names=web-01&volume_names=spare", "{\"lun\":" + lun + "}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(site.machines.accessState()).isEqualTo(before);
    }

    @Test
    void lun_thatIsAskedFor_isGiven() {
        site.post("connections?host_names=web-01&volume_names=spare", "{\"lun\":4095}");

        assertThat(luns("connections?host_names=web-01&volume_names=spare")).containsExactly(4095);
    }

    @Test
    void connection_existsOnce_privatelyOrShared() {
        assertThat(site.post("connections?host_names=web-01&volume_names=web-01-boot", "{\"lun\":9}")
                        .message())
                .isEqualTo("Connection already exists.");
        assertThat(site.post("connections?host_group_names=group&volume_names=shared", "")
                        .message())
                .isEqualTo("Connection already exists.");
        assertThat(site.post("connections?host_names=db-01&volume_names=shared", "")
                        .message())
                .isEqualTo("Connection already exists.");
        site.post("connections?host_names=db-01&volume_names=spare", "");
        assertThat(site.post("connections?host_group_names=group&volume_names=spare", "")
                        .message())
                .isEqualTo(ALSO_IN_GROUP);
    }

    @Test
    void sharedConnection_isOneRecordForEachMember_withTheGroup() {
        site.post("hosts?names=web-02", "{\"iqns\":[\"" + B + "\"]}");
        site.post("host-groups/hosts?group_names=group&member_names=web-02", "");

        assertThat(site.all("connections?volume_names=shared"))
                .hasSize(2)
                .allSatisfy(row -> {
                    assertThat(row.path("host_group").path("name").asText()).isEqualTo("group");
                    assertThat(row.path("lun").asInt()).isEqualTo(254);
                })
                .extracting(row -> row.path("host").path("name").asText())
                .containsExactly("db-01", "web-02");
        assertThat(site.all("connections?host_names=web-02")).hasSize(1);
    }

    @Test
    void referenceToNothing_isAnObjectWithoutName() {
        JsonNode mine = site.get("connections?volume_names=web-01-boot").item();
        assertThat(mine.path("host_group").isObject()).isTrue();
        assertThat(mine.path("host_group")).isEmpty();

        site.delete("host-groups/hosts?group_names=group&member_names=db-01");
        JsonNode nobodys = site.get("connections?volume_names=shared").item();
        assertThat(nobodys.path("host")).isEmpty();
        assertThat(nobodys.path("host_group").path("name").asText()).isEqualTo("group");
    }

    @Test
    void sharedConnection_isNotDeletedByHost() {
        Answer refused = site.delete("connections?host_names=db-01&volume_names=shared");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("Connection does not exist.");

        Answer deleted = site.delete("connections?host_group_names=group&volume_names=shared");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.body().isMissingNode()).isTrue();
        assertThat(site.machines.initiatorsWithAccess(site.shared.id())).isEmpty();
    }

    @Test
    void deletion_ofSeveral_isAllOrNone() {
        Answer refused = site.delete("connections?host_names=web-01&volume_names=web-01-boot,spare");

        assertThat(refused.message()).isEqualTo("Connection does not exist.");
        assertThat(luns("connections?host_names=web-01")).containsExactly(1, 2);
    }

    @Test
    void request_namesSeveralOfOneKindOnly_andOneOfEachKind() {
        for (String target : List.of(
                "connections?host_names=web-01,db-01&volume_names=spare,ns",
                "connections?host_names=web-01",
                "connections?volume_names=spare",
                "connections?host_names=web-01&host_group_names=group&volume_names=spare",
                "connections?host_names=web-01&volume_names=spare&volume_ids=" + site.spare.id(),
                "connections?host_names=gone&volume_names=spare",
                "connections?host_names=web-01&volume_names=gone")) {
            assertThat(site.post(target, "").status()).as(target).isEqualTo(400);
        }
        assertThat(site.get("connections?host_names=web-01,db-01&volume_names=spare,ns")
                        .status())
                .isEqualTo(400);
        assertThat(site.get("connections?host_names=gone").message()).isEqualTo("Host does not exist.");
        assertThat(site.get("connections?volume_names=spare").items()).isEmpty();
    }

    @Test
    void nvmeConnection_hasANamespaceId_andTakesNoLun() {
        JsonNode row = site.get("connections?host_names=nvme-01").item();
        assertThat(row.path("nsid").asInt()).isEqualTo(site.namespace.nsid());
        assertThat(row.has("lun")).isFalse();

        site.post("hosts?names=nvme-02", "{\"nqns\":[\"" + NQN_B + "\"]}");
        assertThat(site.post("connections?host_names=nvme-02&volume_names=ns", "{\"lun\":1}")
                        .status())
                .isEqualTo(400);
        assertThat(site.post("connections?host_names=nvme-02&volume_names=ns", "")
                        .item()
                        .path("nsid")
                        .asInt())
                .isEqualTo(site.namespace.nsid());
    }

    @Test
    void destroyedVolume_isNotConnected() {
        site.patch("volumes?names=spare", "{\"destroyed\":true}");

        assertThat(site.post("connections?host_names=web-01&volume_names=spare", "")
                        .message())
                .contains("has been destroyed");
    }

    private List<Integer> luns(String target) {
        return site.all(target).stream().map(row -> row.path("lun").asInt()).toList();
    }
}
