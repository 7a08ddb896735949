package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.NQN_A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.OTHER;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.flasharray.hardware.Controller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final FlashArraySite site = new FlashArraySite(FlashArraySettings.DEFAULTS.withSampling(INTERVAL));

    @Test
    void volumePerformance_isTheRateOfTheLastFullInterval() {
        String session = site.loginOfWeb();
        for (int i = 0; i < 25; i++) {
            site.machines.write(session, 1, i);
        }
        site.machines.read(session, 1);
        assertThat(volume().path("writes_per_sec").asLong(-1)).isZero();
        site.agenda.advance(INTERVAL);

        JsonNode sample = volume();
        assertThat(sample.path("id").asText()).isEqualTo(site.boot.id());
        assertThat(sample.path("time").asLong()).isEqualTo(START.plus(INTERVAL).toEpochMilli());
        assertThat(sample.path("writes_per_sec").asLong()).isEqualTo(2);
        assertThat(sample.path("write_bytes_per_sec").asLong()).isEqualTo(25 * 4096 / 10);
        assertThat(sample.path("reads_per_sec").asLong(-1)).isZero();
        assertThat(sample.path("bytes_per_read").asLong()).isEqualTo(4096);
        assertThat(site.get("hosts/performance?names=web-01")
                        .item()
                        .path("writes_per_sec")
                        .asLong())
                .isEqualTo(2);
        assertThat(site.get("hosts/performance?names=db-01")
                        .item()
                        .path("bytes_per_write")
                        .asLong(-1))
                .isZero();

        site.agenda.advance(INTERVAL);
        assertThat(volume().path("bytes_per_write").asLong(-1)).isZero();
        assertThat(volume().path("time").asLong())
                .isEqualTo(START.plus(INTERVAL.multipliedBy(2)).toEpochMilli());
    }

    @Test
    void write_reachesItsVolumeWhenItLands_andItsPortWhenItIsAccepted() {
        String session = site.loginOfWeb();
        site.machines.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(25)));
        site.machines.write(session, 1, 1);
        site.agenda.advance(INTERVAL);
        assertThat(volume().path("bytes_per_write").asLong(-1)).isZero();
        assertThat(operations()).containsExactly(1L, 0L);

        site.agenda.advance(INTERVAL.multipliedBy(2));
        assertThat(volume().path("bytes_per_write").asLong()).isEqualTo(4096);
        assertThat(operations()).containsExactly(0L, 0L);
    }

    @Test
    void balance_hasARowForEachPathThereMightBe() {
        List<JsonNode> idle = site.all("hosts/performance/balance?names=web-01");
        assertThat(idle).hasSize(2).allSatisfy(row -> {
            assertThat(row.path("name").asText()).isEqualTo("web-01");
            assertThat(row.path("initiator").path("iqn").asText()).isEqualTo(A);
            assertThat(row.path("op_count").asLong(-1)).isZero();
            assertThat(row.path("fraction_relative_to_max").isNumber()).isTrue();
        });
        String first = site.loginOfWeb();
        String second = site.login(site.attempt("server-1", A, site.iscsi.getLast()));
        site.machines.reportLuns(first);
        site.machines.reportLuns(first);
        site.machines.read(second, 1);
        site.machines.read(second, 99);
        site.agenda.advance(INTERVAL);

        List<JsonNode> busy = site.all("hosts/performance/balance?names=web-01");
        assertThat(busy)
                .extracting(row -> row.path("target").path("portal").asText())
                .containsExactly(
                        site.iscsi.getFirst().portal(), site.iscsi.getLast().portal());
        assertThat(busy).extracting(row -> row.path("op_count").asLong()).containsExactly(4L, 1L);
        assertThat(busy)
                .extracting(row -> row.path("fraction_relative_to_max").asDouble())
                .containsExactly(1.0, 0.25);
        assertThat(busy)
                .extracting(row -> row.path("time").asLong())
                .containsOnly(START.plus(INTERVAL).toEpochMilli());
    }

    @Test
    void operationsOfAFencedMachine_countNothing() {
        String session = site.loginOfWeb();
        site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + A + "\"]}");
        site.machines.write(session, 1, 1);
        site.machines.read(session, 1);
        site.machines.reportLuns(session);
        site.patch("hosts?names=web-01", "{\"add_iqns\":[\"" + A + "\"]}");
        site.agenda.advance(INTERVAL);

        assertThat(operations()).containsExactly(0L, 0L);
    }

    @Test
    void initiators_arePairedWithEveryPortTheyMightUse_whetherLoggedInOrNot() {
        List<JsonNode> pairs = site.all("ports/initiators");
        assertThat(pairs).hasSize(6).noneMatch(row -> row.path("initiator").has("portal"));
        assertThat(pairs)
                .filteredOn(row -> row.path("initiator").path("nqn").asText().equals(NQN_A))
                .extracting(row -> row.path("target").path("portal").asText())
                .containsExactly(
                        site.nvmeTcp.getFirst().portal(), site.nvmeTcp.getLast().portal());
        site.loginOfWeb();
        site.machines.connectionLost("server-1");
        site.agenda.advance(Duration.ofMinutes(20));
        site.patch("hosts?names=web-01", "{\"remove_iqns\":[\"" + A + "\"]}");

        assertThat(site.all("ports/initiators"))
                .hasSize(6)
                .filteredOn(row -> row.path("initiator").has("portal"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.path("initiator").path("iqn").asText()).isEqualTo(A);
                    assertThat(row.path("initiator").path("portal").asText()).startsWith("10.10.30.1:");
                    assertThat(row.path("target").path("name").asText()).isEqualTo("CT0.ETH4");
                });
    }

    @Test
    void connectivity_isOfTheMachinesThatTheArrayBelievesIn() {
        assertThat(connectivity("web-01")).isEqualTo("None/critical");
        site.loginOfWeb();
        assertThat(connectivity("web-01")).isEqualTo("Single Controller/unhealthy");
        site.login(site.attempt("server-1", A, site.iscsi.getLast()));
        assertThat(connectivity("web-01")).isEqualTo("Redundant/healthy");
        assertThat(connectivity("db-01")).isEqualTo("None/critical");

        site.machines.connectionLost("server-1");
        site.agenda.advance(Duration.ofSeconds(19));
        assertThat(connectivity("web-01")).isEqualTo("Redundant/healthy");
        site.agenda.advance(Duration.ofSeconds(1));
        assertThat(connectivity("web-01")).isEqualTo("None/critical");
    }

    @Test
    void portsAndControllers_areShownAsTheyAre() {
        assertThat(site.all("ports"))
                .extracting(row -> row.path("name").asText())
                .containsExactly("CT0.ETH4", "CT0.ETH5", "CT1.ETH4", "CT1.ETH5");
        JsonNode iscsi = site.get("ports?names=ct1.eth4").item();
        assertThat(iscsi.path("iqn").asText()).isEqualTo(site.iscsi.getFirst().target());
        assertThat(iscsi.path("portal").asText()).endsWith(":3260");
        assertThat(iscsi.has("nqn")).isFalse();
        assertThat(site.get("ports?names=CT0.ETH5").item().path("portal").asText())
                .endsWith(":4420");

        site.array.setController("CT0", Controller.Status.NOT_READY);
        site.array.setPort(site.iscsi.getLast().address(), false);
        assertThat(site.all("ports")).hasSize(4);
        assertThat(site.all("controllers"))
                .extracting(row ->
                        row.path("status").asText() + "/" + row.path("mode").asText())
                .containsExactly("not ready/offline", "ready/primary");
        assertThat(site.all("network-interfaces?names=ct1.eth4"))
                .extracting(row -> row.path("enabled").asBoolean(true))
                .containsExactly(false);
    }

    @Test
    void volumeOfSomebodyElse_isNotCounted() {
        String other = site.login(site.attempt("server-2", OTHER, site.iscsi.getFirst()));
        site.machines.write(other, 254, 1);
        site.agenda.advance(INTERVAL);

        assertThat(volume().path("bytes_per_write").asLong(-1)).isZero();
        assertThat(site.get("volumes/performance?names=shared")
                        .item()
                        .path("bytes_per_write")
                        .asLong())
                .isEqualTo(4096);
    }

    private JsonNode volume() {
        return site.get("volumes/performance?names=web-01-boot").item();
    }

    private List<Long> operations() {
        return site.all("hosts/performance/balance?names=web-01").stream()
                .map(row -> row.path("op_count").asLong())
                .toList();
    }

    private String connectivity(String host) {
        JsonNode connectivity = site.get("hosts?names=" + host).item().path("port_connectivity");
        return connectivity.path("details").asText() + "/"
                + connectivity.path("status").asText();
    }
}
