package io.github.outpostrecovery.lab.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrontEndTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:01Z");
    private static final Duration SAMPLING = Duration.ofSeconds(5);

    private final Agenda agenda = new Agenda(START, Pace.VIRTUAL);
    private final Rules rules = new Rules();
    private final StateLock lock = new StateLock(agenda);
    private final FrontEnd array = new FrontEnd("array-a", agenda, lock, rules, SAMPLING);
    private final Watcher watcher = new Watcher();

    FrontEndTest() {
        array.observe(watcher);
        rules.mapped.add("iqn:a");
    }

    @Test
    void write_lands_whenTheInitiatorIsMapped() {
        String session = login("server-1", "iqn:a", "isid-1");

        assertThat(array.write(session, 0, 42)).isEqualTo(new WriteReply.Written());
        assertThat(array.read(session, 0)).isEqualTo(new ReadReply.Data(42));
        assertThat(watcher.landed)
                .containsExactly(new LandedWrite("array-a", "boot", "iqn:a", "server-1", 42, START, START));
    }

    @Test
    void write_isRefused_atTheVeryCommandAfterTheMappingGoes() {
        String session = login("server-1", "iqn:a", "isid-1");
        rules.mapped.clear();

        assertThat(array.write(session, 0, 42)).isEqualTo(new WriteReply.Refused("no such lun"));
        assertThat(array.read(session, 0)).isEqualTo(new ReadReply.Refused("no such lun"));
        assertThat(array.reportLuns(session)).isEmpty();
        assertThat(array.sessions()).hasSize(1);
        assertThat(watcher.refused).containsExactly("iqn:a lun 0", "iqn:a lun 0");
    }

    @Test
    void write_stillLands_whenTheMappingGoesWhileItIsInFlight() {
        String session = login("server-1", "iqn:a", "isid-1");
        array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(30)));
        WriteReply reply = array.write(session, 0, 42);
        rules.mapped.clear();

        assertThat(reply).isInstanceOf(WriteReply.InFlight.class);
        assertThat(watcher.landed).isEmpty();
        agenda.advance(Duration.ofSeconds(30));
        assertThat(watcher.landed).singleElement().satisfies(write -> {
            assertThat(write.submittedAt()).isEqualTo(START);
            assertThat(write.landedAt()).isEqualTo(START.plusSeconds(30));
        });
        assertThat(array.content("boot")).isEqualTo(42);
    }

    @Test
    void connectionLost_leavesTheSessionListed_untilTheKeepAliveExpires() {
        login("server-1", "iqn:a", "isid-1");
        array.connectionLost("server-1");

        agenda.advance(Duration.ofMillis(19_999));
        assertThat(array.sessions()).hasSize(1);
        agenda.advance(Duration.ofMillis(1));
        assertThat(array.sessions()).isEmpty();
        assertThat(watcher.closed).containsExactly("iqn:a");
    }

    @Test
    void connectionLost_leavesTheSessionListed_untilItsWritesHaveLanded() {
        String session = login("server-1", "iqn:a", "isid-1");
        array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(60)));
        array.write(session, 0, 42);
        array.connectionLost("server-1");

        agenda.advance(Duration.ofSeconds(59));
        assertThat(array.sessions()).singleElement().extracting(Session::state).isEqualTo(Session.State.CLOSED);
        agenda.advance(Duration.ofSeconds(1));
        assertThat(array.sessions()).isEmpty();
        assertThat(array.content("boot")).isEqualTo(42);
    }

    @Test
    void connectionLost_endsTheSessionForItsMachine() {
        String session = login("server-1", "iqn:a", "isid-1");
        array.connectionLost("server-1");

        assertThat(array.write(session, 0, 1)).isEqualTo(new WriteReply.Refused("no session"));
        assertThat(array.reportLuns(session)).isEmpty();
    }

    @Test
    void login_isInNoList_whileItIsHalfOpen_andCompletesAfterwards() {
        array.setLink("server-1", LinkConditions.slowLogins(Duration.ofSeconds(8)));
        LoginReply reply = array.login(attempt("server-1", "iqn:a", "isid-1"));
        rules.refusing.add("iqn:a");

        assertThat(reply).isInstanceOf(LoginReply.Pending.class);
        String session = ((LoginReply.Pending) reply).sessionId();
        assertThat(array.sessions()).isEmpty();
        assertThat(array.write(session, 0, 1)).isEqualTo(new WriteReply.Refused("no session"));
        agenda.advance(Duration.ofSeconds(8));
        assertThat(array.sessions()).hasSize(1);
        assertThat(array.write(session, 0, 1)).isEqualTo(new WriteReply.Written());
    }

    @Test
    void login_comesToNothing_whenItsMachineIsLostWhileItIsHalfOpen() {
        array.setLink("server-1", LinkConditions.slowLogins(Duration.ofSeconds(8)));
        array.login(attempt("server-1", "iqn:a", "isid-1"));
        array.connectionLost("server-1");

        agenda.advance(Duration.ofMinutes(1));
        assertThat(array.sessions()).isEmpty();
        assertThat(watcher.loggedIn).isEmpty();
    }

    @Test
    void login_isRefused_whenTheRulesSaySo() {
        rules.refusing.add("iqn:a");

        assertThat(array.login(attempt("server-1", "iqn:a", "isid-1"))).isEqualTo(new LoginReply.Refused("not you"));
        assertThat(watcher.loginsRefused).containsExactly("iqn:a not you");
    }

    @Test
    void login_makesASecondSession_whenTheIsidDiffers() {
        login("server-1", "iqn:a", "isid-1");
        login("server-2", "iqn:a", "isid-2");

        assertThat(array.sessions()).extracting(Session::machine).containsExactlyInAnyOrder("server-1", "server-2");
    }

    @Test
    void login_reinstatesTheOlderSession_whenTheIsidIsTheSame() {
        String older = login("server-1", "iqn:a", "isid-1");
        login("server-2", "iqn:a", "isid-1");

        assertThat(array.sessions()).extracting(Session::machine).containsExactly("server-2");
        assertThat(array.write(older, 0, 1)).isEqualTo(new WriteReply.Refused("no session"));
    }

    @Test
    void logout_removesTheSession() {
        String session = login("server-1", "iqn:a", "isid-1");
        array.logout(session);
        array.logout(session);

        assertThat(array.sessions()).isEmpty();
        assertThat(watcher.closed).containsExactly("iqn:a");
    }

    @Test
    void sample_standsStill_untilTheNextInterval() {
        String session = login("server-1", "iqn:a", "isid-1");
        array.write(session, 0, 1);
        array.read(session, 0);

        assertThat(array.sample("boot").total()).isEqualTo(IoCounters.NONE);
        agenda.advance(Duration.ofSeconds(4));
        VolumeSample sample = array.sample("boot");
        assertThat(sample.at()).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(sample.byInitiator()).containsOnlyKeys("iqn:a");
        assertThat(sample.total()).isEqualTo(new IoCounters(1, 1, 0, 4096, 4096));
        array.write(session, 0, 2);
        agenda.advance(Duration.ofMillis(4999));
        assertThat(array.sample("boot")).isEqualTo(sample);
        agenda.advance(Duration.ofMillis(1));
        assertThat(array.sample("boot").total().writes()).isEqualTo(2);
    }

    @Test
    void sample_countsAWrite_onlyWhenItHasLanded() {
        String session = login("server-1", "iqn:a", "isid-1");
        array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(20)));
        array.write(session, 0, 1);

        agenda.advance(Duration.ofSeconds(10));
        assertThat(array.sample("boot").total().writes()).isZero();
        agenda.advance(Duration.ofSeconds(20));
        assertThat(array.sample("boot").total().writes()).isEqualTo(1);
    }

    @Test
    void restore_goesOn_whereItWasSaved() {
        String session = login("server-1", "iqn:a", "isid-1");
        array.setLink("server-1", LinkConditions.slowWrites(Duration.ofSeconds(30)));
        array.setLink("server-2", LinkConditions.slowLogins(Duration.ofSeconds(30)));
        array.write(session, 0, 42);
        array.login(attempt("server-2", "iqn:b", "isid-2"));
        array.connectionLost("server-1");

        FrontEnd.Saved saved = array.save();
        Agenda again = Agenda.restore(agenda.save(), Pace.VIRTUAL);
        FrontEnd other = new FrontEnd("array-a", again, new StateLock(again), rules, SAMPLING);
        other.restore(JsonRecords.read(JsonRecords.write(saved), FrontEnd.Saved.class));
        assertThat(other.save()).isEqualTo(saved);

        agenda.advance(Duration.ofMinutes(1));
        again.advance(Duration.ofMinutes(1));
        assertThat(other.save()).isEqualTo(array.save()).isNotEqualTo(saved);
        assertThat(other.content("boot")).isEqualTo(42);
        assertThat(other.sessions()).extracting(Session::initiator).containsExactly("iqn:b");
    }

    @Test
    void observer_mayAskTheArray() {
        List<Set<String>> seen = new ArrayList<>();
        array.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                seen.add(array.initiatorsWithAccess(write.volume()));
            }
        });

        array.write(login("server-1", "iqn:a", "isid-1"), 0, 1);
        assertThat(seen).containsExactly(Set.of("iqn:a"));
    }

    private String login(String machine, String initiator, String isid) {
        return ((LoginReply.Accepted) array.login(attempt(machine, initiator, isid))).sessionId();
    }

    private static LoginAttempt attempt(String machine, String initiator, String isid) {
        return new LoginAttempt(
                machine, initiator, Protocol.ISCSI, "iqn:target", isid, "10.0.0.1", "10.0.0.9:3260", Optional.empty());
    }

    private static final class Rules implements AccessRules {
        private final Set<String> mapped = new HashSet<>();
        private final Set<String> refusing = new HashSet<>();

        @Override
        public Optional<String> refusal(LoginAttempt attempt) {
            return refusing.contains(attempt.initiator()) ? Optional.of("not you") : Optional.empty();
        }

        @Override
        public List<VisibleVolume> visible(Session session) {
            return mapped.contains(session.initiator()) ? List.of(new VisibleVolume(0, "boot")) : List.of();
        }

        @Override
        public String senseOfInvisible(Session session) {
            return "no such lun";
        }

        @Override
        public Set<String> initiatorsWithAccess(String volume) {
            return Set.copyOf(mapped);
        }

        @Override
        public JsonNode accessState() {
            return JsonRecords.write(mapped);
        }

        @Override
        public Duration keepAlive(Session session) {
            return Duration.ofSeconds(20);
        }
    }

    private static final class Watcher implements DataPathObserver {
        private final List<LandedWrite> landed = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private final List<String> loggedIn = new ArrayList<>();
        private final List<String> loginsRefused = new ArrayList<>();
        private final List<String> closed = new ArrayList<>();

        @Override
        public void landed(LandedWrite write) {
            landed.add(write);
        }

        @Override
        public void refused(String array, Session session, int lun, String sense) {
            refused.add(session.initiator() + " lun " + lun);
        }

        @Override
        public void loggedIn(String array, Session session) {
            loggedIn.add(session.initiator());
        }

        @Override
        public void loginRefused(String array, LoginAttempt attempt, String reason) {
            loginsRefused.add(attempt.initiator() + " " + reason);
        }

        @Override
        public void sessionClosed(String array, Session session) {
            closed.add(session.initiator());
        }
    }
}
