package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.ADMIN;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.READER;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.V;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.flasharray.FlashArraySite.Answer;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementLoginTest {
    private final FlashArraySite site = new FlashArraySite();

    @Test
    void versions_areToldToAnybody_inDisorder() {
        Answer answer = site.send("GET", "/api/api_version", "", Map.of());

        assertThat(answer.status()).isEqualTo(200);
        List<String> versions = new ArrayList<>();
        answer.body().path("version").forEach(one -> versions.add(one.asText()));
        assertThat(versions)
                .contains("2.X", "2.52", "2.60", "2.9", "1.19")
                .isNotEqualTo(versions.stream().sorted().toList());
        assertThat(versions.getLast()).isEqualTo("2.4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.27", "2.38", "2.52", "2.60"})
    void version_thatIsListed_isServed(String version) {
        Map<String, String> token = Map.of("x-auth-token", site.login(ADMIN));

        Answer answer = site.send("GET", "/api/" + version + "/connections?host_names=nvme-01", "", token);
        assertThat(answer.item().path("nsid").asInt()).isEqualTo(site.namespace.nsid());
    }

    @Test
    void version_before27_knowsNoNamespaceIds() {
        Map<String, String> token = Map.of("x-auth-token", site.login(ADMIN));

        Answer answer = site.send("GET", "/api/2.9/connections?host_names=nvme-01", "", token);
        assertThat(answer.item().has("nsid")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.51", "2.X", "1.19", "3.0"})
    void version_thatIsNotServed_isNotFound(String version) {
        Answer answer = site.send("POST", "/api/" + version + "/login", "", Map.of("api-token", ADMIN.apiToken()));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.message()).isNotEmpty();
    }

    @Test
    void login_givesATokenInTheHeader_andTheNameInTheBody() {
        Answer answer = site.send("POST", V + "login", "", Map.of("api-token", ADMIN.apiToken()));

        assertThat(answer.item().path("username").asText()).isEqualTo("fencer");
        Map<String, String> token =
                Map.of("x-auth-token", answer.header("x-auth-token").orElseThrow());
        assertThat(site.send("GET", V + "hosts", "", token).status()).isEqualTo(200);
        assertThat(site.array.managementSessions()).isEqualTo(1);
    }

    @Test
    void call_withoutAValidToken_is401WithAnErrorBody() {
        assertThat(site.send("POST", V + "login", "", Map.of("api-token", "wrong"))
                        .status())
                .isEqualTo(401);
        for (Map<String, String> headers : List.of(
                Map.<String, String>of(), Map.of("x-auth-token", "wrong"), Map.of("api-token", ADMIN.apiToken()))) {
            Answer answer = site.send("GET", V + "hosts", "", headers);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.message()).isNotEmpty();
        }
        assertThat(site.array.managementSessions()).isZero();
    }

    @Test
    void token_diesUnused_andLivesWhileItIsUsed() {
        Map<String, String> token = Map.of("x-auth-token", site.login(ADMIN));
        for (int i = 0; i < 3; i++) {
            site.agenda.advance(Duration.ofMinutes(29));
            assertThat(site.send("GET", V + "hosts", "", token).status()).isEqualTo(200);
        }
        site.agenda.advance(Duration.ofMinutes(30));

        assertThat(site.send("GET", V + "hosts", "", token).status()).isEqualTo(401);
        assertThat(site.array.managementSessions()).isZero();
    }

    @Test
    void idleTimeout_isToldInMilliseconds_andZeroIsForEver() {
        assertThat(site.get("arrays").item().path("idle_timeout").asLong()).isEqualTo(1_800_000);
        site.array.change(settings -> settings.withIdleTimeout(Duration.ZERO));
        Map<String, String> token = Map.of("x-auth-token", site.login(ADMIN));
        site.agenda.advance(Duration.ofDays(400));

        assertThat(site.send("GET", V + "arrays", "", token)
                        .item()
                        .path("idle_timeout")
                        .asLong(-1))
                .isZero();
    }

    @Test
    void logout_endsTheSession_once() {
        Map<String, String> token = Map.of("x-auth-token", site.login(ADMIN));
        Answer out = site.send("POST", V + "logout", "", token);

        assertThat(out.status()).isEqualTo(200);
        assertThat(out.body().isMissingNode()).isTrue();
        assertThat(site.array.managementSessions()).isZero();
        assertThat(site.send("GET", V + "hosts", "", token).status()).isEqualTo(401);
        assertThat(site.send("POST", V + "logout", "", token).status()).isEqualTo(401);
    }

    @Test
    void reader_readsAndLogsOut_butChangesNothing() {
        Map<String, String> token = Map.of("x-auth-token", site.login(READER));
        JsonNode before = site.machines.accessState();

        assertThat(site.send("GET", V + "hosts", "", token).status()).isEqualTo(200);
        Answer refused = site.send("DELETE", V + "connections?host_names=web-01&volume_names=web-01-boot", "", token);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).isNotEmpty();
        assertThat(site.machines.accessState()).isEqualTo(before);
        assertThat(site.send("POST", V + "logout", "", token).status()).isEqualTo(200);
    }

    @Test
    void sessions_areThoseOfTheManagementApi() {
        site.loginOfWeb();
        Map<String, String> ended = Map.of("x-auth-token", site.login(READER));
        site.send("POST", V + "logout", "", ended);

        List<JsonNode> sessions = site.all("sessions");
        assertThat(sessions).extracting(one -> one.path("user").asText()).containsExactly("reader", "fencer");
        assertThat(sessions).extracting(one -> one.has("end_time")).containsExactly(true, false);
        assertThat(sessions.toString()).doesNotContain(ended.values());
    }

    @Test
    void loggingIn_isNoChangeOfTheArray() {
        assertThat(site.array.changes(RestRequest.of("POST", V + "login", Map.of(), "")))
                .isFalse();
        assertThat(site.array.changes(RestRequest.of("POST", V + "logout", Map.of(), "")))
                .isFalse();
        assertThat(site.array.changes(RestRequest.of("GET", V + "hosts", Map.of(), "")))
                .isFalse();
        assertThat(site.array.changes(RestRequest.of("PATCH", V + "hosts?names=a", Map.of(), "{}")))
                .isTrue();
    }

    @Test
    void unknownPathMethodAndParameter_areRefused() {
        assertThat(site.get("iscsi-sessions").status()).isEqualTo(404);
        assertThat(site.delete("ports").status()).isEqualTo(405);
        for (String target : List.of(
                "hosts?name=web-01",
                "hosts?names=web-01&names=db-01",
                "hosts?names=",
                "hosts?limit=-1",
                "hosts?destroyed=maybe",
                "connections?names=web-01",
                "volumes/performance?resolution=1000",
                "hosts?context_names=array-b")) {
            assertThat(site.get(target).status()).as(target).isEqualTo(400);
        }
        assertThat(site.get("hosts?context_names=array-a").status()).isEqualTo(200);
    }

    @Test
    void requestId_isSentBack() {
        Answer answer = site.send("GET", "/api/api_version", "", Map.of("X-Request-ID", "r-1"));

        assertThat(answer.headers()).containsEntry("X-Request-ID", "r-1");
    }
}
