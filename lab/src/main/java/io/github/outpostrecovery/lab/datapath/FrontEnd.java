package io.github.outpostrecovery.lab.datapath;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The front end of a simulated array: its sessions, what is in flight, what the volumes hold and what was counted. Each
 * vendor adds its {@link AccessRules}.
 */
public final class FrontEnd implements BlockTarget {
    private static final String NO_SESSION = "no session";

    private final String name;
    private final StateLock state;
    private final AccessRules rules;
    private final RememberedAccess access;
    private final IoStatistics statistics;
    private final SessionTable sessions = new SessionTable();
    private final Map<String, InFlightWrite> inFlight = new LinkedHashMap<>();
    private final Map<String, Long> contents = new TreeMap<>();
    private final Map<String, LinkConditions> links = new TreeMap<>();
    private int nextNumber = 1;

    /** All that a front end knows. What is due later is saved with the agenda. */
    public record Saved(
            int nextNumber,
            List<Session> sessions,
            List<InFlightWrite> inFlight,
            Map<String, Long> contents,
            Map<String, LinkConditions> links,
            SavedCounters statistics) {}

    /**
     * Makes a front end without sessions, and registers it with the agenda under the array's name.
     *
     * @param sampling how often the array takes a sample of its counters
     */
    public FrontEnd(String name, Agenda agenda, StateLock state, AccessRules rules, Duration sampling) {
        this.name = requireNonNull(name, "name is null");
        this.state = requireNonNull(state, "state is null");
        this.rules = requireNonNull(rules, "rules is null");
        this.access = new RememberedAccess(state, rules);
        this.statistics = new IoStatistics(sampling, agenda.instant());
        agenda.register(recipient(), Recipient.Kind.WORLD, this::receive);
    }

    public Saved save() {
        return state.hold(turn -> new Saved(
                nextNumber,
                sessions.all(),
                List.copyOf(inFlight.values()),
                new TreeMap<>(contents),
                new TreeMap<>(links),
                statistics.save()));
    }

    /** Becomes what was saved. */
    public void restore(Saved saved) {
        state.hold(turn -> {
            nextNumber = saved.nextNumber();
            sessions.replaceBy(saved.sessions());
            inFlight.clear();
            saved.inFlight().forEach(write -> inFlight.put(write.id(), write));
            contents.clear();
            contents.putAll(saved.contents());
            links.clear();
            links.putAll(saved.links());
            statistics.restore(saved.statistics());
            return true;
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void observe(DataPathObserver observer) {
        state.observe(observer);
    }

    @Override
    public void setLink(String machine, LinkConditions conditions) {
        state.hold(turn -> links.put(machine, conditions));
    }

    @Override
    public Set<String> initiatorsWithAccess(String volume) {
        return state.pass(turn -> access.initiatorsWithAccess(volume));
    }

    @Override
    public JsonNode accessState() {
        return state.pass(turn -> rules.accessState());
    }

    /** The sessions that the array lists. */
    public List<Session> sessions() {
        return state.pass(turn -> sessions.listed());
    }

    /** A session that the array lists. */
    public Optional<Session> session(String id) {
        return state.pass(turn -> sessions.find(id).filter(session -> session.state() != Session.State.HALF_OPEN));
    }

    /** The last sample of a volume's counters. */
    public VolumeSample sample(String volume) {
        return state.pass(turn -> statistics.sample(turn.now(), volume));
    }

    /** Lets one volume hold what another holds. */
    public void copy(String from, String to) {
        state.hold(turn -> contents.put(to, contents.getOrDefault(from, 0L)));
    }

    /** What a volume holds; zero if nothing was ever written. */
    public long content(String volume) {
        return state.pass(turn -> contents.getOrDefault(volume, 0L));
    }

    /** The array ends sessions by itself, half-open ones included. Their writes in flight still land. */
    public void close(Predicate<Session> which) {
        state.hold(turn -> {
            sessions.matching(which).forEach(session -> close(turn, session));
            return true;
        });
    }

    @Override
    public LoginReply login(LoginAttempt attempt) {
        return state.hold(turn -> {
            Optional<String> refusal = rules.refusal(attempt);
            if (refusal.isPresent()) {
                turn.tell(observer -> observer.loginRefused(name, attempt, refusal.get()));
                return new LoginReply.Refused(refusal.get());
            }
            Session session = Session.halfOpen(name, nextNumber++, attempt, turn.now());
            Duration takes = link(attempt.machine()).loginTakes();
            if (takes.isZero()) {
                open(turn, session);
                return new LoginReply.Accepted(session.id());
            }
            sessions.put(session);
            turn.schedule(takes, recipient(), event("login-completes", session.id()));
            return new LoginReply.Pending(session.id());
        });
    }

    @Override
    public void logout(String sessionId) {
        close(session -> session.id().equals(sessionId));
    }

    @Override
    public void connectionLost(String machine) {
        lose(session -> session.machine().equals(machine));
    }

    /** A portal of the array goes down: every session through it is lost, as seen from the array. */
    public void portalLost(String address) {
        lose(session -> session.portalAddress().equals(address));
    }

    private void lose(Predicate<Session> which) {
        state.hold(turn -> {
            sessions.matching(which).forEach(session -> lose(turn, session));
            return true;
        });
    }

    @Override
    public WriteReply write(String sessionId, int lun, long payload) {
        return state.pass(turn -> {
            Optional<Session> session = sessions.find(sessionId, Session.State.OPEN);
            if (session.isEmpty()) {
                return new WriteReply.Refused(NO_SESSION);
            }
            Optional<String> volume = volumeAt(session.get(), lun);
            if (volume.isEmpty()) {
                return new WriteReply.Refused(refuse(turn, session.get(), lun));
            }
            String id = name + "/write-" + nextNumber++;
            InFlightWrite write = new InFlightWrite(id, sessionId, volume.get(), payload, turn.now());
            Duration takes = link(session.get().machine()).writesTake();
            if (takes.isZero()) {
                land(turn, write);
                return new WriteReply.Written();
            }
            inFlight.put(id, write);
            turn.schedule(takes, recipient(), event("write-lands", id));
            return new WriteReply.InFlight(id);
        });
    }

    @Override
    public ReadReply read(String sessionId, int lun) {
        return state.hold(turn -> {
            Optional<Session> session = sessions.find(sessionId, Session.State.OPEN);
            if (session.isEmpty()) {
                return new ReadReply.Refused(NO_SESSION);
            }
            Optional<String> volume = volumeAt(session.get(), lun);
            if (volume.isEmpty()) {
                return new ReadReply.Refused(refuse(turn, session.get(), lun));
            }
            statistics.count(turn.now(), volume.get(), session.get().initiator(), IoCounters::andRead);
            return new ReadReply.Data(contents.getOrDefault(volume.get(), 0L));
        });
    }

    @Override
    public List<VisibleVolume> reportLuns(String sessionId) {
        return state.hold(turn -> {
            Optional<Session> session = sessions.find(sessionId, Session.State.OPEN);
            List<VisibleVolume> visible = session.map(rules::visible).orElse(List.of());
            visible.forEach(one -> statistics.count(
                    turn.now(), one.volume(), session.orElseThrow().initiator(), IoCounters::andOther));
            return visible;
        });
    }

    private Optional<String> volumeAt(Session session, int lun) {
        for (VisibleVolume one : access.visible(session)) {
            if (one.lun() == lun) {
                return Optional.of(one.volume());
            }
        }
        return Optional.empty();
    }

    private String refuse(Turn turn, Session session, int lun) {
        String sense = rules.senseOfInvisible(session);
        turn.tell(observer -> observer.refused(name, session, lun, sense));
        return sense;
    }

    private LinkConditions link(String machine) {
        return links.getOrDefault(machine, LinkConditions.IMMEDIATE);
    }

    private void open(Turn turn, Session halfOpen) {
        Session session = halfOpen.in(Session.State.OPEN, turn.now());
        sessions.reinstatedBy(session).forEach(older -> close(turn, older));
        sessions.put(session);
        rules.opened(session, turn.now());
        turn.tell(observer -> observer.loggedIn(name, session));
    }

    private void lose(Turn turn, Session session) {
        switch (session.state()) {
            case HALF_OPEN -> sessions.remove(session);
            case OPEN -> {
                sessions.put(session.in(Session.State.LOST, session.openedAt()));
                turn.schedule(rules.keepAlive(session), recipient(), event("keep-alive-expires", session.id()));
            }
            case LOST, CLOSED -> {
                // Known already.
            }
        }
    }

    private void close(Turn turn, Session session) {
        switch (session.state()) {
            case HALF_OPEN -> sessions.remove(session);
            case OPEN, LOST -> {
                Session closed = session.in(Session.State.CLOSED, session.openedAt());
                sessions.put(closed);
                forgetIfDrained(closed);
                rules.closed(closed, turn.now());
                turn.tell(observer -> observer.sessionClosed(name, closed));
            }
            case CLOSED -> {
                // It waits for its writes.
            }
        }
    }

    private void land(Turn turn, InFlightWrite write) {
        inFlight.remove(write.id());
        contents.put(write.volume(), write.payload());
        Session session = sessions.find(write.sessionId()).orElseThrow();
        statistics.count(turn.now(), write.volume(), session.initiator(), IoCounters::andWrite);
        LandedWrite landed = new LandedWrite(
                name,
                write.volume(),
                session.initiator(),
                session.machine(),
                write.payload(),
                write.submittedAt(),
                turn.now());
        turn.tell(observer -> observer.landed(landed));
        forgetIfDrained(session);
    }

    private void forgetIfDrained(Session session) {
        if (session.state() == Session.State.CLOSED
                && inFlight.values().stream()
                        .noneMatch(write -> write.sessionId().equals(session.id()))) {
            sessions.remove(session);
        }
    }

    private void receive(JsonNode payload) {
        String id = payload.path("id").asText();
        state.hold(turn -> {
            switch (payload.path("event").asText()) {
                case "login-completes" ->
                    sessions.find(id, Session.State.HALF_OPEN).ifPresent(session -> open(turn, session));
                case "keep-alive-expires" ->
                    sessions.find(id, Session.State.LOST).ifPresent(session -> close(turn, session));
                case "write-lands" -> Optional.ofNullable(inFlight.get(id)).ifPresent(write -> land(turn, write));
                default -> throw new IllegalArgumentException("not an event of a front end: " + payload);
            }
            return true;
        });
    }

    private static JsonNode event(String event, String id) {
        return JsonNodeFactory.instance.objectNode().put("event", event).put("id", id);
    }

    private String recipient() {
        return name + "/front-end";
    }
}
