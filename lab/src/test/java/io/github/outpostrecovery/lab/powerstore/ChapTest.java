package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.B;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.BOTH_WAYS;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.NQN;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.ONE_WAY;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapMode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChapTest {
    private static final ChapAccount WRONG_TARGET = new ChapAccount(
            ONE_WAY.user(), ONE_WAY.secret(), Optional.of(new ChapAccount.Target("array-user", "another-secret")));

    @Test
    void disabled_asksForNothing_andProvesNothing() {
        SimulatedCluster site = new SimulatedCluster();
        LoginAttempt plain = site.attempt("server-1", A, 0);

        assertAccepted(site, plain);
        assertAccepted(site, with(ONE_WAY, plain));
        assertRefused(site, with(BOTH_WAYS, plain));
    }

    @Test
    void single_asksEveryInitiatorOverIscsi() {
        SimulatedCluster site = cluster(ChapMode.SINGLE, ONE_WAY);
        LoginAttempt plain = site.attempt("server-1", A, 0);

        assertRefused(site, plain);
        assertRefused(site, with(new ChapAccount(ONE_WAY.user(), "wrong"), plain));
        assertRefused(site, with(new ChapAccount("another", ONE_WAY.secret()), plain));
        assertRefused(site, with(BOTH_WAYS, plain));
        assertAccepted(site, with(ONE_WAY, plain));
        assertRefused(site, with(ONE_WAY, site.attempt("server-1", B, 0)));
        assertAccepted(site, site.connect("server-1", NQN, 0));
    }

    @Test
    void mutual_isEnforced_bothWays() {
        SimulatedCluster site = cluster(ChapMode.MUTUAL, BOTH_WAYS);
        LoginAttempt plain = site.attempt("server-1", A, 0);

        assertRefused(site, plain);
        assertRefused(site, with(ONE_WAY, plain));
        assertRefused(site, with(WRONG_TARGET, plain));
        assertAccepted(site, with(BOTH_WAYS, plain));
    }

    @Test
    void modeOfTheCluster_leavesLiveSessionsAlone() {
        SimulatedCluster site = new SimulatedCluster();
        String live = site.session(site.attempt("server-1", A, 0));
        assertThat(site.patch("/chap_config/0", "{\"mode\":\"Single\"}").status())
                .isEqualTo(204);

        assertThat(site.array.write(live, 0, 1)).isInstanceOf(WriteReply.Written.class);
        assertRefused(site, with(ONE_WAY, site.attempt("server-2", A, 1)));
        assertThat(site.get("/chap_config?select=mode").row().path("mode").asText())
                .isEqualTo("Single");
        assertThat(site.patch("/chap_config/1", "{\"mode\":\"Single\"}").status())
                .isEqualTo(404);
        assertThat(site.patch("/chap_config/0", "{\"mode\":\"Triple\"}").status())
                .isEqualTo(400);
    }

    @Test
    void initiator_bringsWhatTheModeAsksFor() {
        SimulatedCluster site = cluster(ChapMode.MUTUAL, BOTH_WAYS);
        String host = "/host/" + site.web.id();
        String single = ",\"chap_single_username\":\"u\",\"chap_single_password\":\"second-secret-2\"";
        String mutual = ",\"chap_mutual_username\":\"t\",\"chap_mutual_password\":\"second-target-2\"";
        assertThat(site.patch(host, adding("")).status()).isEqualTo(400);
        assertThat(site.patch(host, adding(single)).status()).isEqualTo(400);
        assertThat(site.patch(host, adding(single + mutual)).status()).isEqualTo(204);

        ChapAccount account =
                new ChapAccount("u", "second-secret-2", Optional.of(new ChapAccount.Target("t", "second-target-2")));
        assertAccepted(site, with(account, site.attempt("server-2", B, 0)));
        assertRefused(site, with(BOTH_WAYS, site.attempt("server-2", B, 0)));
    }

    @Test
    void secret_isChanged_andNeverTold() {
        SimulatedCluster site = cluster(ChapMode.SINGLE, ONE_WAY);
        JsonNode before = site.array.accessState();
        assertThat(site.patch(
                                "/host/" + site.web.id(),
                                "{\"modify_initiators\":[{\"port_name\":\"" + A
                                        + "\",\"chap_single_password\":\"changed-secret\"}]}")
                        .status())
                .isEqualTo(204);

        assertRefused(site, with(ONE_WAY, site.attempt("server-1", A, 0)));
        assertAccepted(site, with(new ChapAccount(ONE_WAY.user(), "changed-secret"), site.attempt("server-1", A, 0)));
        assertThat(site.array.accessState()).isNotEqualTo(before);
        assertThat(site.array.accessState().toString()).doesNotContain("-secret");
        JsonNode initiator = site.get("/initiator?port_name=eq." + A + "&select=*,host(host_initiators)")
                .row();
        assertThat(initiator.path("chap_single_username").asText()).isEqualTo(ONE_WAY.user());
        assertThat(initiator.toString()).doesNotContain("-secret").doesNotContain("password");
    }

    private static SimulatedCluster cluster(ChapMode mode, ChapAccount account) {
        return new SimulatedCluster(PowerStoreSettings.DEFAULTS, mode, Optional.of(account));
    }

    private static String adding(String chap) {
        return "{\"add_initiators\":[{\"port_name\":\"" + B + "\",\"port_type\":\"iSCSI\"" + chap + "}]}";
    }

    private static void assertAccepted(SimulatedCluster site, LoginAttempt attempt) {
        assertThat(site.array.login(attempt)).isInstanceOf(LoginReply.Accepted.class);
    }

    private static void assertRefused(SimulatedCluster site, LoginAttempt attempt) {
        assertThat(site.array.login(attempt)).isInstanceOf(LoginReply.Refused.class);
    }
}
