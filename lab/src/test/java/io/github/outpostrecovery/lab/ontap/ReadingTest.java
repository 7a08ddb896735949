package io.github.outpostrecovery.lab.ontap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.ontap.SimulatedSite.Answer;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private static final String LUNS = "/api/storage/luns";
    private static final String IGROUPS = "/api/protocols/san/igroups";
    private static final String MAPS = "/api/protocols/san/lun-maps";

    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic d3Jvbmc6d3Jvbmc=", "Bearer token"})
    void anyCall_isUnauthorized_withoutTheRightPassword(String authorization) {
        Answer answer = site.send("GET", "/api/cluster", "", authorization);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("6");
    }

    @Test
    void write_isForbidden_forTheReadOnlyAccount() {
        OntapState before = site.array.save();
        Answer answer = site.send(
                "DELETE",
                site.initiator(site.webs, SimulatedSite.A) + "?allow_delete_while_mapped=true",
                "",
                SimulatedSite.READER.authorization());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("6");
        assertThat(site.array.save()).isEqualTo(before);
        assertThat(site.send("GET", LUNS, "", SimulatedSite.READER.authorization())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cluster_tellsItsVersion_whenAsked() {
        assertThat(site.get("/api/cluster").body().has("version")).isFalse();
        JsonNode version = site.get("/api/cluster?fields=version").body().path("version");
        assertThat(version.path("generation").asInt()).isEqualTo(9);
        assertThat(version.path("major").isInt()).isTrue();
        assertThat(version.path("minor").isInt()).isTrue();
        assertThat(version.path("full").asText()).isNotEmpty();
    }

    @Test
    void unknownPath_isNotFound_withCode3() {
        Answer answer = site.get("/api/private/cli/vserver/iscsi/session/shutdown");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("3");
        assertThat(site.patch("/api/cluster", "{}").status()).isEqualTo(405);
    }

    @Test
    void unknownUuid_isNotFound_withCode4() {
        Answer answer = site.get(LUNS + "/00000000-0000-0000-0000-000000000000");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().path("error").path("code").isTextual()).isTrue();
        assertThat(answer.code()).isEqualTo("4");
        assertThat(answer.body().path("error").path("message").asText()).contains("entry doesn't exist");
    }

    @Test
    void collection_comesInShortPages_whoseLastOneMayBeEmpty() {
        Answer first = site.get(MAPS + "?svm.name=svm1&max_records=100");
        assertThat(first.records()).hasSize(3);
        assertThat(first.body().path("num_records").asInt()).isEqualTo(3);
        String next = first.body().path("_links").path("next").path("href").asText();

        assertThat(next).startsWith("/api/protocols/san/lun-maps?");
        Answer second = site.get(next);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.records()).isEmpty();
        assertThat(second.body().path("_links").has("next")).isFalse();
    }

    @Test
    void collection_isWhole_whenEveryNextLinkIsFollowed() {
        List<String> names = new ArrayList<>();
        site.all(LUNS + "?fields=svm.name")
                .forEach(lun -> names.add(lun.path("svm").path("name").asText() + ":"
                        + lun.path("name").asText()));

        assertThat(names)
                .containsExactlyInAnyOrder(
                        "svm1:/vol/v/boot", "svm1:/vol/v/data", "svm1:/vol/v/spare", "svm2:/vol/v/boot");
        assertThat(site.all(LUNS + "?max_records=1")).hasSize(4);
    }

    @Test
    void collection_skipsNothing_whenARecordGoesBetweenTwoPages() {
        site.array.change(settings -> settings.withPageSize(1));
        Answer first = site.get(LUNS);
        String gone = first.records().getFirst().path("uuid").asText();
        site.delete(LUNS + "/" + gone + "?allow_delete_while_mapped=true");

        List<JsonNode> rest =
                site.all(first.body().path("_links").path("next").path("href").asText());
        assertThat(rest).hasSize(3);
    }

    @Test
    void collection_tellsTheCountOnly_withoutRecords() {
        JsonNode body = site.get(LUNS + "?return_records=false").body();

        assertThat(body.path("num_records").asInt()).isEqualTo(4);
        assertThat(body.has("records")).isFalse();
    }

    @Test
    void record_hasItsKeysOnly_unlessFieldsAreNamed() {
        JsonNode few = site.get(LUNS + "/" + site.boot.uuid()).body();
        assertThat(few.propertyStream().map(Map.Entry::getKey)).containsExactly("uuid", "name");

        JsonNode many = site.get(LUNS + "/" + site.boot.uuid() + "?fields=*").body();
        assertThat(many.path("svm").path("name").asText()).isEqualTo("svm1");
        assertThat(many.path("space").path("size").asLong()).isPositive();
        assertThat(many.path("status").path("state").asText()).isEqualTo("online");
        assertThat(many.path("status").has("mapped")).isFalse();
        assertThat(many.has("lun_maps")).isFalse();
        assertThat(many.has("statistics")).isFalse();

        JsonNode named = site.get(LUNS + "/" + site.boot.uuid() + "?fields=status.mapped,lun_maps.igroup.name")
                .body();
        assertThat(named.path("status").path("mapped").asBoolean()).isTrue();
        assertThat(named.path("lun_maps").path(0).path("igroup").path("name").asText())
                .isEqualTo("webs");
        assertThat(named.path("lun_maps").path(0).has("logical_unit_number")).isFalse();

        JsonNode everything =
                site.get(LUNS + "/" + site.boot.uuid() + "?fields=**").body();
        assertThat(everything.has("lun_maps")).isTrue();
        assertThat(everything.has("statistics")).isTrue();
    }

    @Test
    void unknownNames_areRefused() {
        for (String target : List.of(LUNS + "?nonsense=1", LUNS + "?svm=svm1", IGROUPS + "?initiator.name=x")) {
            Answer answer = site.get(target);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("262179");
        }
        Answer field = site.get(LUNS + "?fields=name,nonsense");
        assertThat(field.status()).isEqualTo(400);
        assertThat(field.code()).isEqualTo("262197");
        assertThat(site.get(LUNS + "?max_records=0").status()).isEqualTo(400);
        assertThat(site.get(LUNS + "?return_timeout=121").status()).isEqualTo(400);
        assertThat(site.get(LUNS + "/" + site.boot.uuid() + "?name=x").code()).isEqualTo("262179");
        assertThat(site.post(IGROUPS, "{\"name\":\"x\",\"nonsense\":1}").code()).isEqualTo("262179");
        assertThat(site.post(IGROUPS, "not json").status()).isEqualTo(400);
    }

    @Test
    void filter_knowsDottedNames_alternativesAndWildcards() {
        assertThat(names(LUNS + "?svm.name=svm1&name=/vol/v/boot,/vol/v/data"))
                .containsExactlyInAnyOrder("/vol/v/boot", "/vol/v/data");
        assertThat(names(LUNS + "?name=*boot")).containsExactly("/vol/v/boot", "/vol/v/boot");
        assertThat(names(LUNS + "?name=%2Fvol%2Fv%2Fd*a")).containsExactly("/vol/v/data");
        assertThat(names(LUNS + "?name=!*boot")).containsExactlyInAnyOrder("/vol/v/data", "/vol/v/spare");
        assertThat(names(LUNS + "?name=boot")).isEmpty();
        assertThat(names(IGROUPS + "?initiators.name=" + SimulatedSite.OTHER))
                .containsExactlyInAnyOrder("webs", "child", "parent");
        assertThat(site.get(LUNS + "?space.size=%3E5").status()).isEqualTo(400);
    }

    @Test
    void filter_matchesNamesLiterally() {
        assertThat(names(LUNS + "?name=.vol.v.boot")).isEmpty();
    }

    @Test
    void sameName_isAnotherThing_inAnotherSvm() {
        List<JsonNode> groups = site.all(IGROUPS + "?name=webs&fields=svm.name,initiators.name");
        assertThat(groups).hasSize(2);

        List<JsonNode> one = site.all(IGROUPS + "?name=webs&svm.name=svm2&fields=initiators.name");
        assertThat(one).singleElement().satisfies(group -> {
            assertThat(group.path("uuid").asText()).isEqualTo(site.websOfSvm2.uuid());
            assertThat(group.path("initiators").path(0).path("name").asText()).isEqualTo(SimulatedSite.OTHER);
        });
    }

    @Test
    void header_confinesToOneSvm() {
        Answer answer = site.send(
                "GET", LUNS + "?fields=svm.name", "", SimulatedSite.ADMIN.authorization(), "X-Dot-SVM-Name", "svm2");
        assertThat(answer.records())
                .singleElement()
                .satisfies(
                        lun -> assertThat(lun.path("svm").path("name").asText()).isEqualTo("svm2"));
        assertThat(site.send(
                                "GET",
                                LUNS + "/" + site.boot.uuid(),
                                "",
                                SimulatedSite.ADMIN.authorization(),
                                "X-Dot-SVM-Name",
                                "svm2")
                        .status())
                .isEqualTo(404);
        assertThat(site.send("GET", LUNS, "", SimulatedSite.ADMIN.authorization(), "X-Dot-SVM-Name", "none")
                        .code())
                .isEqualTo("2621462");
    }

    @Test
    void accountOfAnSvm_seesNoOther() {
        String vsadmin = SimulatedSite.VSADMIN.authorization();

        assertThat(site.send("GET", LUNS, "", vsadmin).records()).hasSize(1);
        assertThat(site.send("GET", LUNS, "", vsadmin, "X-Dot-SVM-Name", "svm1").status())
                .isEqualTo(403);
        assertThat(site.send(
                                "DELETE",
                                site.initiator(site.webs, SimulatedSite.A) + "?allow_delete_while_mapped=true",
                                "",
                                vsadmin)
                        .code())
                .isEqualTo("5374852");
    }

    @Test
    void igroup_showsNestedInitiators_andItsRelatives() {
        JsonNode parent = site.get(IGROUPS + "/" + site.parent.uuid() + "?fields=*,lun_maps")
                .body();
        assertThat(parent.path("initiators").path(0).path("name").asText()).isEqualTo(SimulatedSite.OTHER);
        assertThat(parent.path("igroups").path(0).path("name").asText()).isEqualTo("child");
        assertThat(parent.path("lun_maps").path(0).path("logical_unit_number").asInt())
                .isEqualTo(5);
        assertThat(parent.path("lun_maps").path(0).path("lun").path("uuid").asText())
                .isEqualTo(site.spare.uuid());
        JsonNode child = site.get(IGROUPS + "/" + site.child.uuid() + "?fields=parent_igroups,lun_maps")
                .body();
        assertThat(child.path("parent_igroups").path(0).path("uuid").asText()).isEqualTo(site.parent.uuid());
        assertThat(child.has("lun_maps")).isFalse();
    }

    @Test
    void lunMaps_areFoundByInitiator_throughNestedIgroupsToo() {
        List<JsonNode> maps = site.all(MAPS + "?igroup.initiators=" + SimulatedSite.OTHER
                + "&svm.name=svm1&fields=logical_unit_number," + "lun,igroup,reporting_nodes,svm");

        assertThat(maps).singleElement().satisfies(map -> {
            assertThat(map.path("igroup").path("name").asText()).isEqualTo("parent");
            assertThat(map.path("igroup").path("initiators").path(0).asText()).isEqualTo(SimulatedSite.OTHER);
            assertThat(map.path("lun").path("node").path("name").asText()).isEqualTo("array-a-01");
            assertThat(map.path("reporting_nodes").findValuesAsText("name"))
                    .containsExactly("array-a-01", "array-a-02");
        });
        assertThat(site.all(MAPS + "?lun.uuid=" + site.boot.uuid())).hasSize(1);
        assertThat(site.all(MAPS + "?igroup.uuid=" + site.webs.uuid())).hasSize(2);
        assertThat(site.all(MAPS + "?lun.name=/vol/v/boot")).hasSize(2);
    }

    @Test
    void interfaces_areToldApart_byServiceAndState() {
        String lifs = "/api/network/ip/interfaces?svm.name=svm1&services=data_iscsi&enabled=true&state=up"
                + "&fields=name,ip.address,enabled,state,services,location.node.name,location.home_node.name";
        assertThat(site.all(lifs)).hasSize(4);
        site.array.setInterface(site.svm1.iscsiPortals().get(1), false, NetworkInterface.State.UP);
        site.array.setInterface(site.svm1.iscsiPortals().get(2), true, NetworkInterface.State.DOWN);
        assertThat(site.all(lifs).stream()
                        .map(lif -> lif.path("ip").path("address").asText()))
                .containsExactlyInAnyOrder(
                        site.svm1.iscsiPortals().get(0),
                        site.svm1.iscsiPortals().get(3));
        assertThat(site.all("/api/protocols/nvme/interfaces?svm.name=svm1&fields=transport_address,"
                        + "transport_protocols,svm,node,enabled"))
                .hasSize(4)
                .allSatisfy(lif -> assertThat(
                                lif.path("transport_protocols").path(0).asText())
                        .isEqualTo("nvme_tcp"));
    }

    @Test
    void targets_areTold() {
        JsonNode service = site.all("/api/protocols/san/iscsi/services?svm.name=svm1&fields=enabled,target.name")
                .getFirst();
        assertThat(service.path("target").path("name").asText()).isEqualTo(site.svm1.targetIqn());
        assertThat(service.path("enabled").asBoolean()).isTrue();
        assertThat(site.all("/api/svm/svms?fields=name,uuid,state")).hasSize(2);
        assertThat(site.all("/api/cluster/nodes")).hasSize(4);
        JsonNode subsystem = site.all("/api/protocols/nvme/subsystems?hosts.nqn=" + SimulatedSite.NQN_A
                        + "&svm.name=svm1&fields=name,uuid,target_nqn,os_type,hosts.nqn,subsystem_maps.namespace.uuid,"
                        + "subsystem_maps.namespace.name,subsystem_maps.nsid")
                .getFirst();
        assertThat(subsystem.path("target_nqn").asText()).isEqualTo(site.subsystem.targetNqn());
        assertThat(subsystem.path("subsystem_maps").path(0).path("nsid").asText())
                .isEqualTo("00000001h");
    }

    private List<String> names(String target) {
        return site.all(target).stream()
                .map(record -> record.path("name").asText())
                .toList();
    }
}
