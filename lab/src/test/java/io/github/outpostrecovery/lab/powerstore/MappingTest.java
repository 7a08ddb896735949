package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.MEMBER;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
    private final SimulatedCluster site = new SimulatedCluster();

    @Test
    void volume_isAttached_underTheNumberAskedFor() {
        assertThat(site.post(
                                "/volume/" + site.spare.id() + "/attach",
                                "{\"host_id\":\"" + site.web.id() + "\",\"logical_unit_number\":16383}")
                        .status())
                .isEqualTo(204);

        assertThat(number(site.spare.id())).isEqualTo(16383);
        assertThat(site.array.initiatorsWithAccess(site.spare.id())).containsExactly(A);
    }

    @Test
    void volume_getsTheLowestNumberFromOne_ifNobodyAsks() {
        site.post("/host/" + site.web.id() + "/attach", "{\"volume_id\":\"name:spare\"}");
        assertThat(number(site.spare.id())).isEqualTo(2);

        site.post("/host_group/name:group/attach", "{\"volume_id\":\"" + site.metro.id() + "\"}");
        assertThat(number(site.metro.id())).isEqualTo(1);
        assertThat(site.array.initiatorsWithAccess(site.metro.id())).containsExactlyInAnyOrder(OTHER, MEMBER);
    }

    @Test
    void volume_isDetached_fromEachSide() {
        String host = "{\"host_id\":\"" + site.web.id() + "\"}";
        assertThat(site.post("/volume/" + site.boot.id() + "/detach", host).status())
                .isEqualTo(204);
        assertThat(site.post("/host/" + site.web.id() + "/detach", "{\"volume_id\":\"" + site.data.id() + "\"}")
                        .status())
                .isEqualTo(204);
        assertThat(site.post("/volume/name:shared/detach", "{\"host_group_id\":\"name:group\"}")
                        .status())
                .isEqualTo(204);

        assertThat(site.get("/host_volume_mapping").rows()).hasSize(1);
        Answer again = site.post("/volume/" + site.boot.id() + "/detach", host);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.code()).isEqualTo("0xE0A08001000F");
        assertThat(again.body().path("messages").path(0).path("arguments")).isNotEmpty();
    }

    @Test
    void volumeOfAGroup_isNotMappedToItsHosts() {
        Answer answer = site.post("/volume/" + site.shared.id() + "/detach", "{\"host_id\":\"" + site.app.id() + "\"}");

        assertThat(answer.code()).isEqualTo("0xE0A08001000F");
        assertThat(site.array.initiatorsWithAccess(site.shared.id())).containsExactlyInAnyOrder(OTHER, MEMBER);
    }

    @Test
    void attachment_isRefused() {
        JsonNode before = site.array.accessState();
        String spare = "/volume/" + site.spare.id() + "/attach";
        assertThat(site.post(spare, host(site.web.id(), ",\"logical_unit_number\":0"))
                        .status())
                .isEqualTo(422);
        assertThat(site.post("/volume/" + site.boot.id() + "/attach", host(site.web.id(), ""))
                        .status())
                .isEqualTo(422);
        assertThat(site.post(spare, host(site.app.id(), "")).status()).isEqualTo(422);
        assertThat(site.post(spare, host("nobody", "")).status()).isEqualTo(404);
        assertThat(site.post("/volume/nothing/attach", host(site.web.id(), "")).code())
                .isEqualTo("0xE0A07001000C");
        assertThat(site.post("/host/" + site.web.id() + "/attach", "{\"volume_id\":\"nothing\"}")
                        .code())
                .isEqualTo("0xE0A08001000E");
        assertThat(site.post("/host_group/nothing/attach", "{\"volume_id\":\"name:spare\"}")
                        .status())
                .isEqualTo(404);
        assertThat(site.array.accessState()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"host_id\":\"a\",\"host_group_id\":\"b\"}",
                "{\"host_id\":\"a\",\"logical_unit_number\":16384}",
                "{\"host_id\":\"a\",\"logical_unit_number\":-1}",
                "{\"host_id\":\"a\",\"logical_unit_number\":\"1\"}",
                "{\"host_id\":\"a\",\"logical_unit_number\":1.5}",
                "{\"host_id\":null}",
                "{\"host\":\"a\"}"
            })
    void attachment_isRefused_beforeItIsTried(String body) {
        assertThat(site.post("/volume/nothing/attach", body).status()).isEqualTo(400);
    }

    private static String host(String id, String more) {
        return "{\"host_id\":\"" + id + "\"" + more + "}";
    }

    private int number(String volume) {
        return site.get("/host_volume_mapping?volume_id=eq." + volume + "&select=logical_unit_number")
                .row()
                .path("logical_unit_number")
                .asInt(-1);
    }
}
