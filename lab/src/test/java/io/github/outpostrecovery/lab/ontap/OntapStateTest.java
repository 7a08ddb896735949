package io.github.outpostrecovery.lab.ontap;

import static io.github.outpostrecovery.lab.ontap.SimulatedSite.A;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.ADMIN;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.B;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.NQN_A;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OntapStateTest {
    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void restore_isEqual_midway_andGoesOnAlike() {
        String session =
                site.login(site.iscsi("server-1", A, site.svm1.iscsiPortals().getFirst()));
        site.login(site.nvme("server-1", NQN_A, site.svm1.nvmePortals().getFirst()));
        site.array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(40)));
        site.array.write(session, 0, 5);
        site.array.setLink("server-2", LinkConditions.slowLogins(Duration.ofSeconds(9)));
        site.array.login(site.iscsi("server-2", B, site.svm1.iscsiPortals().get(1)));
        site.array.connectionLost("server-1");
        site.post(
                "/api/storage/luns",
                "{\"svm\":{\"name\":\"svm1\"},\"name\":\"/vol/v/new\",\"clone\":{\"source\":{\"name\":\"/vol/v/boot\"}}}");
        site.post(
                "/api/protocols/san/iscsi/credentials",
                "{\"svm\":{\"name\":\"svm1\"},\"initiator\":\"" + A + "\",\"authentication_type\":\"deny\"}");

        OntapState saved = site.array.save();
        JsonNode json = JsonRecords.write(saved);
        Agenda again = Agenda.restore(site.agenda.save(), Pace.VIRTUAL);
        OntapSimulator other =
                OntapSimulator.restore(JsonRecords.read(json, OntapState.class), SimulatedSite.USERS, again);
        assertThat(other.save()).isEqualTo(saved);
        assertThat(JsonRecords.write(other.save())).isEqualTo(json);

        for (int second = 0; second < 60; second += 3) {
            site.agenda.advance(Duration.ofSeconds(3));
            again.advance(Duration.ofSeconds(3));
            assertThat(other.save()).isEqualTo(site.array.save());
        }
        assertThat(other.save()).isNotEqualTo(saved);
        assertThat(other.content(site.boot.uuid())).isEqualTo(5);
        assertThat(other.sessions()).extracting("initiator").containsExactly(B);
        assertThat(other.serve(RestRequest.of(
                                "GET",
                                "/api/storage/luns?name=/vol/v/new",
                                Map.of("Authorization", ADMIN.authorization()),
                                ""))
                        .body())
                .contains("/vol/v/new");
    }

    @Test
    void reads_leaveNothingChanged() {
        OntapState before = site.array.save();
        for (String target : List.of(
                "/api/storage/luns?fields=**",
                "/api/protocols/san/igroups?fields=**",
                "/api/protocols/san/lun-maps?fields=**",
                "/api/protocols/san/iscsi/sessions?fields=**",
                "/api/protocols/nvme/subsystems?fields=**",
                "/api/protocols/nvme/subsystem-maps?fields=**",
                "/api/protocols/nvme/subsystem-controllers?fields=**",
                "/api/protocols/san/iscsi/credentials?fields=**")) {
            site.all(target);
        }
        assertThat(site.array.save()).isEqualTo(before);
    }

    @Test
    void sameSite_isBuiltTheSame() {
        try (SimulatedSite twin = new SimulatedSite()) {
            assertThat(twin.array.save()).isEqualTo(site.array.save());
        }
    }

    @Test
    void accessState_standsStill_whileMachinesWork_andChangesWithEverySecret() {
        JsonNode before = site.array.accessState();
        String session =
                site.login(site.iscsi("server-1", A, site.svm1.iscsiPortals().getFirst()));
        site.array.write(session, 0, 1);
        site.agenda.advance(Duration.ofMinutes(1));
        site.get("/api/storage/luns?fields=**");
        assertThat(site.array.accessState()).isEqualTo(before);

        JsonNode withOneSecret = afterChap("first-secret-1");
        assertThat(withOneSecret).isNotEqualTo(before);
        assertThat(afterChap("other-secret-2")).isNotEqualTo(withOneSecret);
        assertThat(afterChap("first-secret-1")).isEqualTo(withOneSecret);
        assertThat(withOneSecret.toString()).doesNotContain("first-secret");
    }

    private JsonNode afterChap(String password) {
        String record = "/api/protocols/san/iscsi/credentials/" + site.svm1.uuid() + "/default";
        assertThat(site.patch(
                                record,
                                "{\"authentication_type\":\"chap\",\"chap\":{\"inbound\":{\"user\":\"u\",\"password\":\""
                                        + password + "\"}}}")
                        .status())
                .isEqualTo(200);
        return site.array.accessState();
    }
}
