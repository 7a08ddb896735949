package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.ADMIN;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.Expiry;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.OverLimit;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.Passwords;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import io.github.outpostrecovery.lab.powerstore.session.Account;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginSessionTest {
    private final SimulatedCluster site = new SimulatedCluster();

    @Test
    void login_givesACookieAndAToken_andTellsHowLongItLives() {
        Answer answer = site.login(ADMIN);
        JsonNode session = answer.row();

        assertThat(answer.headers().get("Set-Cookie"))
                .startsWith("auth_cookie=")
                .contains("HttpOnly");
        assertThat(answer.headers().get("DELL-EMC-TOKEN")).isNotEmpty();
        assertThat(session.path("user").asText()).isEqualTo("fencer");
        assertThat(session.path("idle_timeout").asInt()).isEqualTo(3600);
        assertThat(session.path("is_password_change_required").asBoolean(true)).isFalse();
        assertThat(site.array.managementSessions()).isEqualTo(2);
    }

    @Test
    void request_isRefused_withoutCredentials_andWithWrongOnes() {
        assertThat(site.send("GET", "/host", "", Map.of()).status()).isEqualTo(401);
        assertThat(site.login(Account.administrator("fencer", "wrong")).status())
                .isEqualTo(401);
        assertThat(site.send("GET", "/host", "", Map.of("Cookie", "auth_cookie=made-up"))
                        .status())
                .isEqualTo(401);
        assertThat(site.array.managementSessions()).isOne();
    }

    @Test
    void basicCredentials_withoutACookie_beginASessionEachTime() {
        Map<String, String> basic = Map.of("Authorization", ADMIN.authorization());
        assertThat(site.send("GET", "/host", "", basic).status()).isEqualTo(200);
        assertThat(site.send("GET", "/host", "", basic).status()).isEqualTo(200);

        assertThat(site.array.managementSessions()).isEqualTo(3);
    }

    @Test
    void change_isRefused_withoutTheTokenOfItsOwnSession() {
        String detach = "/volume/" + site.boot.id() + "/detach";
        String body = "{\"host_id\":\"" + site.web.id() + "\"}";
        Answer first = site.login(ADMIN);
        Answer second = site.login(ADMIN);
        Map<String, String> crossed = Map.of(
                "Cookie",
                SimulatedCluster.cookieOf(first),
                "DELL-EMC-TOKEN",
                second.headers().get("DELL-EMC-TOKEN"));
        JsonNode before = site.array.accessState();

        assertThat(site.send("POST", detach, body, crossed).status()).isEqualTo(403);
        assertThat(site.send("POST", detach, body, Map.of("Cookie", SimulatedCluster.cookieOf(first)))
                        .status())
                .isEqualTo(403);
        assertThat(site.send("POST", detach, body, Map.of("Authorization", ADMIN.authorization()))
                        .status())
                .isEqualTo(403);
        assertThat(site.send("POST", "/metrics/generate", metrics(), Map.of("Cookie", SimulatedCluster.cookieOf(first)))
                        .status())
                .isEqualTo(403);
        assertThat(site.array.accessState()).isEqualTo(before);
        assertThat(site.post(detach, body).status()).isEqualTo(204);
    }

    @Test
    void session_expires_whenItLiesIdle_andNotBefore() {
        site.advance(3599);
        assertThat(site.get("/host").status()).isEqualTo(200);
        site.advance(3599);
        assertThat(site.get("/host").status()).isEqualTo(200);
        site.advance(3600);

        assertThat(site.array.managementSessions()).isZero();
        assertThat(site.get("/host").status()).isEqualTo(401);
        site.array.change(settings -> settings.with()
                .idleTimeout(Duration.ofMinutes(1), Expiry.FORBIDDEN)
                .done());
        assertThat(site.get("/host").status()).isEqualTo(403);
        site.login(ADMIN);
        assertThat(site.get("/host").status()).isEqualTo(200);
        site.advance(60);
        assertThat(site.get("/host").status()).isEqualTo(403);
    }

    @Test
    void deadCookie_isReplacedAtTheLogin_only() {
        Map<String, String> dead = Map.of("Cookie", "auth_cookie=dead", "Authorization", ADMIN.authorization());

        assertThat(site.send("GET", "/host", "", dead).status()).isEqualTo(401);
        assertThat(site.send("GET", "/login_session?select=id", "", dead).headers())
                .containsKey("Set-Cookie");
    }

    @Test
    void logout_endsTheSession() {
        assertThat(site.post("/logout", "").status()).isEqualTo(204);

        assertThat(site.array.managementSessions()).isZero();
        assertThat(site.get("/host").status()).isEqualTo(401);
    }

    @Test
    void sessions_areLimited() {
        site.array.change(settings ->
                settings.with().sessionLimit(2, OverLimit.SERVICE_UNAVAILABLE).done());
        assertThat(site.login(READER).status()).isEqualTo(200);

        assertThat(site.login(READER).status()).isEqualTo(503);
        site.array.change(settings ->
                settings.with().sessionLimit(2, OverLimit.TOO_MANY_REQUESTS).done());
        assertThat(site.login(READER).status()).isEqualTo(429);
        site.post("/logout", "");
        assertThat(site.login(READER).status()).isEqualTo(200);
    }

    @Test
    void operator_readsEverything_andChangesNothing() {
        site.login(READER);

        assertThat(site.get("/host").status()).isEqualTo(200);
        assertThat(site.post("/metrics/generate", metrics()).status()).isLessThan(300);
        Answer refused = site.patch("/host/" + site.web.id(), "{\"name\":\"x\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("messages").path(0).path("severity").asText())
                .isEqualTo("Error");
        assertThat(site.post("/logout", "").status()).isEqualTo(204);
    }

    @Test
    void password_thatMustBeChanged_stopsEverythingElse() {
        site.array.change(
                settings -> settings.with().passwords(Passwords.CHANGE_REQUIRED).done());

        assertThat(site.login(ADMIN).row().path("is_password_change_required").asBoolean())
                .isTrue();
        assertThat(site.get("/host").status()).isEqualTo(403);
        assertThat(site.post("/logout", "").status()).isEqualTo(204);
    }

    private String metrics() {
        return "{\"entity\":\"performance_metrics_by_volume\",\"entity_id\":\"" + site.boot.id() + "\"}";
    }
}
