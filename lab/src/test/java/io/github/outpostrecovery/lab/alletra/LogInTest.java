package io.github.outpostrecovery.lab.alletra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.alletra.AlletraSite.Answer;
import io.github.outpostrecovery.lab.alletra.api.WsapiApi;
import io.github.outpostrecovery.lab.alletra.api.WsapiErrorStyle;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.rest.Blanking;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogInTest {
    private static final AlletraSettings OF_THE_SMALLEST =
            AlletraSettings.DEFAULTS.withLimits(limits -> limits.withSessions(24));

    private final AlletraSite site = new AlletraSite(OF_THE_SMALLEST);

    @Test
    void logIn_givesAKey_andItsLocation() {
        Answer answer = site.tryLogIn("fencer", "p:ss\"word");

        assertThat(answer.status()).isEqualTo(201);
        String key = answer.body().path("key").asText();
        assertThat(key).hasSizeGreaterThan(20).isNotEqualTo(site.key);
        assertThat(answer.headers()).containsEntry("Location", "/api/v1/credentials/" + key);
        assertThat(site.send("GET", "/api/v1/system", "", key).status()).isEqualTo(200);
    }

    @Test
    void wrongPassword_isCode5_andNoKeyIsCode6() {
        Answer wrong = site.tryLogIn("fencer", "password");
        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.code()).isEqualTo(5);
        assertThat(site.tryLogIn("nobody", "p:ss\"word").code()).isEqualTo(5);

        Answer without = site.send("GET", "/api/v1/hosts", "", "");
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.code()).isEqualTo(6);
        assertThat(site.send("GET", "/api/v1/hosts", "", "0-guessed").code()).isEqualTo(6);
    }

    @Test
    void unusedKey_diesAfterFifteenMinutes_andAUsedOneDoesNot() {
        String idle = site.logIn(AlletraSite.ADMIN);
        site.agenda.advance(Duration.ofMinutes(14));
        assertThat(site.get("/system").status()).isEqualTo(200);
        assertThat(site.array.managementSessions()).isEqualTo(2);
        site.agenda.advance(Duration.ofMinutes(1));

        assertThat(site.send("GET", "/api/v1/system", "", idle).code()).isEqualTo(6);
        assertThat(site.get("/system").status()).isEqualTo(200);
        assertThat(site.array.managementSessions()).isEqualTo(1);
        assertThat(site.array.sessionsLeaked()).isEqualTo(2);
    }

    @Test
    void logOut_endsTheSession_once() {
        String key = site.logIn(AlletraSite.READER);
        assertThat(site.send("DELETE", "/api/v1/credentials/" + key, "", key).status())
                .isEqualTo(200);

        assertThat(site.send("GET", "/api/v1/system", "", key).code()).isEqualTo(6);
        assertThat(site.send("DELETE", "/api/v1/credentials/" + key, "", key).code())
                .isEqualTo(6);
        assertThat(site.array.managementSessions()).isEqualTo(1);
        assertThat(site.array.highestSessions()).isEqualTo(2);
        assertThat(site.array.sessionsLeaked()).isEqualTo(1);
    }

    @Test
    void readersChanges_areRefused() {
        String key = site.logIn(AlletraSite.READER);
        Answer refused = site.send("DELETE", "/api/v1/vluns/boot,0,web-01", "", key);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo(13);
        assertThat(site.rows("boot")).hasSize(1);
        assertThat(site.send("GET", "/api/v1/vluns", "", key).status()).isEqualTo(200);
    }

    @Test
    void logInBeyondTheLimit_isRefused_untilASessionEnds() {
        List<String> keys = new ArrayList<>();
        while (site.array.managementSessions() < 24) {
            keys.add(site.logIn(AlletraSite.READER));
        }
        assertThat(site.get("/wsapiconfiguration").body().path("sessionsInUse").asInt())
                .isEqualTo(24);
        Answer refused = site.tryLogIn("fencer", "p:ss\"word");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().path("code").isInt()).isTrue();
        assertThat(site.array.highestSessions()).isEqualTo(24);

        site.send("DELETE", "/api/v1/credentials/" + keys.getFirst(), "", keys.getFirst());
        assertThat(site.tryLogIn("fencer", "p:ss\"word").status()).isEqualTo(201);
    }

    @Test
    void otherContentTypes_areRefused() {
        String body = AlletraSite.json(Map.of("user", "fencer", "password", "p:ss\"word"));
        assertThat(site.send(RestRequest.of("POST", WsapiApi.CREDENTIALS, Map.of(), body))
                        .status())
                .isEqualTo(400);
        assertThat(site.send(RestRequest.of("POST", WsapiApi.CREDENTIALS, Map.of("Content-Type", "text/plain"), body))
                        .status())
                .isEqualTo(400);
        assertThat(site.send(RestRequest.of(
                                "POST", WsapiApi.CREDENTIALS, Map.of("Content-Type", "application/json"), body))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void descriptions_changeFromOneRefusalToTheNext_andCodesDoNot() {
        Answer first = site.get("/hosts/nobody");
        Answer second = site.get("/hosts/nobody");

        assertThat(first.code()).isEqualTo(17).isEqualTo(second.code());
        assertThat(first.body().path("desc")).isNotEqualTo(second.body().path("desc"));
    }

    @Test
    void logInAndOut_areNoChanges_andLeaveNoKeyInTheLog() throws IOException {
        CallLog log = new CallLog(Blanking.ofFields().andInPath(AlletraSimulator.KEY_IN_PATH), List.of());
        FaultyRest rest = new FaultyRest("way", site.array, new WsapiErrorStyle(), site.agenda, log, Duration.ZERO);
        Map<String, String> headers = Map.of("Content-Type", "application/json", WsapiApi.KEY_HEADER, site.key);
        rest.serve(RestRequest.of("PUT", "/api/v1/hosts/web-01", headers, "{\"persona\":1}"));
        rest.serve(RestRequest.of("DELETE", "/api/v1/credentials/" + site.key, headers, ""));

        assertThat(log.calls()).extracting(call -> call.write()).containsExactly(true, false);
        assertThat(log.calls().toString()).doesNotContain(site.key);
    }
}
