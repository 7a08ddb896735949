package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobTest {
    private final SimulatedCluster site = new SimulatedCluster();
    private final String detach = "/volume/" + site.boot.id() + "/detach?is_async=true";
    private final String body = "{\"host_id\":\"" + site.web.id() + "\"}";

    @Test
    void job_doesItsWork_whenItEnds() {
        Answer accepted = site.post(detach, body);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(job(accepted).path("phase").asText()).isEqualTo("Queued");
        assertThat(job(accepted).path("state").asText()).isEqualTo("QUEUED");
        assertThat(job(accepted).path("response_status").isNull()).isTrue();

        site.advance(1);
        assertThat(job(accepted).path("phase").asText()).isEqualTo("In_Progress");
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(A);
        site.advance(3);
        JsonNode done = job(accepted);
        assertThat(done.path("phase").asText()).isEqualTo("Completed");
        assertThat(done.path("progress_percentage").asInt()).isEqualTo(100);
        assertThat(done.path("response_status").asText()).isEqualTo("204");
        assertThat(done.path("resource_id").asText()).isEqualTo(site.boot.id());
        assertThat(done.path("resource_action").asText()).isEqualTo("detach");
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).isEmpty();
    }

    @Test
    void job_failsAtItsEnd() {
        Answer first = site.post(detach, body);
        Answer second = site.post(detach, body);
        site.array.change(
                settings -> settings.with().jobDuration(Duration.ofSeconds(60)).done());
        Answer slow = site.post(detach, body);
        site.advance(4);

        assertThat(job(first).path("phase").asText()).isEqualTo("Completed");
        assertThat(job(second).path("phase").asText()).isEqualTo("Failed");
        assertThat(job(second).path("response_status").asText()).isEqualTo("422");
        assertThat(job(second)
                        .path("response_body")
                        .path("messages")
                        .path(0)
                        .path("code")
                        .asText())
                .isEqualTo("0xE0A08001000F");
        assertThat(job(slow).path("phase").asText()).isEqualTo("Queued");
    }

    @Test
    void job_tellsWhatItMade() {
        Answer accepted = site.post("/volume/" + site.boot.id() + "/clone?is_async=true", "{\"name\":\"copy\"}");
        assertThat(site.get("/volume?name=eq.copy").rows()).isEmpty();
        site.advance(4);

        String made = site.get("/volume?name=eq.copy").row().path("id").asText();
        assertThat(job(accepted).path("resource_id").asText()).isEqualTo(made);
        assertThat(job(accepted).path("response_body").path("id").asText()).isEqualTo(made);
    }

    @Test
    void malformed_isRefusedAtOnce() {
        assertThat(site.post(detach, "{}").status()).isEqualTo(400);
        assertThat(site.post("/volume/" + site.boot.id() + "/fence?is_async=true", body)
                        .status())
                .isEqualTo(404);
        assertThat(site.post("/volume/" + site.boot.id() + "/detach?is_async=maybe", body)
                        .status())
                .isEqualTo(400);
        assertThat(site.get("/job").rows()).isEmpty();
        assertThat(site.get("/job/nothing").status()).isEqualTo(404);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).containsExactly(A);
    }

    private JsonNode job(Answer accepted) {
        return site.get("/job/" + accepted.id()
                        + "?select=id,phase,state,progress_percentage,response_body,response_status,resource_id,"
                        + "resource_action,resource_type")
                .body();
    }
}
