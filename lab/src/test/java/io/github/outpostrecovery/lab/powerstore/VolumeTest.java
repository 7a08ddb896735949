package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import org.junit.jupiter.api.Test;

class VolumeTest {
    private final SimulatedCluster site = new SimulatedCluster();

    @Test
    void clone_holdsWhatItsSourceHeld_andMayBeMappedAtOnce() {
        String session = site.session(site.attempt("server-1", A, 0));
        site.array.write(session, 0, 42);
        Answer made = site.post(
                "/volume/" + site.boot.id() + "/clone",
                "{\"name\":\"copy\",\"host_id\":\"" + site.web.id() + "\",\"logical_unit_number\":8}");
        site.array.write(session, 0, 43);

        assertThat(made.status()).isEqualTo(200);
        assertThat(site.array.content(made.id())).isEqualTo(42);
        assertThat(site.array.initiatorsWithAccess(made.id())).containsExactly(A);
        JsonNode copy = site.get("/volume/" + made.id() + "?select=type,wwn,nsid,protection_data")
                .body();
        assertThat(copy.path("type").asText()).isEqualTo("Clone");
        assertThat(copy.path("wwn").asText()).isNotEqualTo(site.boot.wwn());
        assertThat(copy.path("nsid").asInt()).isNotEqualTo(site.boot.nsid());
        assertThat(copy.path("protection_data").path("source_id").asText()).isEqualTo(site.boot.id());
    }

    @Test
    void clone_thatCannotBeMapped_isNotMade() {
        Answer refused = site.post(
                "/volume/" + site.boot.id() + "/clone",
                "{\"name\":\"copy\",\"host_id\":\"" + site.web.id() + "\",\"logical_unit_number\":0}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(site.get("/volume?name=eq.copy").rows()).isEmpty();
        assertThat(site.post("/volume/nothing/clone", "{\"name\":\"copy\"}").status())
                .isEqualTo(404);
        assertThat(site.post("/volume/" + site.boot.id() + "/clone", "{\"name\":\"spare\"}")
                        .status())
                .isEqualTo(422);
        assertThat(site.post("/volume/" + site.boot.id() + "/clone", "").status())
                .isEqualTo(200);
    }

    @Test
    void snapshot_isClonedButNotAttached() {
        Answer snapshot = site.post("/volume/name:web-01-boot/snapshot", "{\"name\":\"daily\"}");
        assertThat(snapshot.status()).isEqualTo(200);

        assertThat(site.post("/volume/" + snapshot.id() + "/attach", "{\"host_id\":\"" + site.web.id() + "\"}")
                        .status())
                .isEqualTo(422);
        assertThat(site.post("/volume/" + snapshot.id() + "/clone", "{\"name\":\"copy\"}")
                        .status())
                .isEqualTo(200);
        assertThat(site.get("/volume?type=in.(Primary,Clone)&select=name")
                        .body()
                        .findValuesAsText("name"))
                .contains("copy")
                .doesNotContain("daily");
    }

    @Test
    void volume_isDeleted_unlessItIsAttachedOrMirrored() {
        assertThat(site.delete("/volume/" + site.boot.id()).status()).isEqualTo(422);
        assertThat(site.delete("/volume/" + site.metro.id()).status()).isEqualTo(422);
        site.post("/volume/" + site.spare.id() + "/snapshot", "{\"name\":\"daily\"}");
        assertThat(site.send("DELETE", "/volume/name:spare", "{\"immediate\":true}", site.credentials())
                        .status())
                .isEqualTo(204);

        assertThat(site.get("/volume?name=in.(spare,daily)").rows()).isEmpty();
        assertThat(site.delete("/volume/name:spare").code()).isEqualTo("0xE0A07001000C");
    }

    @Test
    void metroVolume_saysSo() {
        assertThat(site.get("/volume/name:metro?select=metro_replication_session_id")
                        .body()
                        .path("metro_replication_session_id")
                        .asText())
                .isNotEmpty();
        assertThat(site.get("/volume/name:spare?select=metro_replication_session_id")
                        .body()
                        .path("metro_replication_session_id")
                        .isNull())
                .isTrue();
    }
}
