package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.AlletraSite.Answer;
import io.github.outpostrecovery.lab.alletra.api.WsapiApi;
import io.github.outpostrecovery.lab.alletra.api.WsapiErrorStyle;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.alletra.settings.Answers;
import io.github.outpostrecovery.lab.alletra.settings.Dialect;
import io.github.outpostrecovery.lab.alletra.settings.Fabric;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadingTest {
    private final AlletraSite site = new AlletraSite();

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void version_tellsTheFamily_withoutLogIn(Dialect dialect) {
        AlletraSite array = new AlletraSite(AlletraSettings.DEFAULTS.withDialect(dialect));
        JsonNode version =
                array.send(RestRequest.of("GET", "/api", Map.of(), "")).body();

        assertThat(version.path("major").asInt()).isEqualTo(1);
        boolean primeraOrLater = dialect == Dialect.PRIMERA || dialect == Dialect.ALLETRA_MP;
        assertThat(version.path("build").asInt() >= 40000128).isEqualTo(primeraOrLater);
        assertThat(version.path("build").asInt() >= 30201292).isEqualTo(dialect != Dialect.OLD_3PAR);
        assertThat(array.get("/ports").body().toString().contains("\"protocol\":6"))
                .isEqualTo(dialect == Dialect.ALLETRA_MP);
    }

    @Test
    void oldArray_doesNotFilterVluns() {
        AlletraSite old = new AlletraSite(AlletraSettings.DEFAULTS.withDialect(Dialect.OLD_3PAR));
        assertThat(old.query("/vluns", "hostname EQ web-01").status()).isEqualTo(400);
        assertThat(old.get("/vluns").members()).hasSize(5);
        old.array.change(settings ->
                settings.withAnswers(answers -> answers.withUnsupportedQuery(Answers.UnsupportedQuery.IGNORED)));
        assertThat(old.query("/vluns", "hostname EQ web-01").members()).hasSize(5);
    }

    @Test
    void otherVersionsAndPaths_areNotThere() {
        assertThat(site.send("GET", "/api/v3/hosts", "", site.key).code()).isEqualTo(11);
        assertThat(site.get("/nothing").status()).isEqualTo(404);
        assertThat(site.put("/hosts", "{}").status()).isEqualTo(405);
        assertThat(site.post("/hosts", "{\"name\":").code()).isEqualTo(12);
    }

    @Test
    void ports_haveTheirAddresses_whereTheirKindHasThem() {
        assertThat(site.get("/ports").members()).hasSize(8).allSatisfy(port -> {
            String text = port.toString();
            switch (port.path("protocol").asInt()) {
                case 1 -> assertThat(port.has("IPAddr")).isFalse();
                case 2 -> {
                    assertThat(port.path("IPAddr").asText()).startsWith("10.");
                    assertThat(port.path("iSCSIName").asText()).startsWith("iqn.2000-05.com.3pardata:");
                    assertThat(port.path("linkState").asInt()).isIn(4, 5);
                }
                case 6 -> {
                    assertThat(port.has("IPAddr")).isFalse();
                    assertThat(port.path("nodeWWN").asText())
                            .isIn(site.nvme.stream().map(one -> one.address()).toList());
                }
                default -> throw new AssertionError(text);
            }
        });
        assertThat(site.get("/ports/0:3:1/iSCSIVlans/").members()).isEmpty();
        assertThat(site.get("/ports/0-3-1").code()).isEqualTo(55);
    }

    @Test
    void addresses_mayBeInVlansOnly() {
        site.array.change(settings -> settings.withFabric(fabric -> fabric.withAddressing(Fabric.Addressing.IN_VLANS)));
        JsonNode port = site.get("/ports/0:3:1").body();
        assertThat(port.path("IPAddr").asText()).isEqualTo("0.0.0.0");
        assertThat(port.path("iSCSIPortInfo").path("vlan").asInt()).isEqualTo(1);
        assertThat(site.get("/ports/0:3:1/iSCSIVlans/").members())
                .singleElement()
                .satisfies(vlan -> assertThat(vlan.path("IPAddr").asText())
                        .isEqualTo(site.iscsi.getFirst().address()));
        assertThat(site.login(site.iscsi("server-1", A, 0))).isNotEmpty();
    }

    @Test
    void volumes_areOfEveryProvisioning_withTheirIdentifiers() {
        List<JsonNode> volumes = site.get("/volumes").members();
        assertThat(volumes).hasSize(6);
        assertThat(volumes)
                .extracting(volume -> volume.path("provisioningType").asInt())
                .contains(1, 2, 6);
        assertThat(volumes).extracting(volume -> volume.path("wwn").asText()).doesNotHaveDuplicates();
        assertThat(site.get("/volumes/namespace").body().path("nguid").asText()).hasSize(32);
        assertThat(site.get("/cpgs").members()).hasSize(1);
    }

    @Test
    void shortPage_isToldByItsTotal_whateverIsSaidOfTheRest() throws IOException {
        for (RestFault fault : List.of(new RestFault.ShortPage(2), new RestFault.IncompletePage(2))) {
            AlletraSite other = new AlletraSite();
            FaultyRest rest = new FaultyRest(
                    "way", other.array, new WsapiErrorStyle(), other.agenda, new CallLog(), Duration.ZERO);
            rest.arm(new FaultRule("f", RequestPattern.of(".*", ""), Occurrences.nth(1), fault));
            RestRequest request = RestRequest.of(
                    "GET",
                    "/api/v1/vluns",
                    Map.of("Content-Type", "application/json", WsapiApi.KEY_HEADER, other.key),
                    "");
            JsonNode cut = AlletraSite.tree(rest.serve(request).body());
            assertThat(cut.path("total").asInt()).isEqualTo(5);
            assertThat(cut.path("members")).hasSize(2);
            JsonNode whole = AlletraSite.tree(rest.serve(request).body());
            assertThat(whole.path("members")).hasSize(5);
        }
    }

    @Test
    void sets_tellTheirMembers_andEmptyOnesTellNothing() {
        assertThat(site.get("/hostsets/both").body().path("setmembers")).hasSize(2);
        assertThat(site.get("/hostsets/empty").body().has("setmembers")).isFalse();
        assertThat(site.get("/hostsets/none").code()).isEqualTo(77);
        assertThat(site.get("/volumesets").members()).hasSize(1);
    }

    @Test
    void sets_areChangedMemberByMember() {
        assertThat(site.put("/hostsets/both", "{\"action\":2,\"setmembers\":[\"nv-01\"]}")
                        .status())
                .isEqualTo(404);
        assertThat(site.put("/hostsets/both", "{\"action\":1,\"setmembers\":[\"web-01\"]}")
                        .status())
                .isEqualTo(409);
        assertThat(site.put("/hostsets/both", "{\"action\":3,\"setmembers\":[\"web-01\"]}")
                        .code())
                .isEqualTo(46);
        assertThat(site.put("/hostsets/both", "{\"action\":1,\"setmembers\":[\"x\"]}")
                        .code())
                .isEqualTo(17);
        assertThat(site.put("/hostsets/both", "{\"action\":1,\"setmembers\":[\"nv-01\"],\"newName\":\"x\"}")
                        .code())
                .isEqualTo(44);
        assertThat(site.delete("/hostsets/both").code()).isEqualTo(26);
        assertThat(site.delete("/hostsets/empty").status()).isEqualTo(200);
        Answer created = site.post("/hostsets", "{\"name\":\"more\",\"setmembers\":[\"web-01\"]}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(site.post("/hostsets", "{\"name\":\"more\"}").code()).isEqualTo(101);
        assertThat(site.put("/hostsets/both", "{\"newName\":\"pair\"}").status())
                .isEqualTo(200);
        assertThat(site.query("/vluns", "hostname EQ set:pair").members()).hasSize(1);
    }

    @Test
    void hostThatWouldHaveTwoVolumesUnderOneLun_doesNotJoinASet() {
        site.post("/hosts", "{\"name\":\"web-02\"}");
        site.post("/vluns", "{\"volumeName\":\"spare\",\"lun\":5,\"hostname\":\"web-02\"}");
        assertThat(site.put("/hostsets/both", "{\"action\":1,\"setmembers\":[\"web-02\"]}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void reads_changeNoAccess() {
        JsonNode before = site.array.accessState();
        for (String path : List.of(
                "/hosts", "/hostsets", "/volumesets", "/vluns", "/ports", "/volumes", "/cpgs", "/tasks", "/system")) {
            assertThat(site.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(site.array.accessState()).isEqualTo(before);
    }

    @Test
    void injectedErrors_lookLikeItsOwn() {
        JsonNode error = AlletraSite.tree(
                new WsapiErrorStyle().error(409, "26", "exported").body());
        assertThat(error.path("code").isInt()).isTrue();
        assertThat(error.path("code").asInt()).isEqualTo(26);
        assertThat(new WsapiErrorStyle().unauthorized().status()).isEqualTo(403);
        assertThat(AlletraSite.tree(new WsapiErrorStyle().unauthorized().body())
                        .path("code")
                        .asInt())
                .isEqualTo(6);
    }
}
