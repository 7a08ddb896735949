package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.B;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.initiators;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.powerstore.PowerStoreSettings.MetricsRows;
import io.github.outpostrecovery.lab.powerstore.SimulatedCluster.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Duration SAMPLING = Duration.ofSeconds(20);

    private final SimulatedCluster site = new SimulatedCluster(PowerStoreSettings.DEFAULTS
            .with()
            .metrics(SAMPLING, Duration.ofSeconds(10), MetricsRows.SINGLE)
            .done());

    @Test
    void row_tellsTheRatesOfItsPeriod_andComesLate() {
        String session = site.session(site.attempt("server-1", A, 0));
        site.array.write(session, 0, 1);
        site.array.write(session, 0, 2);
        site.array.read(session, 0);
        site.advance(29);
        assertThat(volume("Twenty_Sec").status()).isEqualTo(204);

        site.advance(1);
        JsonNode row = volume("Twenty_Sec").row();
        assertThat(row.path("timestamp").asText()).isEqualTo("2026-01-01T00:00:20+00:00");
        assertThat(row.path("write_iops").asDouble()).isEqualTo(0.1);
        assertThat(row.path("read_iops").asDouble()).isEqualTo(0.05);
        assertThat(row.path("total_iops").asDouble()).isEqualTo(3 / 20.0);
        assertThat(row.path("write_bandwidth").asDouble()).isEqualTo(409.6);
        assertThat(row.path("volume_id").asText()).isEqualTo(site.boot.id());
        assertThat(row.path("entity").asText()).isEqualTo("performance_metrics_by_volume");
        assertThat(row.path("response_definition").asText()).isEqualTo("performance_metrics_by_volume_twenty_sec");
        assertThat(row.has("repeat_count")).isFalse();
    }

    @Test
    void write_isCounted_whenItLands() {
        site.array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(45)));
        String session = site.session(site.attempt("server-1", A, 0));
        site.array.write(session, 0, 1);
        site.advance(50);
        site.advance(60);

        assertThat(writes(volume("Twenty_Sec")))
                .containsExactly(
                        Map.entry(20L, 0.0),
                        Map.entry(40L, 0.0),
                        Map.entry(60L, 0.05),
                        Map.entry(80L, 0.0),
                        Map.entry(100L, 0.0));
    }

    @Test
    void interval_isFinerOrCoarser_orRefused() {
        String session = site.session(site.attempt("server-1", A, 0));
        site.advance(7);
        site.array.write(session, 0, 1);
        site.advance(23);

        assertThat(writes(volume("Five_Sec")))
                .containsExactly(Map.entry(5L, 0.0), Map.entry(10L, 0.2), Map.entry(15L, 0.0), Map.entry(20L, 0.0));
        assertThat(volume("Best_Available").rows()).hasSize(4);
        assertThat(volume("One_Day").status()).isEqualTo(422);
        assertThat(volume("Now").status()).isEqualTo(400);
        assertThat(metrics("performance_metrics_by_volume", "nothing", "Five_Sec")
                        .status())
                .isEqualTo(422);
        assertThat(metrics("performance_metrics_by_vm", site.boot.id(), "Five_Sec")
                        .status())
                .isEqualTo(422);
        assertThat(site.post("/metrics/generate", "{}").status()).isEqualTo(400);
    }

    @Test
    void initiator_hasMetricsOfItsOwn() {
        site.patch("/host/" + site.web.id(), initiators("add_initiators", B));
        String one = site.session(site.attempt("server-1", A, 0));
        String other = site.session(site.attempt("server-2", B, 1));
        site.array.write(one, 0, 1);
        site.array.write(other, 0, 1);
        site.array.write(other, 1, 1);
        site.advance(30);

        assertThat(metrics("performance_metrics_by_initiator", id(A), "Twenty_Sec")
                        .row()
                        .path("write_iops")
                        .asDouble())
                .isEqualTo(0.05);
        JsonNode row =
                metrics("performance_metrics_by_initiator", id(B), "Twenty_Sec").row();
        assertThat(row.path("write_iops").asDouble()).isEqualTo(0.1);
        assertThat(row.path("initiator_id").asText()).isEqualTo(id(B));
        assertThat(volume("Twenty_Sec").row().path("write_iops").asDouble()).isEqualTo(0.1);
    }

    @Test
    void equalPeriods_areOneRow_stampedAsTheSettingSays() {
        String session = site.session(site.attempt("server-1", A, 0));
        site.advance(61);
        site.array.write(session, 0, 1);
        site.advance(69);

        rows(MetricsRows.RUNS_FROM_FIRST);
        assertThat(repeats(volume("Twenty_Sec")))
                .containsExactly(Map.entry(20L, 3), Map.entry(80L, 1), Map.entry(100L, 2));
        rows(MetricsRows.RUNS_TO_LAST);
        assertThat(repeats(volume("Twenty_Sec")))
                .containsExactly(Map.entry(60L, 3), Map.entry(80L, 1), Map.entry(120L, 2));
        rows(MetricsRows.SOMETIMES_RUNS);
        int now = volume("Twenty_Sec").rows().size();
        site.advance(20);
        int later = volume("Twenty_Sec").rows().size();
        assertThat(List.of(now, later)).containsExactlyInAnyOrder(3, 7);
    }

    @Test
    void history_isOneHourLong() {
        site.advance(2 * 3600);
        site.login(SimulatedCluster.ADMIN);

        List<JsonNode> rows = volume("Twenty_Sec").rows();
        assertThat(rows).hasSize(180);
        assertThat(rows.getLast().path("timestamp").asText()).isEqualTo("2026-01-01T01:59:40+00:00");
    }

    @Test
    void clock_ofTheArray_mayBeWrong() {
        site.array.change(
                settings -> settings.with().clockSkew(Duration.ofMinutes(7)).done());
        site.advance(30);

        assertThat(volume("Twenty_Sec").row().path("timestamp").asText()).isEqualTo("2026-01-01T00:07:20+00:00");
        assertThat(site.get("/cluster?select=system_time")
                        .row()
                        .path("system_time")
                        .asText())
                .isEqualTo("2026-01-01T00:07:30+00:00");
    }

    private void rows(MetricsRows rows) {
        site.array.change(settings ->
                settings.with().metrics(SAMPLING, Duration.ofSeconds(10), rows).done());
    }

    private Answer volume(String interval) {
        return metrics("performance_metrics_by_volume", site.boot.id(), interval);
    }

    private Answer metrics(String entity, String id, String interval) {
        return site.post(
                "/metrics/generate",
                SimulatedCluster.json(Map.of("entity", entity, "entity_id", id, "interval", interval)));
    }

    private String id(String portName) {
        return site.get("/initiator?port_name=eq." + portName).row().path("id").asText();
    }

    private static Map<Long, Double> writes(Answer answer) {
        Map<Long, Double> writes = new LinkedHashMap<>();
        answer.rows()
                .forEach(row -> writes.put(second(row), row.path("write_iops").asDouble()));
        return writes;
    }

    private static Map<Long, Integer> repeats(Answer answer) {
        Map<Long, Integer> repeats = new LinkedHashMap<>();
        answer.rows()
                .forEach(
                        row -> repeats.put(second(row), row.path("repeat_count").asInt(1)));
        return repeats;
    }

    private static long second(JsonNode row) {
        Instant at = OffsetDateTime.parse(row.path("timestamp").asText()).toInstant();
        return Duration.between(SimulatedCluster.START, at).toSeconds();
    }
}
