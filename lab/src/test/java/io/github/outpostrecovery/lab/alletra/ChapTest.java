package io.github.outpostrecovery.lab.alletra;

import static io.github.outpostrecovery.lab.alletra.AlletraSite.A;
import static io.github.outpostrecovery.lab.alletra.AlletraSite.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChapTest {
    private static final String SECRET = "initiator-123";
    private static final String TARGET_SECRET = "target-45678";
    private static final String SET_INITIATOR =
            "{\"chapOperation\":1,\"chapOperationMode\":1,\"chapName\":\"u\",\"chapSecret\":\"" + SECRET + "\"}";
    private static final String SET_TARGET =
            "{\"chapOperation\":1,\"chapOperationMode\":2,\"chapName\":\"array\",\"chapSecret\":\"" + TARGET_SECRET
                    + "\"}";
    private static final ChapAccount ONE_WAY = new ChapAccount("u", SECRET);

    private final AlletraSite site = new AlletraSite();

    private static ChapAccount mutual(String user, String secret) {
        return new ChapAccount("u", SECRET, Optional.of(new ChapAccount.Target(user, secret)));
    }

    private boolean letsIn(ChapAccount account) {
        return site.array.login(with(site.iscsi("server-1", A, 0), account)) instanceof LoginReply.Accepted;
    }

    @Test
    void hostWithChap_letsInWhoProvesItself_only() {
        String earlier = site.login(site.iscsi("server-1", A, 1));
        assertThat(site.put("/hosts/web-01", SET_INITIATOR).status()).isEqualTo(200);

        assertThat(site.array.login(site.iscsi("server-1", A, 0))).isInstanceOf(LoginReply.Refused.class);
        assertThat(letsIn(new ChapAccount("u", "wrong-secret-1"))).isFalse();
        assertThat(letsIn(new ChapAccount("v", SECRET))).isFalse();
        assertThat(letsIn(ONE_WAY)).isTrue();
        assertThat(site.array.reportLuns(earlier)).as("who is in, stays in").isNotEmpty();
    }

    @Test
    void mutualChap_isTheMachinesDemand() {
        site.put("/hosts/web-01", SET_INITIATOR);
        assertThat(letsIn(mutual("array", TARGET_SECRET)))
                .as("the array has nothing to prove itself with")
                .isFalse();
        assertThat(site.put("/hosts/web-01", SET_TARGET).status()).isEqualTo(200);

        assertThat(letsIn(mutual("array", TARGET_SECRET))).isTrue();
        assertThat(letsIn(mutual("array", "other-secret"))).isFalse();
        assertThat(letsIn(mutual("other", TARGET_SECRET))).isFalse();
        assertThat(letsIn(ONE_WAY)).as("a machine need not ask").isTrue();
    }

    @Test
    void removal_ofTheTargetsHalfOnly_orOfBoth() {
        site.put("/hosts/web-01", SET_INITIATOR);
        site.put("/hosts/web-01", SET_TARGET);
        assertThat(site.put("/hosts/web-01", "{\"chapOperation\":2,\"chapRemoveTargetOnly\":true}")
                        .status())
                .isEqualTo(200);
        JsonNode host = site.get("/hosts/web-01").body();
        assertThat(host.path("initiatorChapEnabled").asBoolean()).isTrue();
        assertThat(host.path("initiatorChapName").asText()).isEqualTo("u");
        assertThat(host.path("targetChapEnabled").asBoolean(true)).isFalse();
        assertThat(letsIn(mutual("array", TARGET_SECRET))).isFalse();

        site.put("/hosts/web-01", SET_TARGET);
        assertThat(site.put("/hosts/web-01", "{\"chapOperation\":2}").status()).isEqualTo(200);
        assertThat(site.get("/hosts/web-01").body().path("targetChapEnabled").asBoolean(true))
                .isFalse();
        assertThat(site.array.login(site.iscsi("server-1", A, 0))).isInstanceOf(LoginReply.Accepted.class);
        assertThat(site.put("/hosts/web-01", "{\"chapOperation\":2}").status()).isEqualTo(404);
    }

    @Test
    void badAccounts_areRefused() {
        assertThat(site.put("/hosts/web-01", SET_TARGET).status())
                .as("no initiator CHAP")
                .isEqualTo(404);
        assertThat(site.put("/hosts/web-01", SET_INITIATOR.replace(SECRET, "short-secre"))
                        .status())
                .isEqualTo(400);
        assertThat(site.put("/hosts/web-01", SET_INITIATOR.replace(SECRET, "x".repeat(17)))
                        .status())
                .isEqualTo(400);
        assertThat(site.put("/hosts/web-01", SET_INITIATOR.replace("Mode\":1", "Mode\":3"))
                        .code())
                .isEqualTo(46);
        assertThat(site.put("/hosts/web-01", SET_INITIATOR.replace("\"chapName\":\"u\",", ""))
                        .code())
                .isEqualTo(40);
        assertThat(site.put("/hosts/web-01", SET_INITIATOR.replace("{", "{\"pathOperation\":1,"))
                        .code())
                .isEqualTo(44);
        site.put("/hosts/web-01", SET_INITIATOR);
        assertThat(site.put("/hosts/web-01", SET_TARGET.replace(TARGET_SECRET, SECRET))
                        .status())
                .as("both secrets are the same")
                .isEqualTo(409);
        assertThat(site.put("/hosts/nv-01", SET_INITIATOR).code()).isEqualTo(44);
    }

    @Test
    void hexadecimalSecret_isSixteenBytes() {
        String hex = "000102030405060708090a0b0c0d0eff";
        assertThat(site.put(
                                "/hosts/web-01",
                                SET_INITIATOR.replace(SECRET, hex).replace("{", "{\"chapSecretHex\":true,"))
                        .status())
                .isEqualTo(200);
        byte[] bytes = new byte[16];
        for (int i = 0; i < 15; i++) {
            bytes[i] = (byte) i;
        }
        bytes[15] = (byte) 0xff;
        assertThat(letsIn(new ChapAccount("u", new String(bytes, StandardCharsets.ISO_8859_1))))
                .isTrue();
        assertThat(letsIn(new ChapAccount("u", hex))).isFalse();
    }

    @Test
    void accessState_differsWithEverySecret_andTellsNone() {
        JsonNode before = site.array.accessState();
        site.put("/hosts/web-01", SET_INITIATOR);
        JsonNode with = site.array.accessState();
        assertThat(with).isNotEqualTo(before);
        assertThat(with.toString()).doesNotContain(SECRET);
        site.put("/hosts/web-01", SET_INITIATOR.replace(SECRET, "other-secret-1"));
        assertThat(site.array.accessState()).isNotEqualTo(with);
        site.put("/hosts/web-01", SET_INITIATOR);
        assertThat(site.array.accessState()).isEqualTo(with);
    }
}
