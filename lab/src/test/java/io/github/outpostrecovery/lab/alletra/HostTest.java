package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.B;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.NQN_A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.NQN_B;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.AlletraSite.Answer;
import io.github.outpostrecovery.lab.alletra.settings.Answers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HostTest {
    private static final String REMOVE_A = "{\"pathOperation\":2,\"iSCSINames\":[\"" + A + "\"]";

    private final AlletraSite site = new AlletraSite();

    @Test
    void path_hasNoPort_untilItsInitiatorWasSeen_andOneForEachPortItIsLoggedInTo() {
        JsonNode unseen = site.get("/hosts/web-01").body().path("iSCSIPaths");
        assertThat(unseen).hasSize(1);
        assertThat(unseen.path(0).has("portPos")).isFalse();
        assertThat(unseen.path(0).path("name").asText()).isEqualTo(A);

        site.login(site.iscsi("server-1", A, 0));
        String second = site.login(site.iscsi("server-1", A, 1));
        JsonNode seen = site.get("/hosts/web-01").body().path("iSCSIPaths");
        assertThat(seen)
                .hasSize(2)
                .allSatisfy(path -> assertThat(path.path("name").asText()).isEqualTo(A));
        assertThat(seen.findValuesAsText("node")).containsExactly("0", "1");

        site.array.logout(second);
        site.agenda.advance(Duration.ofSeconds(29));
        assertThat(site.get("/hosts/web-01").body().path("iSCSIPaths")).hasSize(2);
        site.agenda.advance(Duration.ofSeconds(2));
        assertThat(site.get("/hosts/web-01").body().path("iSCSIPaths")).hasSize(1);
    }

    @Test
    void query_findsHostsByIscsiName_withEitherOfSeveral() {
        assertThat(names(site.query("/hosts", "iSCSIPaths[name==" + A + "]"))).containsExactly("web-01");
        assertThat(names(site.query("/hosts", "iSCSIPaths[name==" + A.toUpperCase(Locale.ROOT) + "]")))
                .containsExactly("web-01");
        assertThat(names(site.query("/hosts", "iSCSIPaths[name==" + A + " OR name==" + OTHER + "] OR FCPaths[wwn==1]")))
                .containsExactly("db-01", "web-01");
        assertThat(site.query("/hosts", "iSCSIPaths[name==" + B + "]")
                        .body()
                        .path("total")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void query_isRefused_withoutQuotes_withAnd_andByNqn() {
        assertThat(site.get("/hosts?query=iSCSIPaths%5Bname%3D%3D" + A + "%5D").code())
                .isEqualTo(12);
        assertThat(site.query("/hosts", "iSCSIPaths[name==" + A + " AND name==" + B + "]")
                        .code())
                .isEqualTo(12);
        assertThat(site.query("/hosts", "NVMETCPPaths[NQN==" + NQN_A + "]").code())
                .isEqualTo(12);
    }

    @Test
    void nothingFound_mayBeAnError() {
        site.array.change(
                settings -> settings.withAnswers(answers -> answers.withNothingFound(Answers.NothingFound.NOT_FOUND)));
        Answer answer = site.query("/hosts", "iSCSIPaths[name==" + B + "]");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(17);
    }

    @Test
    void creation_ofAnIscsiHost() {
        Answer created = site.post(
                "/hosts",
                "{\"name\":\"web-02\",\"iSCSINames\":[\"" + B
                        + "\"],\"persona\":1,\"descriptors\":{\"os\":\"linux\"}}");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("Location", "/api/v1/hosts/web-02");
        JsonNode host = site.get("/hosts/web-02").body();
        assertThat(host.path("persona").asInt()).isEqualTo(1);
        assertThat(host.path("descriptors").path("os").asText()).isEqualTo("linux");
        assertThat(host.path("initiatorChapEnabled").asBoolean(true)).isFalse();
    }

    @Test
    void creation_isRefused_withItsCode() {
        assertThat(site.post("/hosts", "{\"name\":\"web-01\"}").code()).isEqualTo(16);
        assertThat(site.post("/hosts", "{\"name\":\"x\",\"iSCSINames\":[\"" + A + "\"]}")
                        .code())
                .isEqualTo(73);
        assertThat(site.post("/hosts", "{\"iSCSINames\":[\"" + B + "\"]}").code())
                .isEqualTo(40);
        assertThat(site.post("/hosts", "{\"name\":\"" + "x".repeat(32) + "\"}").code())
                .isEqualTo(57);
        assertThat(site.post("/hosts", "{\"name\":\"a!b\"}").code()).isEqualTo(69);
        assertThat(site.post("/hosts", "{\"name\":\"x\",\"iqn\":\"y\"}").code()).isEqualTo(12);
        assertThat(site.post("/hosts", "{\"name\":\"x\",\"iSCSINames\":[\"" + B + "\"],\"FCWWNs\":[\"1\"]}")
                        .code())
                .isEqualTo(44);
        assertThat(site.post("/hosts", "{\"name\":\"x\",\"iSCSINames\":\"" + B + "\"}")
                        .code())
                .isEqualTo(39);
        assertThat(site.get("/hosts").body().path("total").asInt()).isEqualTo(3);
    }

    @Test
    void nvmeHost_hasOneNqn_forGood() {
        assertThat(site.post("/hosts", "{\"name\":\"nv-02\",\"NQN\":\"" + NQN_B + "\",\"transportType\":2}")
                        .status())
                .isEqualTo(201);
        assertThat(site.get("/hosts/nv-02").body().path("NVMETCPPaths"))
                .singleElement()
                .satisfies(path -> assertThat(path.path("NQN").asText()).isEqualTo(NQN_B));
        assertThat(site.post("/hosts", "{\"name\":\"nv-03\",\"NQN\":\"" + NQN_B + "\",\"transportType\":2}")
                        .code())
                .isEqualTo(73);
        assertThat(site.put("/hosts/nv-02", "{\"pathOperation\":1,\"NQN\":\"" + NQN_A + "\"}")
                        .status())
                .isEqualTo(400);
        assertThat(site.put("/hosts/nv-02", "{\"pathOperation\":2,\"NQN\":\"" + NQN_B + "\",\"forcePathRemoval\":true}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void path_isNotRemovedFromAnExportedHost_withoutForce() {
        Answer refused = site.put("/hosts/web-01", REMOVE_A + "}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(26);
        assertThat(site.put("/hosts/web-01", REMOVE_A + ",\"descriptors\":{\"os\":\"x\"}}")
                        .code())
                .isEqualTo(26);
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(A);

        assertThat(site.put("/hosts/web-01", REMOVE_A + ",\"forcePathRemoval\":true}")
                        .status())
                .isEqualTo(200);
        assertThat(site.get("/hosts/web-01").body().path("iSCSIPaths")).isEmpty();
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).isEmpty();
        assertThat(site.array.initiatorsWithAccess(site.shared.wwn())).containsExactly(OTHER);
    }

    @Test
    void exportToASetOfTheHost_countsAsExport() {
        site.delete("/vluns/other-boot,0,db-01");
        assertThat(site.put("/hosts/db-01", "{\"pathOperation\":2,\"iSCSINames\":[\"" + OTHER + "\"]}")
                        .code())
                .isEqualTo(26);
    }

    @Test
    void removal_ofAPathThatIsNotThere_isCode80_withEitherStatus() {
        String body = "{\"pathOperation\":2,\"iSCSINames\":[\"" + B + "\"],\"forcePathRemoval\":true}";
        Answer documented = site.put("/hosts/web-01", body);
        assertThat(documented.code()).isEqualTo(80);
        assertThat(documented.status()).isEqualTo(400);
        site.array.change(settings -> settings.withAnswers(answers -> answers.withMissingPathStatus(404)));
        assertThat(site.put("/hosts/web-01", body).status()).isEqualTo(404);
    }

    @Test
    void pathOperations_areChecked() {
        assertThat(site.put("/hosts/web-01", "{\"pathOperation\":1}").code()).isEqualTo(78);
        assertThat(site.put("/hosts/web-01", "{\"iSCSINames\":[\"" + B + "\"]}").code())
                .isEqualTo(78);
        assertThat(site.put("/hosts/web-01", "{\"pathOperation\":3,\"iSCSINames\":[\"" + B + "\"]}")
                        .code())
                .isEqualTo(46);
        assertThat(site.put("/hosts/web-01", "{\"pathOperation\":1,\"iSCSINames\":[\"" + OTHER + "\"]}")
                        .code())
                .isEqualTo(73);
        assertThat(site.put("/hosts/gone", "{\"pathOperation\":1,\"iSCSINames\":[\"" + B + "\"]}")
                        .code())
                .isEqualTo(17);
        assertThat(site.put("/hosts/web-01", "{\"pathOperation\":1,\"iSCSINames\":[\"" + B + "\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(site.array.initiatorsWithAccess(site.boot.wwn())).containsExactly(A, B);
    }

    @Test
    void rename_takesExportsAndMembershipsAlong() {
        assertThat(site.put("/hosts/web-01", "{\"newName\":\"db-01\"}").code()).isEqualTo(16);
        assertThat(site.put("/hosts/web-01", "{\"newName\":\"web-09\"}").status())
                .isEqualTo(200);

        assertThat(site.get("/hosts/web-01").code()).isEqualTo(17);
        assertThat(site.query("/vluns", "hostname EQ web-09").members()).hasSize(2);
        assertThat(site.get("/hostsets/both").body().path("setmembers").toString())
                .contains("web-09");
        assertThat(site.array.initiatorsWithAccess(site.shared.wwn())).containsExactly(OTHER, A);
    }

    @Test
    void host_isNotDeleted_whileItIsExportedOrInASet() {
        assertThat(site.delete("/hosts/web-01").code()).isEqualTo(26);
        site.array.change(
                settings -> settings.withAnswers(answers -> answers.withHostInUse(Answers.HostInUse.FORBIDDEN)));
        assertThat(site.delete("/hosts/web-01").status()).isEqualTo(403);
        site.delete("/vluns/boot,0,web-01");
        site.delete("/vluns/data,1,web-01");
        Answer inSet = site.delete("/hosts/web-01");
        assertThat(inSet.status()).isEqualTo(409);
        assertThat(inSet.code()).isEqualTo(77);
        site.put("/hostsets/both", "{\"action\":2,\"setmembers\":[\"web-01\"]}");
        assertThat(site.delete("/hosts/web-01").status()).isEqualTo(200);
        assertThat(site.delete("/hosts/web-01").code()).isEqualTo(17);
    }

    @Test
    void whoIsLoggedInAndHasNoHost_isListedWithoutAName() {
        site.login(site.iscsi("server-2", B, 0));
        assertThat(site.get("/hosts").members())
                .filteredOn(host -> !host.has("name"))
                .singleElement()
                .satisfies(host -> assertThat(
                                host.path("iSCSIPaths").path(0).path("name").asText())
                        .isEqualTo(B));

        site.array.change(settings ->
                settings.withAnswers(answers -> answers.withUnassignedPaths(Answers.UnassignedPaths.HIDDEN)));
        assertThat(site.get("/hosts").members()).allMatch(host -> host.has("name"));
    }

    private static List<String> names(Answer answer) {
        return answer.members().stream().map(host -> host.path("name").asText()).toList();
    }
}
