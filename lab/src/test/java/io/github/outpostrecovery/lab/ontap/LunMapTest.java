package io.github.outpostrecovery.lab.ontap;

import static io.github.outpostrecovery.lab.ontap.SimulatedSite.A;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.B;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.ontap.SimulatedSite.Answer;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LunMapTest {
    private static final String IGROUPS = "/api/protocols/san/igroups";
    private static final String MAPS = "/api/protocols/san/lun-maps";

    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void deletion_unmaps_once() {
        assertThat(site.delete(site.map(site.boot, site.webs) + "?local_delete_only=true")
                        .status())
                .isEqualTo(200);
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).isEmpty();
        assertThat(site.array.initiatorsWithAccess(site.data.uuid())).containsExactly(A);
        assertRefused(site.delete(site.map(site.boot, site.webs)), 404, "5374922");
        assertRefused(site.delete(MAPS + "/none/" + site.webs.uuid()), 404, "5374875");
        assertRefused(site.delete(MAPS + "/" + site.boot.uuid() + "/none"), 404, "5374878");
    }

    @Test
    void deletion_takesTheIgroupAlong_whenItWasTheLastMap_andTheIgroupSaysSo() {
        site.patch(IGROUPS + "/" + site.webs.uuid(), "{\"delete_on_unmap\":true}");
        site.delete(site.map(site.boot, site.webs));
        assertThat(site.get(IGROUPS + "/" + site.webs.uuid()).status()).isEqualTo(200);
        site.delete(site.map(site.data, site.webs));
        assertThat(site.get(IGROUPS + "/" + site.webs.uuid()).status()).isEqualTo(404);
    }

    @Test
    void creation_takesTheWantedNumber_orTheLowestFree() {
        Answer wanted = create("{\"igroup\":{\"name\":\"webs\"},\"lun\":{\"name\":\"/vol/v/spare\"},"
                + "\"logical_unit_number\":4095,\"svm\":{\"name\":\"svm1\"}}");
        assertThat(wanted.status()).isEqualTo(201);
        assertThat(wanted.records().getFirst().path("logical_unit_number").asInt())
                .isEqualTo(4095);

        site.delete(site.map(site.spare, site.webs));
        site.delete(site.map(site.boot, site.webs));
        assertThat(create(map("webs", site.spare))
                        .records()
                        .getFirst()
                        .path("logical_unit_number")
                        .asInt())
                .isZero();
        assertThat(create(map("webs", site.boot))
                        .records()
                        .getFirst()
                        .path("logical_unit_number")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void creation_isRefused_forEachReason() {
        assertRefused(create(map("webs", site.boot)), 409, "1254207");
        assertRefused(create(numbered("webs", site.spare, 0)), 409, "1254324");
        assertRefused(create(numbered("webs", site.spare, 4096)), 400, "262197");
        assertRefused(create(map("webs", site.otherBoot)), 404, "1254201");
        assertRefused(
                create("{\"svm\":{\"name\":\"svm1\"},\"igroup\":{\"name\":\"none\"},\"lun\":{\"uuid\":\""
                        + site.spare.uuid() + "\"}}"),
                404,
                "5374878");
        assertRefused(create("{\"svm\":{\"name\":\"svm1\"},\"igroup\":{\"name\":\"webs\"}}"), 400, "5374901");
        assertRefused(create("{\"svm\":{\"name\":\"svm1\"},\"lun\":{\"name\":\"/vol/v/spare\"}}"), 400, "5374902");
        site.array.setCondition(site.spare.uuid(), StorageUnit.Condition.MOVING);
        assertRefused(create(map("webs", site.spare)), 409, "5374316");
        site.array.setCondition(site.spare.uuid(), StorageUnit.Condition.RESTORING);
        assertRefused(create(map("webs", site.spare)), 409, "5374053");
    }

    @Test
    void creation_isRefused_whenAnInitiatorHasTheLunAlready_throughAnotherIgroup() {
        site.post(
                IGROUPS,
                SimulatedSite.json(Map.of(
                        "svm",
                        Map.of("name", "svm1"),
                        "name",
                        "second",
                        "os_type",
                        "linux",
                        "initiators",
                        List.of(Map.of("name", A)))));

        assertRefused(create(numbered("second", site.boot, 9)), 409, "1254193");
        assertRefused(create(numbered("second", site.spare, 1)), 409, "1254324");
        assertThat(create(numbered("second", site.spare, 2)).status()).isEqualTo(201);
    }

    @Test
    void creation_isRefused_whenAnInitiatorHasTheLunOrItsNumberAlready_throughAParent() {
        assertRefused(create(numbered("child", site.spare, 9)), 409, "1254193");
        assertRefused(create(numbered("child", site.boot, 5)), 409, "1254324");
        assertThat(create(map("child", site.boot)).status()).isEqualTo(201);
    }

    @Test
    void sharedIgroup_letsEveryMemberSeeTheLun() {
        site.post(IGROUPS + "/" + site.webs.uuid() + "/initiators", "{\"name\":\"" + B + "\"}");

        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).containsExactly(A, B);
    }

    @Test
    void reportingNodes_decideWhichPortalsShowTheLun() {
        String near =
                site.login(site.iscsi("server-1", A, site.svm1.iscsiPortals().get(1)));
        String far =
                site.login(site.iscsi("server-1", A, site.svm1.iscsiPortals().get(2)));
        assertThat(site.array.reportLuns(near)).contains(new VisibleVolume(0, site.boot.uuid()));
        assertThat(site.array.reportLuns(far)).isEmpty();

        String nodes = site.map(site.boot, site.webs) + "/reporting-nodes";
        assertThat(site.post(nodes, "{\"name\":\"array-a-03\"}").status()).isEqualTo(201);
        assertThat(site.array.reportLuns(far)).containsExactly(new VisibleVolume(0, site.boot.uuid()));
        assertThat(site.all(nodes)).hasSize(3);
        assertRefused(site.post(nodes, "{\"name\":\"array-a-09\"}"), 404, "5374920");
    }

    @Test
    void portset_hidesTheLunFromOtherPortals() {
        site.svm1.portset("p", site.svm1.iscsiPortals().getFirst());
        assertThat(site.post(
                                IGROUPS,
                                "{\"svm\":{\"name\":\"svm1\"},\"name\":\"bound\",\"os_type\":\"linux\",\"portset\":"
                                        + "{\"name\":\"p\"},\"initiators\":[{\"name\":\"" + B + "\"}]}")
                        .status())
                .isEqualTo(201);
        create(numbered("bound", site.spare, 3));
        String inside =
                site.login(site.iscsi("server-2", B, site.svm1.iscsiPortals().get(0)));
        String outside =
                site.login(site.iscsi("server-2", B, site.svm1.iscsiPortals().get(1)));

        assertThat(site.array.reportLuns(inside)).containsExactly(new VisibleVolume(3, site.spare.uuid()));
        assertThat(site.array.reportLuns(outside)).isEmpty();
        assertThat(site.all("/api/protocols/san/portsets?name=p&fields=interfaces")
                        .getFirst()
                        .findValuesAsText("address"))
                .containsExactly(site.svm1.iscsiPortals().getFirst());
        assertThat(site.all(IGROUPS + "?portset.name=p&fields=portset.name")).hasSize(1);
    }

    @Test
    void creation_addsAReportingNode_whenAsked() {
        Answer answer = site.post(
                MAPS + "?return_records=true&additional_reporting_node.name=array-a-03", map("webs", site.spare));

        assertThat(answer.records().getFirst().path("reporting_nodes").findValuesAsText("name"))
                .containsExactly("array-a-01", "array-a-02", "array-a-03");
    }

    private Answer create(String body) {
        return site.post(MAPS + "?return_records=true", body);
    }

    private static String map(String igroup, StorageUnit lun) {
        return SimulatedSite.json(Map.of(
                "svm", Map.of("name", "svm1"), "igroup", Map.of("name", igroup), "lun", Map.of("uuid", lun.uuid())));
    }

    private static String numbered(String igroup, StorageUnit lun, int number) {
        return SimulatedSite.json(Map.of(
                "svm", Map.of("name", "svm1"),
                "igroup", Map.of("name", igroup),
                "lun", Map.of("uuid", lun.uuid()),
                "logical_unit_number", number));
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
