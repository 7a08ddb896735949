package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.ACCOUNTS;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.B;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.NQN;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.initiators;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerStoreStateTest {
    private final SimulatedCluster site = new SimulatedCluster(
            PowerStoreSettings.DEFAULTS.with().applyDelay(Duration.ofSeconds(6)).done());

    @Test
    void restore_isEqual_midway_andGoesOnAlike() {
        String session = site.session(site.attempt("server-1", A, 0));
        site.session(site.connect("server-1", NQN, 0));
        site.array.write(session, 0, 4);
        site.advance(25);
        site.array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(40)));
        site.array.write(session, 0, 5);
        site.array.setLink("server-2", LinkConditions.slowLogins(Duration.ofSeconds(9)));
        site.array.login(site.attempt("server-2", B, 1));
        site.array.connectionLost("server-1");
        site.patch("/host/" + site.web.id(), "{\"remove_initiators\":[\"" + A + "\"]}");
        site.post("/volume/" + site.boot.id() + "/clone?is_async=true", "{\"name\":\"copy\"}");
        site.patch("/host/" + site.web.id() + "?is_async=true", initiators("add_initiators", B));

        PowerStoreState saved = site.array.save();
        JsonNode json = JsonRecords.write(saved);
        Agenda again = Agenda.restore(site.agenda.save(), Pace.VIRTUAL);
        PowerStoreSimulator other =
                PowerStoreSimulator.restore(JsonRecords.read(json, PowerStoreState.class), ACCOUNTS, again);
        assertThat(other.save()).isEqualTo(saved);
        assertThat(JsonRecords.write(other.save())).isEqualTo(json);

        for (int second = 0; second < 60; second += 3) {
            site.agenda.advance(Duration.ofSeconds(3));
            again.advance(Duration.ofSeconds(3));
            assertThat(other.save()).isEqualTo(site.array.save());
        }
        assertThat(other.save()).isNotEqualTo(saved);
        assertThat(other.content(site.boot.id())).isEqualTo(5);
        assertThat(other.initiatorsWithAccess(site.boot.id())).containsExactly(B);
        for (String target : List.of("/api/rest/volume?name=eq.copy&select=name", "/api/rest/job?select=phase")) {
            assertThat(SimulatedCluster.send(other, RestRequest.of("GET", target, site.credentials(), ""))
                            .body())
                    .as("the management session goes on as well")
                    .isEqualTo(site.get(target.substring("/api/rest".length())).body())
                    .isNotEmpty();
        }
        assertThat(metrics(other)).isEqualTo(metrics(site.array)).contains("0.05");
    }

    @Test
    void reads_leaveNothingChanged() {
        PowerStoreState before = site.array.save();
        for (String target : List.of(
                "/host?select=*,initiators(*),mapped_hosts(*),host_group(*)",
                "/host_group?select=*",
                "/initiator?select=*",
                "/host_volume_mapping?select=*,volume(*),host(*)",
                "/volume?select=*",
                "/ip_pool_address?select=*,ip_port(*)",
                "/ip_port?select=*",
                "/appliance?select=*",
                "/node?select=*",
                "/software_installed?select=*",
                "/job?select=*",
                "/cluster?select=*",
                "/chap_config?select=*",
                "/discovered_initiator?select=*",
                "/login_session?select=*")) {
            assertThat(site.get(target).status()).as(target).isEqualTo(200);
        }
        metrics(site.array);
        assertThat(site.array.save()).isEqualTo(before);
    }

    @Test
    void sameCluster_isBuiltTheSame() {
        SimulatedCluster twin = new SimulatedCluster(PowerStoreSettings.DEFAULTS
                .with()
                .applyDelay(Duration.ofSeconds(6))
                .done());

        assertThat(twin.array.save()).isEqualTo(site.array.save());
    }

    @Test
    void accessState_standsStill_whileMachinesWork() {
        JsonNode before = site.array.accessState();
        String session = site.session(site.attempt("server-1", A, 0));
        site.array.write(session, 0, 1);
        site.advance(60);
        site.post("/volume/" + site.spare.id() + "/snapshot", "");
        site.advance(60);

        assertThat(site.array.accessState()).isEqualTo(before);
    }

    private String metrics(PowerStoreSimulator array) {
        return SimulatedCluster.send(
                        array,
                        RestRequest.of(
                                "POST",
                                "/api/rest/metrics/generate",
                                site.credentials(),
                                "{\"entity\":\"performance_metrics_by_volume\",\"entity_id\":\"" + site.boot.id()
                                        + "\",\"interval\":\"Twenty_Sec\"}"))
                .body()
                .toString();
    }
}
