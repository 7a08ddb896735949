package io.github.outpostrecovery.lab.ontap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.ontap.SimulatedSite.Answer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CloneTest {
    private static final String LUNS = "/api/storage/luns";
    private static final String JOB_FIELDS = "?fields=state,code,message,error";

    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void clone_isAJob_thatIsQueuedThenRunsThenSucceeds() {
        String session = site.login(
                site.iscsi("server-1", SimulatedSite.A, site.svm1.iscsiPortals().getFirst()));
        site.array.write(session, 0, 99);
        Answer accepted = site.post(LUNS, clone("/vol/v/new", "/vol/v/boot"));

        assertThat(accepted.status()).isEqualTo(202);
        String job = accepted.body()
                .path("job")
                .path("_links")
                .path("self")
                .path("href")
                .asText();
        assertThat(job)
                .isEqualTo("/api/cluster/jobs/"
                        + accepted.body().path("job").path("uuid").asText());
        assertThat(state(job)).isEqualTo("queued");
        assertThat(site.all(LUNS + "?name=/vol/v/new")).isEmpty();
        site.agenda.advance(Duration.ofSeconds(2));
        assertThat(state(job)).isEqualTo("running");
        site.agenda.advance(Duration.ofSeconds(2));
        assertThat(state(job)).isEqualTo("success");
        String made =
                site.all(LUNS + "?name=/vol/v/new").getFirst().path("uuid").asText();
        assertThat(site.array.content(made)).isEqualTo(99);
        assertThat(site.get(LUNS + "/" + made + "?fields=os_type,serial_number")
                        .body()
                        .path("os_type")
                        .asText())
                .isEqualTo("linux");
    }

    @Test
    void clone_isWaitedFor_whenTheCallerSaysSo() {
        Answer answer = site.post(
                LUNS + "?return_records=true&return_timeout=120", clone("/vol/v/new", "/vol/v/.snapshot/daily/boot"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.records().getFirst().path("name").asText()).isEqualTo("/vol/v/new");
        assertThat(site.agenda.instant()).isAfterOrEqualTo(SimulatedSite.START.plusSeconds(4));
    }

    @Test
    void clone_isStillAJob_whenTheWaitIsTooShort() {
        assertThat(site.post(LUNS + "?return_timeout=1", clone("/vol/v/new", "/vol/v/boot"))
                        .status())
                .isEqualTo(202);
    }

    @Test
    void clone_fails_whenItsNameIsTakenMeanwhile() {
        String first = jobOf(site.post(LUNS, clone("/vol/v/new", "/vol/v/boot")));
        String second = jobOf(site.post(LUNS, clone("/vol/v/new", "/vol/v/boot")));
        site.agenda.advance(Duration.ofSeconds(5));

        assertThat(state(first)).isEqualTo("success");
        JsonNode failed = site.get(second + JOB_FIELDS).body();
        assertThat(failed.path("state").asText()).isEqualTo("failure");
        assertThat(failed.path("code").asLong()).isEqualTo(1260136);
        assertThat(failed.path("error").path("code").textValue()).isEqualTo("1260136");
        assertThat(failed.path("message").asText()).isNotEmpty();
    }

    @Test
    void clone_isRefused_forEachReason() {
        assertRefused(clone("/vol/w/new", "/vol/v/boot"), 400, "1260121");
        assertRefused(clone("/vol/v/data", "/vol/v/boot"), 409, "1260136");
        assertRefused(clone("/vol/v/new", "/vol/v/none"), 404, "5374876");
        assertRefused(clone("/vol/v/new", "/vol/v/.snapshot/hourly/boot"), 404, "5374876");
        assertRefused(
                "{\"svm\":{\"name\":\"svm1\"},\"name\":\"/vol/v/new\",\"clone\":{\"source\":{\"uuid\":\""
                        + site.otherBoot.uuid() + "\"}}}",
                404,
                "5374875");
        assertRefused(
                "{\"svm\":{\"name\":\"svm1\"},\"name\":\"/vol/v/new\",\"os_type\":\"linux\",\"clone\":{\"source\":"
                        + "{\"name\":\"/vol/v/boot\"}}}",
                400,
                "5374883");
        assertThat(site.all("/api/cluster/jobs")).isEmpty();
    }

    @Test
    void clone_isNotOffered_onAnAsaR2() {
        site.array.change(settings -> settings.withPersonality(OntapSettings.Personality.ASA_R2));

        assertRefused(clone("new", "boot"), 400, "262179");
    }

    @Test
    void creation_makesALun_orRefuses() {
        String body = "{\"svm\":{\"name\":\"svm1\"},\"name\":\"/vol/v/%s\",\"os_type\":\"linux\",\"space\":{\"size\":"
                + "1073741824}}";
        assertThat(site.post(LUNS + "?return_timeout=10", body.formatted("made"))
                        .status())
                .isEqualTo(201);
        assertRefused(body.formatted("made"), 409, "5374242");
        assertRefused(body.formatted("made").replace("/vol/v/", "/vol/none/"), 404, "917927");
        assertRefused("{\"svm\":{\"name\":\"svm1\"},\"name\":\"x\"}", 400, "262254");
    }

    @Test
    void namespace_isClonedLikewise() {
        Answer answer = site.post(
                "/api/storage/namespaces?return_records=true&return_timeout=15", clone("/vol/v/ns2", "/vol/v/ns"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(site.all("/api/storage/namespaces?name=/vol/v/ns2&fields=status.mapped")
                        .getFirst()
                        .path("status")
                        .path("mapped")
                        .asBoolean(true))
                .isFalse();
        assertThat(site.all(LUNS + "?name=/vol/v/ns2")).isEmpty();
    }

    @Test
    void deletion_isGuarded() {
        assertThat(site.delete(LUNS + "/" + site.boot.uuid()).code()).isEqualTo("1254197");
        assertThat(site.delete(LUNS + "/" + site.boot.uuid() + "?allow_delete_while_mapped=true")
                        .status())
                .isEqualTo(200);
        assertThat(site.delete(LUNS + "/" + site.boot.uuid()).code()).isEqualTo("4");
    }

    private static String clone(String name, String source) {
        return "{\"svm\":{\"name\":\"svm1\"},\"name\":\"" + name + "\",\"clone\":{\"source\":{\"name\":\"" + source
                + "\"}}}";
    }

    private static String jobOf(Answer accepted) {
        return "/api/cluster/jobs/" + accepted.body().path("job").path("uuid").asText();
    }

    private String state(String job) {
        return site.get(job + JOB_FIELDS).body().path("state").asText();
    }

    private void assertRefused(String body, int status, String code) {
        Answer answer = site.post(LUNS, body);
        assertThat(answer.code()).as(answer.toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
