package io.github.outpostrecovery.lab.ontap;

import static io.github.outpostrecovery.lab.ontap.SimulatedSite.A;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.B;
import static io.github.outpostrecovery.lab.ontap.SimulatedSite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IscsiDataPathTest {
    private static final String SESSIONS = "/api/protocols/san/iscsi/sessions?svm.name=svm1&fields=*&initiator.name=";
    private static final String FORCED = "?allow_delete_while_mapped=true";

    private final SimulatedSite site = new SimulatedSite();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void session_isListed_asOntapListsIt() {
        site.login(site.iscsi("server-1", A, portal(0)));
        List<JsonNode> sessions = site.all(SESSIONS + A);

        assertThat(sessions).singleElement().satisfies(session -> {
            assertThat(session.path("initiator").path("name").asText()).isEqualTo(A);
            assertThat(session.path("isid").asText()).isEqualTo("00:02:3d:00:00:01");
            assertThat(session.path("tsih").isInt()).isTrue();
            assertThat(session.path("target_portal_group").asText()).isEqualTo("iscsi_array-a-01");
            assertThat(session.path("target_portal_group_tag").asInt()).isGreaterThanOrEqualTo(1028);
            assertThat(session.path("igroups").path(0).path("name").asText()).isEqualTo("webs");
            JsonNode connection = session.path("connections").path(0);
            assertThat(connection.path("cid").asInt(-1)).isZero();
            assertThat(connection.path("authentication_type").asText()).isEqualTo("none");
            assertThat(connection.path("initiator_address").path("address").asText())
                    .isEqualTo("10.10.30.1");
            assertThat(connection.path("interface").path("ip").path("address").asText())
                    .isEqualTo(portal(0));
            assertThat(connection.path("interface").path("ip").path("port").asInt())
                    .isEqualTo(3260);
        });
        assertThat(site.all(SESSIONS + A + "&connections.interface.ip.address=" + portal(0)))
                .hasSize(1);
        assertThat(site.all(SESSIONS + A + "&connections.initiator_address.address=10.0.0.1"))
                .isEmpty();
        assertThat(site.all(SESSIONS + B)).isEmpty();
    }

    @Test
    void session_staysListed_andSeesNothing_afterItsInitiatorIsRemoved() {
        String session = site.login(site.iscsi("server-1", A, portal(0)));
        assertThat(site.array.reportLuns(session))
                .containsExactlyInAnyOrder(
                        new VisibleVolume(0, site.boot.uuid()), new VisibleVolume(1, site.data.uuid()));
        site.delete(site.initiator(site.webs, A) + FORCED);

        assertThat(site.array.reportLuns(session)).isEmpty();
        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.all(SESSIONS + A))
                .singleElement()
                .satisfies(listed -> assertThat(listed.has("igroups")).isFalse());
        assertThat(site.array.login(site.iscsi("server-1", A, portal(1)))).isInstanceOf(LoginReply.Accepted.class);
    }

    @Test
    void session_staysListed_andSeesNothing_afterItsMapIsDeleted() {
        String session = site.login(site.iscsi("server-1", A, portal(0)));
        site.delete(site.map(site.boot, site.webs));

        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.write(session, 1, 1)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.all(SESSIONS + A)).hasSize(1);
    }

    @Test
    void fence_letsAWriteInFlightLand_andListsTheDeadMachineUntilThen() {
        List<LandedWrite> landed = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        site.array.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                landed.add(write);
            }

            @Override
            public void accessChanged(String array) {
                changes.add(array);
            }
        });
        String victim = site.login(site.iscsi("server-1", A, portal(0)));
        site.array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(45)));
        site.array.write(victim, 0, 666);
        site.array.connectionLost("server-1");
        site.delete(site.initiator(site.webs, A) + FORCED);
        assertThat(site.array.initiatorsWithAccess(site.boot.uuid())).isEmpty();
        assertThat(changes).containsExactly("array-a");

        site.agenda.advance(Duration.ofSeconds(40));
        assertThat(site.all(SESSIONS + A)).hasSize(1);
        assertThat(landed).isEmpty();
        site.agenda.advance(Duration.ofSeconds(5));
        assertThat(landed).extracting(LandedWrite::payload).containsExactly(666L);
        assertThat(site.all(SESSIONS + A)).isEmpty();
    }

    @Test
    void session_ofADeadMachine_vanishesAfterItsKeepAlive() {
        site.login(site.iscsi("server-1", A, portal(0)));
        site.array.connectionLost("server-1");

        assertThat(site.all(SESSIONS + A)).hasSize(1);
        site.agenda.advance(Duration.ofSeconds(21));
        assertThat(site.all(SESSIONS + A)).isEmpty();
    }

    @Test
    void sameInitiator_fromTwoMachines_isTwoSessions_orReinstatement() {
        site.login(site.iscsi("server-1", A, portal(0)));
        site.login(new LoginAttempt(
                "server-2",
                A,
                Protocol.ISCSI,
                site.svm1.targetIqn(),
                "00:02:3d:00:00:02",
                "10.10.30.2",
                portal(0) + ":3260",
                Optional.empty()));
        assertThat(site.all(SESSIONS + A)).hasSize(2);

        site.login(site.iscsi("server-3", A, portal(0)));
        assertThat(site.array.sessions())
                .extracting(session -> session.machine())
                .containsExactlyInAnyOrder("server-2", "server-3");
    }

    @Test
    void login_isRefused_whereNothingServes() {
        assertRefused(site.iscsi("server-1", A, "10.10.20.99"));
        assertRefused(site.iscsi("server-1", A, site.svm1.nvmePortals().getFirst()));
        assertRefused(site.iscsi("server-1", A, site.svm2.iscsiPortals().getFirst()));
        LoginAttempt right = site.iscsi("server-1", A, portal(0));
        assertRefused(new LoginAttempt(
                "server-1", A, Protocol.ISCSI, right.target(), "i", "10.0.0.1", portal(0) + ":3261", Optional.empty()));
        site.array.setInterface(portal(0), false, NetworkInterface.State.UP);
        assertRefused(right);
    }

    @Test
    void session_throughALifThatGoesDown_isLost() {
        String session = site.login(site.iscsi("server-1", A, portal(0)));
        site.array.setInterface(portal(0), true, NetworkInterface.State.DOWN);

        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Refused.class);
        site.agenda.advance(Duration.ofSeconds(20));
        assertThat(site.array.sessions()).isEmpty();
    }

    @Test
    void nestedIgroup_givesAccess() {
        String session = site.login(site.iscsi("server-9", OTHER, portal(0)));

        assertThat(site.array.reportLuns(session)).containsExactly(new VisibleVolume(5, site.spare.uuid()));
    }

    @Test
    void connectivity_isTracked() {
        String tracking = site.initiator(site.webs, A) + "?fields=connectivity_tracking";
        assertThat(state(tracking)).isEqualTo("none");
        String session = site.login(site.iscsi("server-1", A, portal(0)));
        assertThat(state(tracking)).isEqualTo("partial");
        site.login(site.iscsi("server-1", A, portal(1)));
        assertThat(state(tracking)).isEqualTo("full");

        site.array.logout(session);
        JsonNode login = site.get(tracking)
                .body()
                .path("connectivity_tracking")
                .path("connections")
                .path(0)
                .path("logins")
                .path(0);
        assertThat(login.path("connected").asBoolean(true)).isFalse();
        assertThat(login.path("last_seen_time").asText()).startsWith("2026-01-01T00:00:0");
        assertThat(login.path("interface").path("ip").path("address").asText()).isEqualTo(portal(0));
        site.agenda.advance(Duration.ofHours(49));
        assertThat(site.get(tracking)
                        .body()
                        .path("connectivity_tracking")
                        .path("connections")
                        .findValuesAsText("connected"))
                .containsExactly("true");
        assertThat(site.get(site.initiator(site.webs, A)).body().has("connectivity_tracking"))
                .isFalse();

        site.delete(site.map(site.boot, site.webs));
        site.delete(site.map(site.data, site.webs));
        assertThat(state(tracking)).isEqualTo("no_lun_maps");
    }

    @Test
    void statistics_standStillBetweenSamples_andAreStampedByTheArray() {
        site.array.change(settings -> settings.withClockSkew(Duration.ofMinutes(7)));
        String session = site.login(site.iscsi("server-1", A, portal(0)));
        String target = "/api/storage/luns/" + site.boot.uuid() + "?fields=statistics";
        site.array.write(session, 0, 1);
        site.array.write(session, 0, 2);
        site.array.read(session, 0);
        JsonNode before = site.get(target).body().path("statistics");
        assertThat(before.path("iops_raw").path("total").asInt(-1)).isZero();
        assertThat(before.path("timestamp").asText()).isEqualTo("2026-01-01T00:07:00Z");

        site.agenda.advance(Duration.ofSeconds(5));
        JsonNode after = site.get(target).body().path("statistics");
        assertThat(after.path("timestamp").asText()).isEqualTo("2026-01-01T00:07:05Z");
        assertThat(after.path("status").asText()).isEqualTo("ok");
        assertThat(after.path("iops_raw").path("write").asInt()).isEqualTo(2);
        assertThat(after.path("iops_raw").path("read").asInt()).isEqualTo(1);
        assertThat(after.path("iops_raw").path("total").asInt()).isEqualTo(3);
        assertThat(after.path("throughput_raw").path("write").asInt()).isEqualTo(8192);
        site.array.change(settings -> settings.withStatisticsStatus("partial_no_data"));
        assertThat(site.all("/api/storage/luns?uuid=" + site.boot.uuid() + "&fields=statistics.status")
                        .getFirst()
                        .path("statistics")
                        .path("status")
                        .asText())
                .isEqualTo("partial_no_data");
    }

    private String state(String target) {
        return site.get(target)
                .body()
                .path("connectivity_tracking")
                .path("connection_state")
                .asText();
    }

    private void assertRefused(LoginAttempt attempt) {
        assertThat(site.array.login(attempt)).isInstanceOf(LoginReply.Refused.class);
    }

    private String portal(int node) {
        return site.svm1.iscsiPortals().get(node);
    }
}
