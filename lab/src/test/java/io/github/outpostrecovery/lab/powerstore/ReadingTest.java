package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.ADMIN;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.MEMBER;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.NQN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import io.github.outpostrecovery.lab.powerstore.query.Absent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private final SimulatedCluster site = new SimulatedCluster();

    @Test
    void row_hasItsIdOnly_withoutASelection() {
        assertThat(names(site.get("/host").rows().getFirst())).containsExactly("id");
        assertThat(names(site.get("/host/" + site.web.id()).body())).containsExactly("id");
        assertThat(names(site.get("/host/name:web-01?select=name,os_type,type").body()))
                .containsExactly("name", "os_type", "type");
    }

    @Test
    void selection_nests() {
        JsonNode host = site.get("/host/" + site.app.id()
                        + "?select=name,host_group(name,hosts(name),mapped_host_groups(logical_unit_number,volume(name))),"
                        + "initiators(port_name,port_type,active_sessions),mapped_hosts(id)")
                .body();

        assertThat(host.path("host_group").path("hosts").findValuesAsText("name"))
                .containsExactlyInAnyOrder("db-01", "app-01");
        assertThat(host.path("host_group")
                        .path("mapped_host_groups")
                        .path(0)
                        .path("volume")
                        .path("name")
                        .asText())
                .isEqualTo("shared");
        assertThat(host.path("initiators").path(0).path("port_name").asText()).isEqualTo(MEMBER);
        assertThat(host.path("initiators").path(0).path("active_sessions").isArray())
                .isTrue();
        assertThat(host.path("mapped_hosts")).isEmpty();
        assertThat(host.has("mapped_hosts")).isTrue();
    }

    @Test
    void absentValue_isNull_orLeftOut() {
        String target = "/host/" + site.web.id() + "?select=id,host_group_id,host_group(name),vsphere_hosts(id)";
        JsonNode host = site.get(target).body();
        assertThat(host.path("host_group_id").isNull()).isTrue();
        assertThat(host.path("host_group").isNull()).isTrue();
        assertThat(host.path("vsphere_hosts").isArray()).isTrue();

        site.array.change(
                settings -> settings.with().answers(100, Absent.LEFT_OUT).done());
        assertThat(names(site.get(target).body())).containsExactly("id", "vsphere_hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/host?select=id,secret",
                "/host?select=initiators",
                "/host?select=initiators(id",
                "/host?select=id)",
                "/host?select=id,",
                "/host?select=host_initiators(port_name)",
                "/initiator?select=id,chap_single_password",
                "/host?shoe_size=eq.44",
                "/host?name=web-01",
                "/host?name=is.web-01",
                "/host?name=similar.web-01",
                "/host?name=cs.{web-01}",
                "/host?initiators=eq.x",
                "/host?host_initiators=eq.x",
                "/initiator?active_sessions=eq.x",
                "/host?host_initiators-%3E0-%3E%3Eport_type=eq.iSCSI",
                "/host_volume_mapping?logical_unit_number=eq.one",
                "/ip_pool_address?purposes=eq.Storage_Iscsi_Target",
                "/volume?type=in.Primary",
                "/host?limit=0",
                "/host?limit=2001",
                "/host?offset=-1",
                "/host?order=initiators",
                "/cluster?name=eq.array-d",
                "/cluster?limit=1",
                "/discovered_initiator?name=eq.x",
                "/chap_config?offset=0",
                "/login_session?order=id",
                "/host/name:web-01?limit=1"
            })
    void query_isRefused(String target) {
        Answer answer = site.get(target);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("0xE04040020009");
    }

    @Test
    void rows_areFiltered() {
        assertThat(hosts("name=eq.web-01")).containsExactly("web-01");
        assertThat(hosts("name=neq.web-01")).doesNotContain("web-01").hasSize(3);
        assertThat(hosts("name=in.(web-01,nvme-01)")).containsExactlyInAnyOrder("web-01", "nvme-01");
        assertThat(hosts("name=like.*-01")).hasSize(4);
        assertThat(hosts("name=like.WEB*")).isEmpty();
        assertThat(hosts("name=ilike.WEB*")).containsExactly("web-01");
        assertThat(hosts("name=not.like.web*")).hasSize(3);
        assertThat(hosts("name=like.w.b*")).isEmpty();
        assertThat(hosts("host_group_id=is.null")).containsExactlyInAnyOrder("web-01", "nvme-01");
        assertThat(hosts("host_group_id=not.is.null")).containsExactlyInAnyOrder("db-01", "app-01");
        assertThat(hosts("host_group_id=neq.x")).as("as in SQL").containsExactlyInAnyOrder("db-01", "app-01");
        assertThat(hosts("name=eq.web-01&os_type=eq.ESXi")).isEmpty();
        assertThat(site.get("/host_volume_mapping?logical_unit_number=gt.1&select=logical_unit_number")
                        .body()
                        .findValuesAsText("logical_unit_number"))
                .containsExactlyInAnyOrder("5", "9");
        assertThat(site.get(
                                "/ip_pool_address?purposes=cs.%7BStorage_Iscsi_Target%7D&select=address,ip_port(target_iqn)")
                        .body()
                        .findValuesAsText("target_iqn"))
                .containsExactlyInAnyOrder(
                        site.iscsi.get(0).targetIqn(), site.iscsi.get(1).targetIqn());
    }

    @Test
    void rows_areOrdered() {
        assertThat(hosts("order=name.desc")).containsExactly("web-01", "nvme-01", "db-01", "app-01");
    }

    @Test
    void missing_isNotFound() {
        assertThat(site.get("/host/nobody").status()).isEqualTo(404);
        assertThat(site.get("/host/name:nobody").status()).isEqualTo(404);
        assertThat(site.get("/nothing").status()).isEqualTo(404);
        assertThat(site.delete("/initiator/x").status()).isEqualTo(405);
        assertThat(site.get("/host?name=eq.nobody").body()).isEmpty();
    }

    @Test
    void system_isDescribed() {
        JsonNode cluster = site.get("/cluster?select=*").row();
        assertThat(cluster.path("nvm_subsystem_nqn").asText()).isEqualTo(site.subsystem);
        assertThat(site.get("/cluster/0?select=name").body().path("name").asText())
                .isEqualTo("array-d");
        assertThat(site.get("/node?select=id,appliance(id)").rows()).hasSize(2);
        assertThat(site.get("/appliance?select=id,nodes(id)").row().path("nodes"))
                .hasSize(2);
        assertThat(site.get("/software_installed?is_cluster=eq.true&select=release_version")
                        .row()
                        .path("release_version")
                        .asText())
                .isEqualTo("4.1.0.0");
        assertThat(site.get("/chap_config/0?select=mode").body().path("mode").asText())
                .isEqualTo("Disabled");
        assertThat(site.get("/volume?name=eq.web-01-boot&select=wwn,nguid,nsid,state,appliance_id,type")
                        .row()
                        .path("nsid")
                        .asInt())
                .isEqualTo(site.boot.nsid());
        assertThat(site.get("/volume?metro_replication_session_id=not.is.null&select=name")
                        .body()
                        .findValuesAsText("name"))
                .containsExactly("metro");
        assertThat(site.get("/initiator?port_type=eq.NVMe&select=port_name")
                        .body()
                        .findValuesAsText("port_name"))
                .containsExactly(NQN);
        assertThat(site.get("/initiator?port_name=eq." + A + "&select=host(name)")
                        .row()
                        .path("host")
                        .path("name")
                        .asText())
                .isEqualTo("web-01");
    }

    @Test
    void mapping_isOfAHost_orOfAGroup() {
        for (JsonNode row :
                site.get("/host_volume_mapping?select=host_id,host_group_id").rows()) {
            assertThat(row.path("host_id").isNull())
                    .isNotEqualTo(row.path("host_group_id").isNull());
        }
        assertThat(site.get("/host_volume_mapping?host_id=eq." + site.app.id()).rows())
                .isEmpty();
        assertThat(site.get("/host_volume_mapping?host_group_id=eq." + site.group.id())
                        .rows())
                .hasSize(1);
    }

    @Test
    void login_listsItsOwnSessionOnly() {
        site.login(ADMIN);

        assertThat(site.get("/login_session").rows()).hasSize(1);
    }

    private List<String> hosts(String query) {
        return site.get("/host?select=name&" + query).body().findValuesAsText("name");
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
