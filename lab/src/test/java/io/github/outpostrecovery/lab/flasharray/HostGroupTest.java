package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.flasharray.FlashArraySite.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostGroupTest {
    private static final String JOIN_WEB = "host-groups/hosts?group_names=group&member_names=web-01";

    private final FlashArraySite site = new FlashArraySite();

    @Test
    void joining_connectsAll_andLeavingDisconnectsAll() {
        site.post("connections?host_group_names=group&volume_names=spare", "");
        Answer joined = site.post(JOIN_WEB, "");
        assertThat(joined.item().path("group").path("name").asText()).isEqualTo("group");
        assertThat(joined.item().path("member").path("name").asText()).isEqualTo("web-01");
        assertThat(site.machines.initiatorsWithAccess(site.shared.id())).containsExactly(OTHER, A);
        assertThat(site.machines.initiatorsWithAccess(site.spare.id())).containsExactly(OTHER, A);
        assertThat(site.get("hosts?names=web-01")
                        .item()
                        .path("connection_count")
                        .asInt())
                .isEqualTo(4);

        assertThat(site.delete(JOIN_WEB).status()).isEqualTo(200);
        assertThat(site.machines.initiatorsWithAccess(site.shared.id())).containsExactly(OTHER);
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).containsExactly(A);
        assertThat(site.delete(JOIN_WEB).message()).contains("does not exist");
    }

    @Test
    void members_areListedBothWays() {
        for (String path : List.of("host-groups/hosts", "hosts/host-groups")) {
            assertThat(site.get(path + "?group_names=group")
                            .item()
                            .path("member")
                            .path("name")
                            .asText())
                    .isEqualTo("db-01");
            assertThat(site.get(path + "?member_names=web-01").items()).isEmpty();
            assertThat(site.get(path + "?member_names=gone").message()).isEqualTo("Host does not exist.");
            assertThat(site.get(path + "?group_names=gone").message()).isEqualTo("Host group does not exist.");
        }
        JsonNode group = site.get("host-groups?names=group").item();
        assertThat(group.path("host_count").asInt()).isEqualTo(1);
        assertThat(group.path("connection_count").asInt()).isEqualTo(1);
    }

    @Test
    void host_isInOneGroup() {
        site.post("host-groups?names=second", "");

        assertThat(site.post("host-groups/hosts?group_names=second&member_names=db-01", "")
                        .message())
                .contains("already belongs to");
        assertThat(site.post("host-groups/hosts?group_names=group,second&member_names=web-01", "")
                        .status())
                .isEqualTo(400);
        assertThat(site.post("host-groups?names=second", "").message()).isEqualTo("Host group already exists.");
    }

    @Test
    void hostWithAPrivateConnection_cannotJoinAGroupWithTheSameVolumeOrLun() {
        site.post("connections?host_names=web-01&volume_names=shared", "");
        assertThat(site.post(JOIN_WEB, "").message())
                .isEqualTo("Host is connected to a volume which is also connected to the host group.");
        site.delete("connections?host_names=web-01&volume_names=shared");

        site.post("connections?host_names=web-01&volume_names=spare", "{\"lun\":254}");
        assertThat(site.post(JOIN_WEB, "").status()).isEqualTo(400);
        site.delete("connections?host_names=web-01&volume_names=spare");
        assertThat(site.post(JOIN_WEB, "").status()).isEqualTo(200);
    }

    @Test
    void nvmeHost_cannotJoinAGroupWithLuns() {
        assertThat(site.post("host-groups/hosts?group_names=group&member_names=nvme-01", "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void group_isDeletedWithoutConnections_andLetsItsMembersGo() {
        assertThat(site.delete("host-groups?names=group").message()).contains("existing connections");
        site.delete("connections?host_group_names=group&volume_names=shared");

        assertThat(site.delete("host-groups?names=group").status()).isEqualTo(200);
        assertThat(site.get("hosts?names=db-01").item().path("host_group")).isEmpty();
    }

    @Test
    void host_isPutIntoAGroupAndOutOfIt_byItsOwnRecord() {
        site.patch("hosts?names=web-01", "{\"host_group\":{\"name\":\"group\"}}");
        assertThat(site.machines.initiatorsWithAccess(site.shared.id())).contains(A);

        site.patch("hosts?names=web-01", "{\"host_group\":{\"name\":\"\"}}");
        assertThat(site.machines.initiatorsWithAccess(site.shared.id())).doesNotContain(A);
    }

    @Test
    void group_isRenamed() {
        site.patch("host-groups?names=group", "{\"name\":\"other\"}");

        assertThat(site.get("hosts?names=db-01")
                        .item()
                        .path("host_group")
                        .path("name")
                        .asText())
                .isEqualTo("other");
    }
}
