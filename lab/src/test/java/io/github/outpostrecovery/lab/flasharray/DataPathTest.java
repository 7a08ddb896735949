package io.github.outpostrecovery.lab.flasharray;

import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.B;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.NQN_A;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.NQN_B;
import static io.github.outpostrecovery.lab.flasharray.FlashArraySite.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.flasharray.hardware.Controller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataPathTest {
    private static final String REMOVE_A = "{\"remove_iqns\":[\"" + A + "\"]}";
    private static final String HOST_SECRET = "only-in-this-test";
    private static final String TARGET_SECRET = "only-in-this-test-too";
    private static final String ONE_WAY =
            "{\"chap\":{\"host_user\":\"web\",\"host_password\":\"" + HOST_SECRET + "\"}}";
    private static final String TARGETS_HALF =
            "{\"chap\":{\"target_user\":\"array\",\"target_password\":\"" + TARGET_SECRET + "\"}}";
    private static final ChapAccount WEB = new ChapAccount("web", HOST_SECRET);
    private static final ChapAccount WEB_MUTUALLY =
            new ChapAccount("web", HOST_SECRET, Optional.of(new ChapAccount.Target("array", TARGET_SECRET)));

    private final FlashArraySite site = new FlashArraySite();

    @Test
    void machine_seesWhatItsHostIsConnectedTo_underTheConnectionsLun() {
        String web = site.loginOfWeb();
        String db = site.login(site.attempt("server-2", OTHER, site.iscsi.getLast()));

        assertThat(site.machines.reportLuns(web))
                .containsExactlyInAnyOrder(new VisibleVolume(1, site.boot.id()), new VisibleVolume(2, site.data.id()));
        assertThat(site.machines.reportLuns(db)).containsExactly(new VisibleVolume(254, site.shared.id()));
        assertThat(site.machines.write(db, 1, 1)).isInstanceOf(WriteReply.Refused.class);
    }

    @Test
    void login_ofAnInitiatorThatNoHostHas_isRefused() {
        assertThat(reply(site.attempt("server-1", B, site.iscsi.getFirst()))).contains("0202h");
        assertThat(reply(site.attempt("server-1", NQN_B, site.nvmeTcp.getFirst())))
                .contains("invalid host");
        site.patch("hosts?names=web-01", "{\"add_iqns\":[\"" + B + "\"]}");

        site.login(site.attempt("server-1", B, site.iscsi.getFirst()));
    }

    @Test
    void login_needsTheRightPortAndTarget() {
        LoginAttempt right = site.attempt("server-1", A, site.iscsi.getFirst());
        assertThat(reply(at(right, right.target(), site.iscsi.getFirst().address() + ":4420")))
                .contains("nothing listens");
        assertThat(reply(at(right, right.target(), site.nvmeTcp.getFirst().portal())))
                .contains("nothing listens");
        assertThat(reply(at(right, "iqn.2010-06.com.purestorage:other", right.portal())))
                .contains("target not found");
        site.array.setPort(site.iscsi.getFirst().address(), false);

        assertThat(reply(right)).contains("nothing listens");
        site.login(site.attempt("server-1", A, site.iscsi.getLast()));
        site.array.setController("CT1", Controller.Status.NOT_READY);
        assertThat(reply(site.attempt("server-1", A, site.iscsi.getLast()))).contains("nothing listens");
    }

    @Test
    void session_stays_andSeesNothing_whenAccessIsGone() {
        String session = site.loginOfWeb();
        site.delete("connections?host_names=web-01&volume_names=web-01-boot");
        assertThat(site.machines.write(session, 1, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.machines.write(session, 2, 1)).isInstanceOf(WriteReply.Written.class);
        site.patch("hosts?names=web-01", REMOVE_A);

        assertThat(site.machines.reportLuns(session)).isEmpty();
        assertThat(site.machines.write(session, 2, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.array.sessions()).extracting(Session::state).containsExactly(Session.State.OPEN);
        site.patch("hosts?names=web-01", "{\"add_iqns\":[\"" + A + "\"]}");
        assertThat(site.machines.write(session, 2, 1)).isInstanceOf(WriteReply.Written.class);
    }

    @Test
    void memberLeavingItsGroup_losesTheGroupsVolumesOnly() {
        site.post("host-groups/hosts?group_names=group&member_names=web-01", "");
        String session = site.loginOfWeb();
        assertThat(site.machines.write(session, 254, 1)).isInstanceOf(WriteReply.Written.class);
        site.delete("host-groups/hosts?group_names=group&member_names=web-01");

        assertThat(site.machines.write(session, 254, 1)).isInstanceOf(WriteReply.Refused.class);
        assertThat(site.machines.write(session, 1, 1)).isInstanceOf(WriteReply.Written.class);
    }

    @Test
    void writeInFlight_landsAfterTheInitiatorIsRemoved() {
        List<LandedWrite> landed = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        site.machines.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                landed.add(write);
            }

            @Override
            public void accessChanged(String array) {
                changes.add(array);
            }
        });
        String victim = site.loginOfWeb();
        site.machines.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(45)));
        site.machines.write(victim, 1, 666);
        site.patch("hosts?names=web-01", REMOVE_A);
        assertThat(changes).containsExactly("array-a");
        assertThat(site.machines.initiatorsWithAccess(site.boot.id())).isEmpty();

        site.agenda.advance(Duration.ofSeconds(44));
        assertThat(landed).isEmpty();
        site.agenda.advance(Duration.ofSeconds(2));
        assertThat(landed).extracting(LandedWrite::payload).containsExactly(666L);
        assertThat(site.array.content(site.boot.id())).isEqualTo(666);
    }

    @Test
    void halfOpenLogin_completesAfterTheFence_andSeesNothing() {
        site.machines.setLink("server-1", LinkConditions.slowLogins(Duration.ofSeconds(5)));
        LoginReply reply = site.machines.login(site.attempt("server-1", A, site.iscsi.getFirst()));
        site.patch("hosts?names=web-01", REMOVE_A);
        site.agenda.advance(Duration.ofSeconds(5));

        assertThat(reply).isInstanceOfSatisfying(LoginReply.Pending.class, pending -> {
            assertThat(site.array.sessions()).extracting(Session::id).containsExactly(pending.sessionId());
            assertThat(site.machines.reportLuns(pending.sessionId())).isEmpty();
        });
    }

    @Test
    void deadMachine_isGivenUpAfterTheKeepAlive() {
        site.loginOfWeb();
        site.machines.connectionLost("server-1");
        site.agenda.advance(Duration.ofSeconds(19));
        assertThat(site.array.sessions()).hasSize(1);

        site.agenda.advance(Duration.ofSeconds(1));
        assertThat(site.array.sessions()).isEmpty();
    }

    @Test
    void nvmeHost_seesItsNamespaces_andStaysConnectedWithoutAccess() {
        String session = site.login(site.attempt("server-1", NQN_A, site.nvmeTcp.getFirst()));
        assertThat(site.machines.reportLuns(session))
                .containsExactly(new VisibleVolume(site.namespace.nsid(), site.namespace.id()));
        site.patch("hosts?names=nvme-01", "{\"remove_nqns\":[\"" + NQN_A + "\"],\"add_nqns\":[\"" + NQN_B + "\"]}");

        assertThat(site.machines.reportLuns(session)).isEmpty();
        assertThat(site.array.sessions()).hasSize(1);
        String next = site.login(site.attempt("server-2", NQN_B, site.nvmeTcp.getFirst()));
        assertThat(site.machines.reportLuns(next))
                .containsExactly(new VisibleVolume(site.namespace.nsid(), site.namespace.id()));
    }

    @Test
    void chap_oneWay_isAskedOfTheHost() {
        LoginAttempt plain = site.attempt("server-1", A, site.iscsi.getFirst());
        String before = site.login(plain);
        site.patch("hosts?names=web-01", ONE_WAY);
        assertThat(site.machines.reportLuns(before)).hasSize(2);

        assertThat(reply(plain)).contains("0201h");
        assertThat(reply(site.withChap(plain, new ChapAccount("web", TARGET_SECRET))))
                .contains("0201h");
        assertThat(reply(site.withChap(plain, new ChapAccount("other", HOST_SECRET))))
                .contains("0201h");
        site.login(site.withChap(plain, WEB));
        site.login(site.attempt("server-2", OTHER, site.iscsi.getFirst()));
    }

    @Test
    void chap_mutual_isAskedOfTheArray() {
        LoginAttempt plain = site.attempt("server-1", A, site.iscsi.getFirst());
        site.patch("hosts?names=web-01", ONE_WAY);
        assertThat(reply(site.withChap(plain, WEB_MUTUALLY))).contains("the machine ends the login");
        site.patch("hosts?names=web-01", TARGETS_HALF.replace(TARGET_SECRET, "another-secret"));
        assertThat(reply(site.withChap(plain, WEB_MUTUALLY))).contains("the machine ends the login");

        site.patch("hosts?names=web-01", TARGETS_HALF);
        site.login(site.withChap(plain, WEB_MUTUALLY));
        site.login(site.withChap(plain, WEB));
        site.patch("hosts?names=web-01", "{\"chap\":{\"host_user\":\"\",\"host_password\":\"\"}}");
        site.login(plain);
    }

    private static LoginAttempt at(LoginAttempt attempt, String target, String portal) {
        return new LoginAttempt(
                attempt.machine(),
                attempt.initiator(),
                attempt.protocol(),
                target,
                attempt.isid(),
                attempt.sourceAddress(),
                portal,
                attempt.chap());
    }

    private String reply(LoginAttempt attempt) {
        return site.machines.login(attempt) instanceof LoginReply.Refused(String reason) ? reason : "let in";
    }
}
