package io.github.outpostrecovery.lab.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.ReadReply;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.StateLock;
import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.flasharray.load.Load;
import io.github.outpostrecovery.lab.flasharray.load.LoadMeter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The front end of an array that measures what goes over each of its ports, which the counters of volumes do not tell. */
final class MeteredFrontEnd implements BlockTarget {
    private final StateLock state;
    private final FrontEnd frontEnd;
    private final FlashArrayAccess access;
    private final FlashArray array;

    MeteredFrontEnd(StateLock state, FrontEnd frontEnd, FlashArrayAccess access, FlashArray array) {
        this.state = requireNonNull(state, "state is null");
        this.frontEnd = requireNonNull(frontEnd, "frontEnd is null");
        this.access = requireNonNull(access, "access is null");
        this.array = requireNonNull(array, "array is null");
        state.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                count(write);
            }
        });
    }

    private void count(LandedWrite write) {
        state.pass(turn -> {
            array.meter()
                    .count(write.landedAt(), LoadMeter.Subject.VOLUME, write.volume(), write.initiator(), Load.WRITE);
            return true;
        });
    }

    private void count(Turn turn, Session session, String volume, Load load) {
        array.meter().count(turn.now(), LoadMeter.Subject.VOLUME, volume, session.initiator(), load);
        countAtPort(turn, session, load);
    }

    private void countAtPort(Turn turn, Session session, Load load) {
        array.hardware()
                .portAt(session.portalAddress())
                .ifPresent(port -> array.meter()
                        .count(turn.now(), LoadMeter.Subject.PORT, port.name(), session.initiator(), load));
    }

    private Optional<Session> session(String id) {
        return frontEnd.session(id);
    }

    @Override
    public WriteReply write(String sessionId, int lun, long payload) {
        return state.pass(turn -> {
            WriteReply reply = frontEnd.write(sessionId, lun, payload);
            boolean accepted = switch (reply) {
                case WriteReply.Written written -> true;
                case WriteReply.InFlight inFlight -> true;
                case WriteReply.Refused refused -> false;
            };
            if (accepted) {
                session(sessionId).ifPresent(session -> countAtPort(turn, session, Load.WRITE));
            }
            return reply;
        });
    }

    @Override
    public ReadReply read(String sessionId, int lun) {
        return state.hold(turn -> {
            ReadReply reply = frontEnd.read(sessionId, lun);
            boolean accepted = switch (reply) {
                case ReadReply.Data data -> true;
                case ReadReply.Refused refused -> false;
            };
            if (accepted) {
                session(sessionId)
                        .ifPresent(session -> access.visible(session).stream()
                                .filter(one -> one.lun() == lun)
                                .forEach(one -> count(turn, session, one.volume(), Load.READ)));
            }
            return reply;
        });
    }

    @Override
    public List<VisibleVolume> reportLuns(String sessionId) {
        return state.hold(turn -> {
            List<VisibleVolume> visible = frontEnd.reportLuns(sessionId);
            session(sessionId)
                    .ifPresent(session -> visible.forEach(one -> count(turn, session, one.volume(), Load.OTHER)));
            return visible;
        });
    }

    @Override
    public String name() {
        return frontEnd.name();
    }

    @Override
    public LoginReply login(LoginAttempt attempt) {
        return frontEnd.login(attempt);
    }

    @Override
    public void logout(String sessionId) {
        frontEnd.logout(sessionId);
    }

    @Override
    public void connectionLost(String machine) {
        frontEnd.connectionLost(machine);
    }

    @Override
    public void setLink(String machine, LinkConditions conditions) {
        frontEnd.setLink(machine, conditions);
    }

    @Override
    public void observe(DataPathObserver observer) {
        frontEnd.observe(observer);
    }

    @Override
    public Set<String> initiatorsWithAccess(String volume) {
        return frontEnd.initiatorsWithAccess(volume);
    }

    @Override
    public JsonNode accessState() {
        return frontEnd.accessState();
    }
}
