package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.MEMBER;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.LastInitiator;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.LeavingHost;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import org.junit.jupiter.api.Test;

class HostGroupTest {
    private final SimulatedCluster site = new SimulatedCluster();
    private final String group = "/host_group/" + site.group.id();

    @Test
    void leavingHost_losesWhatTheGroupHas() {
        String session = site.session(site.attempt("server-1", MEMBER, 0));
        assertThat(site.array.reportLuns(session)).containsExactly(new VisibleVolume(5, site.shared.id()));
        assertThat(site.patch(group, remove(site.app.id())).status()).isEqualTo(204);

        assertThat(site.array.reportLuns(session)).isEmpty();
        assertThat(site.array.write(session, 5, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.initiatorsWithAccess(site.shared.id())).containsExactly(OTHER);
        assertThat(site.get("/host_volume_mapping?host_id=eq." + site.app.id()).rows())
                .isEmpty();
    }

    @Test
    void leavingHost_goesOnReachingAll_ifTheArrayCopiesTheMappings() {
        site.array.change(settings -> settings.with()
                .membership(LeavingHost.KEEPS_MAPPINGS, LastInitiator.MAY_GO)
                .done());
        String session = site.session(site.attempt("server-1", MEMBER, 0));
        assertThat(site.patch(group, remove(site.app.id())).status()).isEqualTo(204);

        assertThat(site.array.write(session, 5, 1)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.array.initiatorsWithAccess(site.shared.id())).containsExactlyInAnyOrder(OTHER, MEMBER);
        JsonNode own = site.get("/host_volume_mapping?host_id=eq." + site.app.id()
                        + "&select=logical_unit_number,host_group_id,volume_id")
                .row();
        assertThat(own.path("logical_unit_number").asInt()).isEqualTo(5);
        assertThat(own.path("host_group_id").isNull()).isTrue();
        assertThat(site.get("/host/" + site.app.id() + "?select=host_group_id")
                        .body()
                        .path("host_group_id")
                        .isNull())
                .isTrue();
    }

    @Test
    void lastHostOfAnAttachedGroup_stays() {
        JsonNode before = site.array.accessState();
        assertThat(site.patch(group, "{\"remove_host_ids\":[\"" + site.app.id() + "\",\"name:db-01\"]}")
                        .status())
                .isEqualTo(422);
        assertThat(site.array.accessState()).isEqualTo(before);

        assertThat(site.patch(group, remove(site.app.id())).status()).isEqualTo(204);
        assertThat(site.patch(group, remove(site.db.id())).status()).isEqualTo(422);
        assertThat(site.delete(group).status()).isEqualTo(422);
        assertThat(site.post(group + "/detach", "{\"volume_id\":\"name:shared\"}")
                        .status())
                .isEqualTo(204);
        assertThat(site.patch(group, remove(site.db.id())).status()).isEqualTo(204);
        assertThat(site.delete(group).status()).isEqualTo(204);
    }

    @Test
    void host_joins_onlyWithoutMappings() {
        assertThat(site.patch(group, "{\"add_host_ids\":[\"" + site.web.id() + "\"]}")
                        .status())
                .isEqualTo(422);
        for (String volume : new String[] {site.boot.id(), site.data.id()}) {
            site.post("/host/name:web-01/detach", "{\"volume_id\":\"" + volume + "\"}");
        }
        assertThat(site.patch(group, "{\"add_host_ids\":[\"" + site.web.id() + "\"]}")
                        .status())
                .isEqualTo(204);

        assertThat(site.array.initiatorsWithAccess(site.shared.id())).containsExactlyInAnyOrder(OTHER, MEMBER, A);
        assertThat(site.post("/volume/name:spare/attach", "{\"host_id\":\"name:web-01\"}")
                        .status())
                .as("a host in a group has no mappings of its own")
                .isEqualTo(422);
    }

    @Test
    void group_isMade_orRefused() {
        assertThat(site.post("/host_group", "{\"name\":\"group\",\"host_ids\":[\"x\"]}")
                        .code())
                .isEqualTo("0xE0A030010010");
        assertThat(site.post("/host_group", "{\"name\":\"g2\",\"host_ids\":[\"web-01\"]}")
                        .code())
                .as("a name is no id")
                .isEqualTo("0xE0A030010001");
        assertThat(site.post("/host_group", "{\"name\":\"g2\"}").status()).isEqualTo(400);
        assertThat(site.post("/host_group", "{\"name\":\"g2\",\"host_ids\":[\"" + site.app.id() + "\"]}")
                        .status())
                .isEqualTo(422);
        assertThat(site.patch(
                                group,
                                "{\"add_host_ids\":[\"" + site.web.id() + "\"],\"remove_host_ids\":[\"" + site.app.id()
                                        + "\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(site.patch(group, "{\"name\":\"x\",\"remove_host_ids\":[\"" + site.app.id() + "\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(site.patch(group, remove(site.web.id())).code()).isEqualTo("0xE0A030010001");
        assertThat(site.patch("/host_group/nobody", remove(site.app.id())).status())
                .isEqualTo(404);

        Answer made = site.post("/host_group", "{\"name\":\"g2\",\"host_ids\":[\"" + site.nvme.id() + "\"]}");
        assertThat(made.status()).as("it has a volume").isEqualTo(422);
        site.post("/host/name:nvme-01/detach", "{\"volume_id\":\"name:namespace\"}");
        Answer again = site.post("/host_group", "{\"name\":\"g2\",\"host_ids\":[\"" + site.nvme.id() + "\"]}");
        assertThat(again.status()).isEqualTo(201);
        assertThat(site.get("/host_group/" + again.id() + "?select=hosts(name)")
                        .body()
                        .path("hosts"))
                .hasSize(1);
    }

    private static String remove(String host) {
        return "{\"remove_host_ids\":[\"" + host + "\"]}";
    }
}
