package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.B;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.NQN_A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.NQN_B;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.flasharray.FlashArraySettings.InitiatorRemoval;
import io.github.outpostrecovery.lab.flasharray.FlashArraySite.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    private static final String SECRET = "only-in-this-test";

    private final FlashArraySite site = new FlashArraySite();

    @Test
    void host_isShown_withEverythingAClientGoesBy() {
        JsonNode host = site.get("hosts?names=db-01").item();

        assertThat(host.path("iqns")).extracting(JsonNode::asText).containsExactly(OTHER);
        assertThat(host.path("nqns").isArray()).isTrue();
        assertThat(host.path("host_group").path("name").asText()).isEqualTo("group");
        assertThat(host.path("connection_count").asInt()).isEqualTo(1);
        assertThat(host.path("is_local").asBoolean()).isTrue();
        assertThat(host.has("personality")).isFalse();
        JsonNode privateHost = site.get("hosts?names=web-01").item();
        assertThat(privateHost.path("host_group").isObject()).isTrue();
        assertThat(privateHost.path("host_group")).isEmpty();
        assertThat(privateHost.path("connection_count").asInt()).isEqualTo(2);
    }

    @Test
    void names_thatNothingHas_areAnError_orAPartialAnswer() {
        Answer refused = site.get("hosts?names=web-01,gone");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo("Host does not exist.");
        assertThat(refused.context()).isEqualTo("gone");

        Answer partial = site.get("hosts?names=web-01,gone&allow_errors=true");
        assertThat(partial.status()).isEqualTo(207);
        assertThat(partial.item().path("name").asText()).isEqualTo("web-01");
        assertThat(partial.message()).isEqualTo("Host does not exist.");
    }

    @Test
    void host_isMade_andCannotBeMadeTwice() {
        Answer made = site.post("hosts?names=web-02", "{\"iqns\":[\"" + B + "\"],\"personality\":\"esxi\"}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.item().path("iqns").path(0).asText()).isEqualTo(B);
        assertThat(site.get("hosts?names=web-02").item().path("personality").asText())
                .isEqualTo("esxi");
        Answer again = site.post("hosts?names=WEB-02", "{}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.message()).isEqualTo("Host already exists.");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, hosts?names=web-02, iqns, iqn.2006-03.com.amazon.aws:web-01.a.g1, The specified IQN is already in use.",
        "POST, hosts?names=web-02, nqns, nqn.2014-08.org.nvmexpress:uuid:aaaa, The specified host NQN is already in use.",
        "PATCH, hosts?names=db-01, add_iqns, iqn.2006-03.com.amazon.aws:web-01.a.g1, The specified IQN is already in use.",
        "PATCH, hosts?names=db-01, iqns, iqn.2006-03.com.amazon.aws:web-01.a.g1, The specified IQN is already in use.",
        "PATCH, hosts?names=empty, add_nqns, nqn.2014-08.org.nvmexpress:uuid:aaaa, The specified NQN is already in use.",
        "PATCH, hosts?names=web-01, add_iqns, iqn.2006-03.com.amazon.aws:web-01.a.g1, The specified IQN is already in use."
    })
    void initiator_belongsToOneHost(String method, String target, String field, String initiator, String message) {
        site.post("hosts?names=empty", "{}");
        JsonNode before = site.machines.accessState();
        Answer refused = site.send(method, target, "{\"" + field + "\":[\"" + initiator + "\"]}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.message()).isEqualTo(message);
        assertThat(refused.context()).isEqualTo(initiator);
        assertThat(site.machines.accessState()).isEqualTo(before);
    }

    @Test
    void initiator_isSwapped_inOneCallOrTwo() {
        site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + A + "\"]}");
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).isEmpty();
        site.patch("hosts?names=web-01", "{\"add_iqns\":[\"" + B + "\"]}");
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).containsExactly(B);

        site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + B + "\"],\"add_iqns\":[\"" + A + "\"]}");
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).containsExactly(A);
        assertThat(site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + B + "\"]}")
                        .message())
                .contains("does not exist");
    }

    @Test
    void removal_ofAnInitiatorInUse_isRefusedIfTheArrayIsSo() {
        site.array.change(settings -> settings.withRemoval(InitiatorRemoval.REFUSED_WHILE_CONNECTED));
        Answer last = site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + A + "\"]}");
        assertThat(last.status()).isEqualTo(400);
        assertThat(last.message()).contains("cannot be deleted due to existing connections");

        site.patch("hosts?names=web-01", "{\"add_iqns\":[\"" + B + "\"]}");
        assertThat(site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + B + "\"]}")
                        .status())
                .isEqualTo(200);
        site.patch("hosts?names=web-01", "{\"add_iqns\":[\"" + B + "\"]}");
        site.loginOfWeb();
        assertThat(site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + A + "\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(site.patch("hosts?names=web-01", "{\"iqns\":[\"" + B + "\"]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void chapPasswords_cannotBeReadBack() {
        Answer set = site.patch(
                "hosts?names=web-01",
                "{\"chap\":{\"host_user\":\"web\",\"host_password\":\"" + SECRET + "\",\"target_user\":\"array\","
                        + "\"target_password\":\"" + SECRET + "-2\"}}");
        JsonNode chap = site.get("hosts?names=web-01").item().path("chap");

        assertThat(chap.path("host_user").asText()).isEqualTo("web");
        assertThat(chap.path("target_user").asText()).isEqualTo("array");
        assertThat(set.body().toString() + chap + site.machines.accessState()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"chap\":{\"host_user\":\"web\",\"host_password\":\"short\"}}",
                "{\"chap\":{\"host_password\":\"only-in-this-test\"}}",
                "{\"chap\":{\"host_user\":\"a\",\"host_password\":\"only-in-this-test\","
                        + "\"target_user\":\"b\",\"target_password\":\"only-in-this-test\"}}",
                "{\"chap\":{\"user\":\"web\"}}",
                "{\"add_iqn\":[\"iqn.2006-03.com.example:x\"]}",
                "{\"add_iqns\":\"iqn.2006-03.com.example:x\"}",
                "{\"add_iqns\":[\"not an iqn\"]}",
                "{\"add_iqns\":[\"iqn.2006-03.com.example:UPPER\"]}",
                "{\"add_nqns\":[\"nqn.2014-08.org.nvmexpress:uuid:bbbb\"]}",
                "{\"iqns\":[],\"add_iqns\":[\"iqn.2006-03.com.example:x\"]}",
                "{\"personality\":\"linux\"}",
                "{\"name\":\"db-01\"}",
                "{\"name\":\"has_underscore\"}",
                "{\"host_group\":{\"name\":\"gone\"}}",
                "[]",
                ""
            })
    void body_thatIsWrong_isRefused_andChangesNothing(String body) {
        JsonNode before = site.machines.accessState();

        assertThat(site.patch("hosts?names=web-01", body).status()).isEqualTo(400);
        assertThat(site.machines.accessState()).isEqualTo(before);
    }

    @Test
    void change_ofSeveralHosts_isMadeToAllOrNone() {
        JsonNode before = site.machines.accessState();
        Answer refused = site.post("hosts?names=web-02,web-03", "{\"iqns\":[\"" + B + "\"]}");

        assertThat(refused.message()).isEqualTo("The specified IQN is already in use.");
        assertThat(site.machines.accessState()).isEqualTo(before);
        site.post("host-groups?names=another", "");
        assertThat(site.get("hosts?names=web-02").message()).isEqualTo("Host does not exist.");
    }

    @Test
    void host_withConnections_cannotBeDeleted_privateOrShared() {
        assertThat(site.delete("hosts?names=web-01").message())
                .isEqualTo("Host cannot be deleted due to existing connections.");
        assertThat(site.delete("hosts?names=db-01").status()).isEqualTo(400);
        site.delete("connections?host_names=web-01&volume_names=web-01-boot,web-01-data-1");

        assertThat(site.delete("hosts?names=web-01").status()).isEqualTo(200);
        assertThat(site.post("hosts?names=web-02", "{\"iqns\":[\"" + A + "\"]}").status())
                .isEqualTo(200);
        assertThat(site.delete("hosts?names=web-01").message()).isEqualTo("Host does not exist.");
    }

    @Test
    void host_keepsItsConnections_whenItIsRenamed() {
        site.patch("hosts?names=web-01", "{\"name\":\"web-09\"}");

        assertThat(site.all("connections?host_names=web-09")).hasSize(2);
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).containsExactly(A);
    }

    @Test
    void host_speaksOneProtocol() {
        Answer both = site.post("hosts?names=web-02", "{\"iqns\":[\"" + B + "\"],\"nqns\":[\"" + NQN_B + "\"]}");
        assertThat(both.status()).isEqualTo(400);
        assertThat(site.patch(
                                "hosts?names=nvme-01",
                                "{\"remove_nqns\":[\"" + NQN_A + "\"],\"add_iqns\":[\"" + B + "\"]}")
                        .status())
                .isEqualTo(400);
        assertThat(site.patch("hosts?names=nvme-01", "{\"nqns\":[\"" + NQN_B + "\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(site.machines.initiatorsWithAccess(site.namespace.id())).containsExactly(NQN_B);
    }
}
