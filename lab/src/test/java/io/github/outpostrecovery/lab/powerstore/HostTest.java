package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.B;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.NQN;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.OTHER;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.initiators;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.LastInitiator;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.LeavingHost;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static final String REMOVE_A = "{\"remove_initiators\":[\"" + A + "\"]}";

    private final SimulatedCluster site = new SimulatedCluster();
    private final String web = "/host/" + site.web.id();

    @Test
    void initiator_isSwapped() {
        assertThat(site.patch(web, REMOVE_A).status()).isEqualTo(204);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).isEmpty();
        assertThat(site.patch("/host/name:web-01", initiators("add_initiators", B))
                        .status())
                .isEqualTo(204);

        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(B);
        assertThat(site.get("/initiator?port_name=eq." + A).rows()).isEmpty();
        assertThat(site.get("/host_volume_mapping?host_id=eq." + site.web.id()).rows())
                .hasSize(2);
    }

    @Test
    void initiatorChanges_areOneOfAKind_inARequest() {
        JsonNode before = site.array.accessState();
        Answer both = site.patch(
                web,
                "{\"remove_initiators\":[\"" + A + "\"],\"add_initiators\":[{\"port_name\":\"" + B
                        + "\",\"port_type\":\"iSCSI\"}]}");
        assertThat(both.status()).isEqualTo(400);
        assertThat(site.patch(web, "{\"remove_initiators\":[],\"modify_initiators\":[]}")
                        .status())
                .isEqualTo(400);
        assertThat(site.array.accessState()).isEqualTo(before);
    }

    @Test
    void initiatorChange_isRefused_withTheRecordedCodes_asAWhole() {
        JsonNode before = site.array.accessState();
        assertRefused(site.patch(web, initiators("add_initiators", A)), 400, "0xE0A01001000C");
        Answer elsewhere = site.patch(web, initiators("add_initiators", B, OTHER));
        assertThat(elsewhere.status()).isEqualTo(400);
        assertThat(elsewhere.body().toString()).contains("already registered with another host");
        assertRefused(site.patch(web, "{\"remove_initiators\":[\"" + A + "\",\"" + B + "\"]}"), 400, "0xE0A010010014");
        assertThat(site.patch(web, initiators("add_initiators", NQN + "2")).status())
                .isEqualTo(400);
        assertThat(site.patch("/host/nobody", REMOVE_A).status()).isEqualTo(404);
        assertThat(site.array.accessState()).isEqualTo(before);
    }

    @Test
    void lastInitiator_mayGo_orMustStay() {
        site.array.change(settings -> settings.with()
                .membership(LeavingHost.KEEPS_NOTHING, LastInitiator.MUST_STAY)
                .done());
        assertThat(site.patch(web, REMOVE_A).status()).isEqualTo(422);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(A);

        site.patch(web, initiators("add_initiators", B));
        assertThat(site.patch(web, REMOVE_A).status()).isEqualTo(204);
        site.post(web + "/detach", volume(site.boot.id()));
        site.post(web + "/detach", volume(site.data.id()));
        assertThat(site.patch(web, "{\"remove_initiators\":[\"" + B + "\"]}").status())
                .isEqualTo(204);
    }

    @Test
    void host_isMade_andDeleted() {
        Answer made = site.post(
                "/host",
                "{\"name\":\"new\",\"os_type\":\"Linux\",\"host_connectivity\":\"Local_Only\",\"initiators\":[{\"port_name\":\""
                        + B + "\",\"port_type\":\"iSCSI\"}]}");
        assertThat(made.status()).isEqualTo(201);
        JsonNode host = site.get("/host/" + made.id()
                        + "?select=name,os_type,host_connectivity,type,host_initiators,initiators(id,port_name)")
                .body();
        assertThat(host.path("os_type").asText()).isEqualTo("Linux");
        assertThat(host.path("host_initiators").path(0).path("port_name").asText())
                .isEqualTo(B);
        assertThat(host.path("initiators").path(0).path("id").asText()).isNotEmpty();

        assertThat(site.delete("/host/" + made.id()).status()).isEqualTo(204);
        assertThat(site.get("/initiator?port_name=eq." + B).rows()).isEmpty();
        assertThat(site.delete(web).status()).isEqualTo(422);
        assertThat(site.delete("/host/" + site.db.id()).status())
                .as("attached through its group")
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"os_type\":\"Linux\",\"initiators\":[]}",
                "{\"name\":\"new\",\"os_type\":\"BeOS\",\"initiators\":[{\"port_name\":\"iqn.x\",\"port_type\":\"iSCSI\"}]}",
                "{\"name\":\"new\",\"os_type\":\"Linux\",\"initiators\":[]}",
                "{\"name\":\"new\",\"os_type\":\"Linux\"}",
                "{\"name\":7,\"os_type\":\"Linux\",\"initiators\":[{\"port_name\":\"iqn.x\",\"port_type\":\"iSCSI\"}]}",
                "{\"name\":\"new\",\"os_type\":\"Linux\",\"initiators\":[{\"port_name\":\"iqn.x\"}]}",
                "{\"name\":\"new\",\"os_type\":\"Linux\",\"initiators\":[{\"port_name\":\"nqn.x\",\"port_type\":\"iSCSI\"}]}",
                "{\"name\":\"new\",\"os_type\":\"Linux\",\"colour\":\"red\",\"initiators\":[{\"port_name\":\"iqn.x\",\"port_type\":\"iSCSI\"}]}",
                "{\"name\":\"new\",\"os_type\":\"Linux\",\"initiators\":[{\"port_name\":\"iqn.x\",\"port_type\":\"iSCSI\",\"chap_single_username\":\"u\",\"chap_single_password\":\"short\"}]}",
                "{\"name\":\"new\",\"os_type\":\"Linux\",\"initiators\":[{\"port_name\":\"iqn.x\",\"port_type\":\"iSCSI\",\"chap_single_username\":\"u\"}]}",
                "{\"name\":\"web-01\",\"os_type\":\"Linux\",\"initiators\":[{\"port_name\":\"iqn.x\",\"port_type\":\"iSCSI\"}]}"
            })
    void host_isRefused(String body) {
        JsonNode before = site.array.accessState();

        assertThat(site.post("/host", body).status()).isEqualTo(400);
        assertThat(site.array.accessState()).isEqualTo(before);
    }

    @Test
    void host_isRenamed() {
        assertThat(site.patch(web, "{\"name\":\"web-02\",\"description\":\"d\"}")
                        .status())
                .isEqualTo(204);

        assertThat(site.get("/host/name:web-02?select=description")
                        .body()
                        .path("description")
                        .asText())
                .isEqualTo("d");
        assertThat(site.patch(web, "{\"name\":\"db-01\"}").status()).isEqualTo(400);
    }

    private static String volume(String id) {
        return "{\"volume_id\":\"" + id + "\"}";
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
