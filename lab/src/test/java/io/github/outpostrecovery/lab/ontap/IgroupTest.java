package io.github.outpostrecovery.lab.ontap;

import static io.github.outpostrecovery.lab.ontap.SimulatedSite.A;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.B;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.ontap.SimulatedSite.Answer;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IgroupTest {
    private static final String IGROUPS = "/api/protocols/san/igroups";
    private static final String FORCED = "?allow_delete_while_mapped=true";

    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void removal_isRefused_whileMapped_unlessAllowed() {
        OntapState before = site.array.save();
        assertRefused(site.delete(site.initiator(site.webs, A)), 409, "1254213");
        assertRefused(site.delete(site.initiator(site.webs, A) + "?allow_delete_while_mapped=false"), 409, "1254213");
        assertThat(site.array.save()).isEqualTo(before);

        assertThat(site.delete(site.initiator(site.webs, A) + FORCED).status()).isEqualTo(200);
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).isEmpty();
    }

    @Test
    void removal_isRefused_whenTheInitiatorIsNotThere() {
        assertRefused(site.delete(site.initiator(site.webs, B) + FORCED), 404, "5374034");
        site.delete(site.initiator(site.webs, A) + FORCED);
        assertRefused(site.delete(site.initiator(site.webs, A) + FORCED), 404, "5374034");
    }

    @Test
    void removal_isRefused_throughTheParent_ofANestedIgroup() {
        assertRefused(site.delete(site.initiator(site.parent, OTHER) + FORCED), 400, "5374041");
        assertThat(site.array.initiatorsWithAccess(site.spare.uuid())).containsExactly(OTHER);
        assertRefused(site.delete(site.initiator(site.child, OTHER)), 409, "1254213");

        assertThat(site.delete(site.initiator(site.child, OTHER) + FORCED).status())
                .isEqualTo(200);
        assertThat(site.array.initiatorsWithAccess(site.spare.uuid())).isEmpty();
    }

    @Test
    void removal_isRefused_whenTheIgroupIsGone() {
        assertThat(site.delete(IGROUPS + "/" + site.webs.uuid()).code()).isEqualTo("1254213");
        assertThat(site.delete(IGROUPS + "/" + site.webs.uuid() + FORCED).status())
                .isEqualTo(200);

        assertRefused(site.delete(site.initiator(site.webs, A) + FORCED), 404, "5374852");
        assertRefused(site.delete(IGROUPS + "/" + site.webs.uuid()), 404, "5374852");
        assertRefused(site.get(IGROUPS + "/" + site.webs.uuid()), 404, "5374852");
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).isEmpty();
        assertThat(site.all("/api/protocols/san/lun-maps?lun.uuid=" + site.boot.uuid()))
                .isEmpty();
    }

    @Test
    void removal_fails_whenThePeerOfAReplicatedIgroupIsSilent() {
        OntapBuilder builder = OntapBuilder.cluster("metro", 2).user(SimulatedSite.ADMIN);
        SvmBuilder svm = builder.svm("svm1");
        Igroup plain = svm.igroup("webs", A);
        Igroup replicated = svm.put(new Igroup(
                plain.uuid(), plain.svm(), "webs", "linux", "iscsi", "", false, true, List.of(A), List.of()));
        OntapSimulator metro = builder.settings(OntapSettings.DEFAULTS.withPeer(OntapSettings.Peer.SILENT))
                .build(site.agenda);
        svm.map(replicated, svm.lun("/vol/v/x"), 0);
        RestResponse response = metro.serve(RestRequest.of(
                "DELETE",
                site.initiator(replicated, A) + FORCED,
                Map.of("Authorization", SimulatedSite.ADMIN.authorization()),
                ""));

        assertThat(response.status()).isEqualTo(500);
        assertThat(response.body()).contains("\"5374762\"");
    }

    @Test
    void subCollection_listsOnlyItsOwn() {
        assertThat(site.all(IGROUPS + "/" + site.child.uuid() + "/initiators")).hasSize(1);
        assertThat(site.all(IGROUPS + "/" + site.parent.uuid() + "/initiators")).isEmpty();
        assertRefused(site.get(site.initiator(site.parent, OTHER)), 404, "5374034");
    }

    @Test
    void addition_grants() {
        site.delete(site.initiator(site.webs, A) + FORCED);
        Answer answer = site.post(IGROUPS + "/" + site.webs.uuid() + "/initiators?return_records=true", name(B));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.records().getFirst().path("name").asText()).isEqualTo(B);
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).containsExactly(B);
        assertRefused(site.post(IGROUPS + "/" + site.webs.uuid() + "/initiators", name(B)), 409, "5374035");
    }

    @Test
    void addition_isRefused_whenItWouldMapALunTwice() {
        Igroup second = create("second", "linux");
        site.post(IGROUPS + "/" + second.uuid() + "/initiators", name(B));
        map(second, site.boot.uuid(), 7);

        assertRefused(site.post(IGROUPS + "/" + second.uuid() + "/initiators", name(A)), 409, "1254193");
    }

    @Test
    void addition_isRefused_whenItWouldGiveOneIdToTwoLuns() {
        Igroup second = create("second", "linux");
        map(second, site.spare.uuid(), 0);

        assertRefused(site.post(IGROUPS + "/" + second.uuid() + "/initiators", name(A)), 409, "1254324");
        assertThat(site.array.initiatorsWithAccess(site.spare.uuid())).containsExactly(OTHER);
    }

    @Test
    void addition_isRefused_whenOsTypesDiffer() {
        Igroup windows = create("windows", "windows");

        assertRefused(site.post(IGROUPS + "/" + windows.uuid() + "/initiators", name(A)), 409, "5374734");
        assertRefused(
                site.post(
                        IGROUPS,
                        "{\"svm\":{\"name\":\"svm1\"},\"name\":\"x\",\"os_type\":\"vmware\",\"initiators\":[{\"name\":\""
                                + A + "\"}]}"),
                409,
                "5374732");
    }

    @Test
    void addition_isRefused_forBadNames() {
        String members = IGROUPS + "/" + site.webs.uuid() + "/initiators";

        assertRefused(site.post(members, name("web-01")), 400, "5374039");
        assertRefused(site.post(members, name("iqn.206-03.com.amazon:x")), 400, "5373971");
        assertRefused(site.post(members, name("iqn.2006-03.com.amazon:WEB")), 400, "5373972");
        assertRefused(site.post(members, name("iqn.2006-03.com.amazon")), 400, "5373969");
        assertRefused(site.post(members, name("iqn.2006-03.com.amazon:" + "x".repeat(220))), 400, "5373992");
        assertRefused(site.post(IGROUPS + "/none/initiators", name(B)), 404, "5374852");
        assertRefused(site.post(IGROUPS + "/" + site.parent.uuid() + "/initiators", name(B)), 400, "5374040");
    }

    @Test
    void creation_makesAnIgroup() {
        Answer answer = site.post(
                IGROUPS + "?return_records=true",
                "{\"svm\":{\"name\":\"svm1\"},\"name\":\"new\",\"protocol\":\"iscsi\",\"os_type\":\"linux\","
                        + "\"delete_on_unmap\":true,\"initiators\":[{\"name\":\"" + B + "\"}]}");

        assertThat(answer.status()).isEqualTo(201);
        JsonNode record = answer.records().getFirst();
        assertThat(record.path("name").asText()).isEqualTo("new");
        assertThat(record.path("delete_on_unmap").asBoolean()).isTrue();
        assertThat(record.path("initiators").path(0).path("name").asText()).isEqualTo(B);
        assertThat(site.post(IGROUPS, body("another", "svm1", "linux")).body().has("records"))
                .isFalse();
    }

    @Test
    void creation_isRefused_forEachReason() {
        assertRefused(site.post(IGROUPS, body("webs", "svm1", "linux")), 409, "5374023");
        assertRefused(site.post(IGROUPS, body("x", "none", "linux")), 404, "2621462");
        assertRefused(site.post(IGROUPS, "{\"name\":\"x\",\"os_type\":\"linux\"}"), 400, "2621707");
        assertRefused(
                site.post(
                        IGROUPS,
                        "{\"svm\":{\"name\":\"svm1\",\"uuid\":\"" + site.svm2.uuid()
                                + "\"},\"name\":\"x\",\"os_type\":\"linux\"}"),
                400,
                "2621706");
        assertRefused(site.post(IGROUPS, body("x", "svm1", "beos")), 400, "262197");
        assertRefused(
                site.post(
                        IGROUPS,
                        "{\"svm\":{\"name\":\"svm1\"},\"name\":\"x\",\"os_type\":\"linux\",\"initiators\":[{\"name\":\""
                                + B + "\"}],\"igroups\":[{\"name\":\"child\"}]}"),
                400,
                "5374040");
    }

    @Test
    void creation_isRefused_inAnSvmForNvmeOnly() {
        OntapBuilder builder = OntapBuilder.cluster("nvme-only", 2).user(SimulatedSite.ADMIN);
        builder.svm("svm1", List.of("nvme"));
        OntapSimulator array = builder.build(site.agenda);

        assertThat(array.serve(RestRequest.of(
                                "POST",
                                IGROUPS,
                                Map.of("Authorization", SimulatedSite.ADMIN.authorization()),
                                body("x", "svm1", "linux")))
                        .body())
                .contains("\"5373966\"");
    }

    @Test
    void change_renames() {
        assertThat(site.patch(IGROUPS + "/" + site.webs.uuid(), "{\"name\":\"web-01\"}")
                        .status())
                .isEqualTo(200);
        assertThat(site.all(IGROUPS + "?name=web-01&svm.name=svm1")).hasSize(1);
        assertRefused(site.patch(IGROUPS + "/" + site.webs.uuid(), "{\"name\":\"child\"}"), 409, "5374023");
    }

    private Igroup create(String name, String osType) {
        site.post(IGROUPS, body(name, "svm1", osType));
        String uuid = site.all(IGROUPS + "?svm.name=svm1&name=" + name)
                .getFirst()
                .path("uuid")
                .asText();
        return new Igroup(uuid, site.svm1.uuid(), name, osType, "mixed", "", false, false, List.of(), List.of());
    }

    private void map(Igroup igroup, String lun, int number) {
        assertThat(site.post(
                                "/api/protocols/san/lun-maps",
                                "{\"svm\":{\"name\":\"svm1\"},\"igroup\":{\"uuid\":\"" + igroup.uuid()
                                        + "\"},\"lun\":{\"uuid\":\"" + lun + "\"},\"logical_unit_number\":" + number
                                        + "}")
                        .status())
                .isEqualTo(201);
    }

    private static String body(String name, String svm, String osType) {
        return "{\"svm\":{\"name\":\"" + svm + "\"},\"name\":\"" + name + "\",\"os_type\":\"" + osType + "\"}";
    }

    private static String name(String initiator) {
        return "{\"name\":\"" + initiator + "\"}";
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
