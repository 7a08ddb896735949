package io.github.outpostrecovery.lab.flasharray;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.github.outpostrecovery.lab.flasharray.api.FlashArrayApi;
import io.github.outpostrecovery.lab.flasharray.hardware.Controller;
import io.github.outpostrecovery.lab.flasharray.hardware.Hardware;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Versions;
import io.github.outpostrecovery.lab.flasharray.load.Load;
import io.github.outpostrecovery.lab.flasharray.load.LoadMeter;
import io.github.outpostrecovery.lab.flasharray.login.ApiAccount;
import io.github.outpostrecovery.lab.flasharray.login.ManagementSessions;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A Pure Storage FlashArray that is not there: its REST API, and the data path behind it, on the clock of an agenda. Calls
 * take no time here; put a {@link io.github.outpostrecovery.lab.rest.FaultyRest} in front for that.
 */
public final class FlashArraySimulator implements RestService, BlockTarget {
    private final String origin;
    private final Duration sampling;
    private final StateLock state;
    private final FlashArray array;
    private final FlashArrayAccess access;
    private final FrontEnd frontEnd;
    private final FlashArrayApi api;

    private FlashArraySimulator(
            Agenda agenda,
            String name,
            String origin,
            FlashArraySettings settings,
            Duration sampling,
            Versions versions,
            Hardware hardware,
            List<ApiAccount> accounts) {
        this.origin = requireNonNull(origin, "origin is null");
        this.sampling = requireNonNull(sampling, "sampling is null");
        this.state = new StateLock(agenda);
        AtomicReference<FrontEnd> toBe = new AtomicReference<>();
        this.array = new FlashArray(
                name,
                UUID.nameUUIDFromBytes(origin.getBytes(UTF_8)).toString(),
                versions,
                hardware,
                new LoadMeter(sampling),
                new ManagementSessions(origin),
                () -> requireNonNull(toBe.get(), "there is no front end yet"),
                settings);
        this.access = new FlashArrayAccess(array);
        this.frontEnd = new FrontEnd(name, agenda, state, access, sampling);
        toBe.set(frontEnd);
        this.api = new FlashArrayApi(array, accounts);
        state.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                count(write);
            }
        });
        agenda.register(FlashArrayApi.applyRecipient(name), Recipient.Kind.WORLD, this::receive);
    }

    /** Makes an array that holds what {@code versions} holds; {@link FlashArrayBuilder} fills them. */
    static FlashArraySimulator of(
            Agenda agenda,
            String name,
            String origin,
            FlashArraySettings settings,
            Versions versions,
            Hardware hardware,
            List<ApiAccount> accounts) {
        return new FlashArraySimulator(
                agenda, name, origin, settings, settings.sampling(), versions, hardware, accounts);
    }

    /**
     * Makes an array again as it was when it was saved. What was due is in the agenda, which is restored first.
     *
     * @param accounts those of the API, which are not saved
     */
    public static FlashArraySimulator restore(FlashArrayState saved, List<ApiAccount> accounts, Agenda agenda) {
        Versions versions = new Versions(saved.origin());
        versions.restore(saved.inventory());
        FlashArraySimulator simulator = new FlashArraySimulator(
                agenda,
                saved.name(),
                saved.origin(),
                saved.settings(),
                saved.sampling(),
                versions,
                Hardware.restore(saved.hardware()),
                accounts);
        simulator.array.meter().restore(saved.load());
        simulator.array.managementSessions().restore(saved.managementSessions());
        saved.discoveries().forEach(simulator.array::discover);
        simulator.frontEnd.restore(saved.frontEnd());
        return simulator;
    }

    /** The whole state. Save the agenda with it, while no call is under way. */
    public FlashArrayState save() {
        return state.hold(turn -> new FlashArrayState(
                array.name(),
                origin,
                array.settings(),
                sampling,
                array.versions().save(),
                array.hardware().save(),
                array.discoveries(),
                array.meter().save(),
                array.managementSessions().save(),
                frontEnd.save()));
    }

    /** Changes how the array behaves from now on. The sampling interval stays. */
    public void change(UnaryOperator<FlashArraySettings> how) {
        state.hold(turn -> {
            array.change(how.apply(array.settings()));
            return true;
        });
    }

    /** An operator or a failure takes the port at an address up or down; sessions through it are lost. */
    public void setPort(String address, boolean enabled) {
        state.hold(turn -> {
            array.hardware().enable(address, enabled);
            loseSessions();
            return true;
        });
    }

    /** A controller fails or comes back; sessions through its ports are lost. */
    public void setController(String name, Controller.Status status) {
        state.hold(turn -> {
            array.hardware().set(name, status);
            loseSessions();
            return true;
        });
    }

    private void loseSessions() {
        array.hardware().ports().stream()
                .filter(port -> !array.hardware().serves(port))
                .map(Port::address)
                .forEach(frontEnd::portalLost);
    }

    /** Somebody changes what is on the array by hand, past the API, at once. */
    void changeByHand(Consumer<Inventory> change) {
        state.hold(turn -> {
            array.versions().everywhere(change);
            turn.tell(observer -> observer.accessChanged(array.name()));
            return true;
        });
    }

    /** An id that the array gives to something now. */
    String newId() {
        return state.hold(turn -> array.versions().accepted().newId());
    }

    /** The sessions that machines have, which the API lists nowhere. */
    public List<Session> sessions() {
        return frontEnd.sessions();
    }

    /** How many log-ins of the management API are open. */
    public int managementSessions() {
        return state.hold(turn -> array.managementSessions().open(turn.now()).size());
    }

    /** What a volume holds. */
    public long content(String volume) {
        return frontEnd.content(volume);
    }

    @Override
    public RestResponse serve(RestRequest request) {
        return state.hold(turn -> api.serve(request, turn));
    }

    /** Logging in and out changes nothing. */
    @Override
    public boolean changes(RestRequest request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return !reads && !request.path().endsWith("/login") && !request.path().endsWith("/logout");
    }

    private void receive(JsonNode payload) {
        state.hold(turn -> {
            array.versions().apply(payload.path("change").asLong());
            turn.tell(observer -> observer.accessChanged(array.name()));
            return true;
        });
    }

    private void count(LandedWrite write) {
        state.hold(turn -> {
            array.meter()
                    .count(write.landedAt(), LoadMeter.Subject.VOLUME, write.volume(), write.initiator(), Load.WRITE);
            return true;
        });
    }

    private void countAtPort(Turn turn, Session session, Load load) {
        array.hardware()
                .portAt(session.portalAddress())
                .ifPresent(port -> array.meter()
                        .count(turn.now(), LoadMeter.Subject.PORT, port.name(), session.initiator(), load));
    }

    private void countRead(Turn turn, Session session, String volume, Load load) {
        array.meter().count(turn.now(), LoadMeter.Subject.VOLUME, volume, session.initiator(), load);
        countAtPort(turn, session, load);
    }

    private Optional<Session> session(String id) {
        return frontEnd.sessions().stream().filter(one -> one.id().equals(id)).findFirst();
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
    public WriteReply write(String sessionId, int lun, long payload) {
        return state.hold(turn -> {
            WriteReply reply = frontEnd.write(sessionId, lun, payload);
            switch (reply) {
                case WriteReply.Written written ->
                    session(sessionId).ifPresent(session -> countAtPort(turn, session, Load.WRITE));
                case WriteReply.InFlight inFlight ->
                    session(sessionId).ifPresent(session -> countAtPort(turn, session, Load.WRITE));
                case WriteReply.Refused refused -> {
                    // Not an operation on any volume.
                }
            }
            return reply;
        });
    }

    @Override
    public ReadReply read(String sessionId, int lun) {
        return state.hold(turn -> {
            ReadReply reply = frontEnd.read(sessionId, lun);
            switch (reply) {
                case ReadReply.Data data ->
                    session(sessionId)
                            .ifPresent(session -> access.visible(session).stream()
                                    .filter(one -> one.lun() == lun)
                                    .forEach(one -> countRead(turn, session, one.volume(), Load.READ)));
                case ReadReply.Refused refused -> {
                    // Not an operation on any volume.
                }
            }
            return reply;
        });
    }

    @Override
    public List<VisibleVolume> reportLuns(String sessionId) {
        return state.hold(turn -> {
            List<VisibleVolume> visible = frontEnd.reportLuns(sessionId);
            session(sessionId)
                    .ifPresent(session -> visible.forEach(one -> countRead(turn, session, one.volume(), Load.OTHER)));
            return visible;
        });
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
