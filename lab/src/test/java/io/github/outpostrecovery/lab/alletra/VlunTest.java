package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.AlletraSite.Answer;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import io.github.outpostrecovery.lab.alletra.settings.Answers;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VlunTest {
    private final AlletraSite site = new AlletraSite();

    private Answer export(String volume, Object lun, String host) {
        return site.post("/vluns", AlletraSite.json(Map.of("volumeName", volume, "lun", lun, "hostname", host)));
    }

    @Test
    void template_isTheRule_andEveryLivePathHasAnActiveRow() {
        assertThat(site.rows("boot")).singleElement().satisfies(row -> {
            assertThat(row.path("active").asBoolean(true)).isFalse();
            assertThat(row.path("type").asInt()).isEqualTo(3);
            assertThat(row.path("lun").asInt(-1)).isZero();
            assertThat(row.path("volumeWWN").asText()).isEqualTo(site.boot.wwn());
            assertThat(row.has("remoteName")).isFalse();
            assertThat(row.has("portPos")).isFalse();
            assertThat(row.has("Subsystem_NQN")).isFalse();
        });
        site.login(site.iscsi("server-1", A, 0));
        site.login(site.iscsi("server-1", A, 1));

        assertThat(site.rows("boot")).filteredOn(VlunTest::active).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("remoteName").asText()).isEqualTo(A);
            assertThat(row.path("hostname").asText()).isEqualTo("web-01");
            assertThat(row.path("portPos").path("slot").asInt()).isEqualTo(3);
        });
    }

    @Test
    void deletedTemplate_takesItsActiveRowsAlong_andNoOthers() {
        site.login(site.iscsi("server-1", A, 0));
        assertThat(site.delete("/vluns/boot%2C0%2Cweb-01").status()).isEqualTo(200);

        assertThat(site.rows("boot")).isEmpty();
        assertThat(site.rows("data")).hasSize(2);
    }

    @Test
    void setsAreNamedByTemplates_andHostsByActiveRows() {
        site.login(site.iscsi("server-1", A, 0));
        assertThat(site.query("/vluns", "hostname EQ set:both").members())
                .singleElement()
                .satisfies(row -> assertThat(row.path("type").asInt()).isEqualTo(5));
        assertThat(site.query("/vluns", "hostname EQ web-01").members())
                .extracting(row -> row.path("volumeName").asText() + row.path("active"))
                .containsExactlyInAnyOrder("bootfalse", "datafalse", "boottrue", "datatrue", "sharedtrue");
    }

    @Test
    void volumeSet_showsItsMembersUnderConsecutiveLuns_whichTheyKeep() {
        site.put("/volumesets/vvs", "{\"action\":1,\"setmembers\":[\"spare\",\"namespace\"]}");
        assertThat(export("set:vvs", 20, "set:both").status()).isEqualTo(201);
        String session = site.login(site.iscsi("server-1", A, 0));
        assertThat(site.array.reportLuns(session)).extracting(one -> one.lun()).contains(20, 21);
        assertThat(site.query("/vluns", "volumeName EQ set:vvs").members()).hasSize(1);
        assertThat(site.rows("namespace"))
                .filteredOn(VlunTest::active)
                .singleElement()
                .satisfies(row -> assertThat(row.path("lun").asInt()).isEqualTo(21));

        site.put("/volumesets/vvs", "{\"action\":2,\"setmembers\":[\"spare\"]}");
        assertThat(site.array.reportLuns(session))
                .extracting(one -> one.lun())
                .contains(21)
                .doesNotContain(20);
        assertThat(site.delete("/vluns/set%3Avvs%2C20%2Cset%3Aboth").status()).isEqualTo(200);
        assertThat(site.array.reportLuns(session)).extracting(one -> one.lun()).doesNotContain(21);
    }

    @Test
    void filters_takeEqAndDoubleEquals_insideTheirQuotes() {
        assertThat(site.query("/vluns", "hostname==web-01").members()).hasSize(2);
        assertThat(site.query("/vluns", "hostname EQ web-01 OR volumeName EQ other-boot")
                        .members())
                .hasSize(3);
        assertThat(site.get("/vluns?query=hostname%20EQ%20web-01").code()).isEqualTo(12);
        assertThat(site.get("/vluns?query=%22").code()).isEqualTo(12);
        assertThat(site.get("/vluns?query='hostname%20EQ%20web-01'").code()).isEqualTo(12);
        assertThat(site.query("/vluns", "hostname EQ web-01 AND volumeName EQ boot")
                        .code())
                .isEqualTo(12);
        assertThat(site.query("/vluns", "lun EQ 0").code()).isEqualTo(12);
        assertThat(site.query("/vluns", "hostname EQ web").members()).isEmpty();
    }

    @Test
    void nothingFound_isAnEmptyListOrAnError() {
        assertThat(site.query("/vluns", "volumeName EQ spare")
                        .body()
                        .path("total")
                        .asInt(-1))
                .isZero();
        site.array.change(
                settings -> settings.withAnswers(answers -> answers.withNothingFound(Answers.NothingFound.NOT_FOUND)));
        Answer answer = site.query("/vluns", "volumeName EQ spare");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(19);
    }

    @Test
    void export_tellsItsKey() {
        Answer created = export("spare", 7, "web-01");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("Location", "/api/v1/vluns/spare,7,web-01");
        assertThat(site.array.initiatorsWithAccess(site.spare.wwn())).containsExactly(A);
    }

    @Test
    void export_isRefused_withItsCode() {
        assertThat(export("boot", 3, "web-01").code()).isEqualTo(29);
        assertThat(export("spare", 0, "web-01").status()).isEqualTo(409);
        assertThat(export("spare", 5, "web-01").status()).as("taken by the set").isEqualTo(409);
        assertThat(export("spare", 16384, "web-01").code()).isEqualTo(28);
        assertThat(export("spare", -1, "web-01").code()).isEqualTo(43);
        assertThat(export("spare", "7", "web-01").code()).isEqualTo(39);
        assertThat(export("nothing", 7, "web-01").code()).isEqualTo(23);
        assertThat(export("spare", 7, "nobody").code()).isEqualTo(17);
        assertThat(export("spare", 7, "set:nobody").code()).isEqualTo(77);
        assertThat(site.post("/vluns", "{\"volumeName\":\"spare\",\"hostname\":\"web-01\"}")
                        .code())
                .isEqualTo(40);
        assertThat(site.post("/vluns", "{\"volumeName\":\"spare\",\"lun\":7}").code())
                .isEqualTo(40);
        assertThat(site.rows("spare")).isEmpty();
    }

    @Test
    void automaticLun_isTheLowestThatIsFree() {
        Answer created = site.post(
                "/vluns",
                "{\"volumeName\":\"spare\",\"lun\":0,\"autoLun\":true,\"maxAutoLun\":0,\"hostname\":\"web-01\"}");
        assertThat(created.headers()).containsEntry("Location", "/api/v1/vluns/spare,2,web-01");
        assertThat(site.post("/vluns", "{\"volumeName\":\"otherx\",\"lun\":0,\"autoLun\":true,\"hostname\":\"web-01\"}")
                        .code())
                .isEqualTo(23);
    }

    @Test
    void override_takesTheLunFromAnotherVolume() {
        assertThat(site.post(
                                "/vluns",
                                "{\"volumeName\":\"spare\",\"lun\":1,\"hostname\":\"web-01\",\"overrideLowerPriority\":true}")
                        .status())
                .isEqualTo(201);
        assertThat(site.rows("data")).isEmpty();
    }

    @Test
    void matchedSet_showsItsVolumeThroughOnePortOnly_andItsKeyHasThePort() {
        Answer created = site.post(
                "/vluns",
                "{\"volumeName\":\"spare\",\"lun\":9,\"hostname\":\"web-01\","
                        + "\"portPos\":{\"node\":1,\"slot\":3,\"cardPort\":1}}");
        assertThat(created.headers()).containsEntry("Location", "/api/v1/vluns/spare,9,web-01,1:3:1");
        String through0 = site.login(site.iscsi("server-1", A, 0));
        String through1 = site.login(site.iscsi("server-1", A, 1));
        assertThat(site.array.reportLuns(through0)).noneMatch(one -> one.lun() == 9);
        assertThat(site.array.reportLuns(through1)).anyMatch(one -> one.lun() == 9);
        assertThat(site.rows("spare"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.path("type").asInt()).isEqualTo(4));

        assertThat(site.delete("/vluns/spare,9,web-01").code())
                .as("there is no such key")
                .isEqualTo(19);
        assertThat(site.delete("/vluns/spare,9,web-01,0:3:1").code()).isEqualTo(19);
        assertThat(site.delete("/vluns/spare%2C9%2Cweb-01%2C1%3A3%3A1").status())
                .isEqualTo(200);
        assertThat(site.array.reportLuns(through1)).noneMatch(one -> one.lun() == 9);
    }

    @Test
    void strongerTemplate_counts_whereTwoClaimALun() {
        AlletraBuilder builder = AlletraBuilder.array("array-two", 1);
        Volume weak = builder.volume("weak");
        Volume strong = builder.volume("strong");
        builder.iscsiHost("h1", A)
                .vlun("weak", 0, "h1")
                .vlun(
                        "strong",
                        0,
                        "h1",
                        builder.portals(ArrayPort.Kind.ISCSI).getFirst().position());
        AlletraSimulator array = builder.build(site.agenda);
        List<List<VisibleVolume>> seen = new ArrayList<>();
        for (ArrayPort port : builder.portals(ArrayPort.Kind.ISCSI)) {
            LoginAttempt attempt = new LoginAttempt(
                    "server-1",
                    A,
                    Protocol.ISCSI,
                    port.targetName(),
                    "00023d000001",
                    "10.20.0.1",
                    port.address(),
                    Optional.empty());
            if (array.login(attempt) instanceof LoginReply.Accepted accepted) {
                seen.add(array.reportLuns(accepted.sessionId()));
            }
        }
        assertThat(seen)
                .containsExactly(
                        List.of(new VisibleVolume(0, strong.wwn())), List.of(new VisibleVolume(0, weak.wwn())));
    }

    @Test
    void portVlun_showsItsVolumeToEveryHostAtThePort() {
        assertThat(site.post(
                                "/vluns",
                                "{\"volumeName\":\"spare\",\"lun\":11,\"portPos\":{\"node\":0,\"slot\":3,\"cardPort\":1}}")
                        .headers())
                .containsEntry("Location", "/api/v1/vluns/spare,11,,0:3:1");
        assertThat(site.array.initiatorsWithAccess(site.spare.wwn())).containsExactly(OTHER, A);
        assertThat(site.rows("spare")).singleElement().satisfies(row -> {
            assertThat(row.path("type").asInt()).isEqualTo(2);
            assertThat(row.has("hostname")).isFalse();
        });
        assertThat(site.delete("/vluns/spare%2C11%2C%2C0%3A3%3A1").status()).isEqualTo(200);
    }

    @Test
    void wrongKeys_areNoSuccess() {
        assertThat(site.delete("/vluns/boot").code()).isEqualTo(40);
        assertThat(site.delete("/vluns/boot,x,web-01").code()).isEqualTo(40);
        assertThat(site.delete("/vluns/boot,0").code()).isEqualTo(40);
        assertThat(site.delete("/vluns/boot,0,,").code()).isEqualTo(40);
        assertThat(site.delete("/vluns/boot,0,web-01,0-3-1").code()).isEqualTo(55);
        assertThat(site.delete("/vluns/boot,0,gone").code()).isEqualTo(17);
        assertThat(site.delete("/vluns/boot,1,web-01").code()).isEqualTo(19);
        assertThat(site.delete("/vluns/shared,5,web-01").code())
                .as("exported to the set")
                .isEqualTo(19);
        assertThat(site.rows("boot")).hasSize(1);
        assertThat(site.rows("shared")).hasSize(1);
    }

    @Test
    void oneHostVolume_isExportedToNobodyElse() {
        AlletraBuilder builder = AlletraBuilder.array("array-one", 1).user(AlletraSite.ADMIN);
        builder.put(builder.volume("only").with(Volume.HostPolicy.ONE_HOST));
        builder.iscsiHost("h1", A).iscsiHost("h2", OTHER).vlun("only", 0, "h1");
        AlletraSimulator array = builder.build(site.agenda);
        Map<String, String> json = Map.of("Content-Type", "application/json");
        JsonNode login = AlletraSite.tree(array.serve(RestRequest.of(
                        "POST",
                        "/api/v1/credentials",
                        json,
                        AlletraSite.json(Map.of("user", "fencer", "password", "p:ss\"word"))))
                .body());
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "X-HP3PAR-WSAPI-SessionKey",
                login.path("key").asText());
        String body = "{\"volumeName\":\"only\",\"lun\":0,\"hostname\":\"h2\"}";

        assertThat(array.serve(RestRequest.of("POST", "/api/v1/vluns", headers, body))
                        .status())
                .isEqualTo(409);
        array.serve(RestRequest.of("DELETE", "/api/v1/vluns/only,0,h1", headers, ""));
        assertThat(array.serve(RestRequest.of("POST", "/api/v1/vluns", headers, body))
                        .status())
                .isEqualTo(201);
    }

    private static boolean active(JsonNode row) {
        return row.path("active").asBoolean();
    }
}
