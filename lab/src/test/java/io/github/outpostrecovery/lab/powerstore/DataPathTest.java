package io.github.outpostrecovery.lab.powerstore;

import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.A;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.B;
import static io.github.outpostrecovery.lab.powerstore.SimulatedCluster.NQN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.powerstore.inventory.TargetPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataPathTest {
    private static final String REMOVE_A = "{\"remove_initiators\":[\"" + A + "\"]}";

    private final SimulatedCluster site = new SimulatedCluster();
    private final String web = "/host/" + site.web.id();

    @Test
    void session_isShown_asPowerStoreShowsIt() {
        site.session(site.attempt("server-1", A, 1));

        JsonNode session = site.activeSessions(A).getFirst();
        assertThat(session.path("port_name").asText())
                .isEqualTo(site.iscsi.get(1).targetIqn())
                .isNotEqualTo(site.iscsi.get(0).targetIqn());
        assertThat(session.path("node_id").asText()).isEqualTo("N2");
        assertThat(session.path("appliance_id").asText()).isEqualTo("A1");
        assertThat(session.has("nvme_transport_addresses")).isFalse();
        String port = site.get("/ip_port?eth_port_id=eq."
                        + session.path("eth_port_id").asText() + "&select=ip_pool_addresses(address)")
                .row()
                .path("ip_pool_addresses")
                .path(0)
                .path("address")
                .asText();
        assertThat(port).isEqualTo(site.iscsi.get(1).address());
        assertThat(site.discovered()).isEmpty();
    }

    @Test
    void session_staysAndSeesNothing_afterItsInitiatorIsRemoved() {
        String session = site.session(site.attempt("server-1", A, 0));
        assertThat(site.array.reportLuns(session))
                .containsExactlyInAnyOrder(new VisibleVolume(0, site.boot.id()), new VisibleVolume(1, site.data.id()));
        site.patch(web, REMOVE_A);

        assertThat(site.array.reportLuns(session)).isEmpty();
        assertThat(site.array.write(session, 0, 1))
                .isEqualTo(new WriteReply.Refused("ILLEGAL REQUEST 05h/25h/00h: logical unit not supported"));
        assertThat(site.discovered()).containsExactly(A);
        assertThat(site.get("/discovered_initiator?select=protocol_type,nvme_transport_types")
                        .row()
                        .path("protocol_type")
                        .asText())
                .isEqualTo("iSCSI");
        assertThat(site.array.login(site.attempt("server-1", A, 1)))
                .as("the fabric lets anybody in")
                .isInstanceOf(LoginReply.Accepted.class);
        site.array.logout(session);
        assertThat(site.discovered()).containsExactly(A);
    }

    @Test
    void session_staysAndSeesLess_afterAVolumeIsDetached() {
        String session = site.session(site.attempt("server-1", A, 0));
        site.post(web + "/detach", "{\"volume_id\":\"" + site.boot.id() + "\"}");

        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.write(session, 1, 1)).isInstanceOf(WriteReply.Written.class);
        assertThat(site.activeSessions(A)).hasSize(1);
        assertThat(site.discovered()).isEmpty();
    }

    @Test
    void fence_letsAWriteInFlightLand_andShowsTheDeadMachineUntilThen() {
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
        String victim = site.session(site.attempt("server-1", A, 0));
        site.array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(45)));
        site.array.write(victim, 0, 666);
        site.array.connectionLost("server-1");
        site.patch(web, REMOVE_A);
        assertThat(site.array.initiatorsWithAccess(site.boot.id())).isEmpty();
        assertThat(changes).containsExactly("array-d");

        site.advance(40);
        assertThat(site.discovered()).containsExactly(A);
        assertThat(landed).isEmpty();
        site.advance(5);
        assertThat(landed).extracting(LandedWrite::payload).containsExactly(666L);
        assertThat(site.discovered()).isEmpty();
        assertThat(site.array.content(site.boot.id())).isEqualTo(666);
    }

    @Test
    void login_thatWasHalfOpen_completes_andSeesNothing() {
        site.array.setLink("server-1", LinkConditions.slowLogins(Duration.ofSeconds(5)));
        LoginReply reply = site.array.login(site.attempt("server-1", A, 0));
        site.patch(web, REMOVE_A);
        assertThat(site.discovered()).isEmpty();
        site.advance(5);

        assertThat(reply).isInstanceOf(LoginReply.Pending.class);
        assertThat(site.discovered()).containsExactly(A);
        assertThat(site.array.reportLuns(((LoginReply.Pending) reply).sessionId()))
                .isEmpty();
    }

    @Test
    void sessionOfADeadMachine_vanishesAfterItsKeepAlive() {
        site.session(site.attempt("server-1", A, 0));
        site.session(site.connect("server-2", NQN, 0));
        site.array.connectionLost("server-1");
        site.array.connectionLost("server-2");

        site.advance(14);
        assertThat(site.array.sessions()).hasSize(2);
        site.advance(1);
        assertThat(site.activeSessions(NQN)).isEmpty();
        assertThat(site.activeSessions(A)).hasSize(1);
        site.advance(5);
        assertThat(site.array.sessions()).isEmpty();
    }

    @Test
    void nvmeConnection_seesNamespaces() {
        String session = site.session(site.connect("server-1", NQN, 1));

        assertThat(site.array.reportLuns(session))
                .containsExactly(new VisibleVolume(site.namespace.nsid(), site.namespace.id()));
        JsonNode shown = site.activeSessions(NQN).getFirst();
        assertThat(shown.path("nvme_transport_addresses").path(0).asText()).isEqualTo("10.10.30.2");
        assertThat(shown.path("nvme_transport_type").asText()).isEqualTo("TCP");
        site.patch("/host/name:nvme-01", "{\"remove_initiators\":[\"" + NQN + "\"]}");
        assertThat(site.array.write(session, site.namespace.nsid(), 1)).isInstanceOf(WriteReply.Refused.class);
        JsonNode discovered = site.get("/discovered_initiator?select=*").row();
        assertThat(discovered.path("name").asText()).isEqualTo(NQN);
        assertThat(discovered.path("nvme_transport_addresses").path(0).asText()).isEqualTo("10.10.30.2");
        assertThat(site.array.login(site.connect("server-1", NQN, 0))).isInstanceOf(LoginReply.Accepted.class);
    }

    @Test
    void stranger_mayLogIn_andSeesNothing() {
        String session = site.session(site.attempt("server-1", B, 0));

        assertThat(site.array.reportLuns(session)).isEmpty();
        assertThat(site.discovered()).containsExactly(B);
    }

    @Test
    void nameOfTheOtherProtocol_seesNothing() {
        LoginAttempt right = site.connect("server-1", A, 0);
        String session = site.session(right);

        assertThat(site.array.reportLuns(session)).isEmpty();
        assertThat(site.activeSessions(A)).isEmpty();
    }

    @Test
    void login_isRefused_whereNothingServes() {
        LoginAttempt right = site.attempt("server-1", A, 0);
        assertRefused(site.attempt("server-1", A, 1).target(), right.portal());
        assertRefused(right.target(), "10.10.40.99:3260");
        assertRefused(right.target(), site.iscsi.getFirst().address() + ":3261");
        assertRefused(right.target(), site.nvmeTcp.getFirst().address() + ":3260");
        assertThat(site.array.login(new LoginAttempt(
                        "server-1",
                        NQN,
                        Protocol.NVME_TCP,
                        site.subsystem,
                        "i",
                        "10.0.0.1",
                        site.iscsi.getFirst().address() + ":4420",
                        Optional.empty())))
                .isInstanceOf(LoginReply.Refused.class);
        site.array.setPort(site.iscsi.getFirst().address(), TargetPort.Link.DOWN);
        assertRefused(right.target(), right.portal());
        site.array.setPort(site.iscsi.getFirst().address(), TargetPort.Link.UP);
        assertThat(site.array.login(right)).isInstanceOf(LoginReply.Accepted.class);
    }

    @Test
    void sessionThroughAPortThatGoesDown_isLost() {
        String session = site.session(site.attempt("server-1", A, 0));
        site.array.setPort(site.iscsi.getFirst().address(), TargetPort.Link.DOWN);

        assertThat(site.array.write(session, 0, 1)).isInstanceOf(WriteReply.Refused.class);
        site.advance(20);
        assertThat(site.array.sessions()).isEmpty();
    }

    @Test
    void sameInitiator_fromTwoMachines_isTwoSessions() {
        site.session(site.attempt("server-1", A, 0));
        site.session(site.attempt("server-2", A, 1));

        assertThat(site.activeSessions(A)).hasSize(2);
        assertThat(site.array.sessions()).extracting(Session::machine).containsExactly("server-1", "server-2");
    }

    private void assertRefused(String target, String portal) {
        assertThat(site.array.login(new LoginAttempt(
                        "server-1", A, Protocol.ISCSI, target, "i", "10.0.0.1", portal, Optional.empty())))
                .isInstanceOf(LoginReply.Refused.class);
    }
}
