package io.github.outpostrecovery.lab.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.api.WsapiApi;
import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.session.KeyQueues;
import io.github.outpostrecovery.lab.alletra.settings.AlletraSettings;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.ReadReply;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.StateLock;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * An HPE Alletra Storage MP B10000 that is not there, or an older array that speaks the same WSAPI: its management API, and
 * the data path behind it, on the clock of an agenda.
 *
 * <p>The data path knows volumes by their WWN. Calls take no time here; put a
 * {@link io.github.outpostrecovery.lab.rest.FaultyRest} in front for that.
 */
public final class AlletraSimulator implements RestService, BlockTarget {
    /** Finds a session key in a path, for {@link io.github.outpostrecovery.lab.rest.Blanking#andInPath}. */
    public static final Pattern KEY_IN_PATH = Pattern.compile("/credentials/([^/?]+)");

    private final StateLock state;
    private final AlletraSystem system;
    private final FrontEnd frontEnd;
    private final WsapiApi api;
    private final KeyQueues queues = new KeyQueues();
    private volatile Consumer<RestRequest> work = request -> {};

    private AlletraSimulator(
            Agenda agenda, String name, Identifiers identifiers, AlletraSettings settings, List<WsapiUser> users) {
        this.state = new StateLock(agenda);
        AtomicReference<FrontEnd> toBe = new AtomicReference<>();
        this.system = new AlletraSystem(
                name, identifiers, settings, () -> requireNonNull(toBe.get(), "there is no front end yet"));
        this.frontEnd = new FrontEnd(
                name,
                agenda,
                state,
                new AlletraAccess(system),
                settings.timing().sampling());
        toBe.set(frontEnd);
        this.api = new WsapiApi(system, users);
        agenda.register(system.recipient(), Recipient.Kind.WORLD, this::receive);
    }

    /** Makes an array; {@link AlletraBuilder} knows of what. */
    static AlletraSimulator of(
            Agenda agenda,
            String name,
            Identifiers identifiers,
            AlletraSettings settings,
            Inventory inventory,
            List<ArrayPort> ports,
            List<WsapiUser> users) {
        AlletraSimulator simulator = new AlletraSimulator(agenda, name, identifiers, settings, users);
        simulator.system.begin(inventory.save(), ports);
        return simulator;
    }

    /**
     * Makes an array again as it was when it was saved. What was due is in the agenda, which is restored first.
     *
     * @param users the accounts, which are not saved
     */
    public static AlletraSimulator restore(AlletraState saved, List<WsapiUser> users, Agenda agenda) {
        AlletraSimulator simulator = new AlletraSimulator(
                agenda, saved.name(), Identifiers.restore(saved.name(), saved.identifiers()), saved.settings(), users);
        simulator.system.restore(saved);
        simulator.frontEnd.restore(saved.frontEnd());
        return simulator;
    }

    /** The whole state. Save the agenda with it, while no call is under way. */
    public AlletraState save() {
        return state.hold(turn -> system.save(frontEnd.save()));
    }

    /** Changes how the array behaves from now on. The sampling interval stays. */
    public void change(UnaryOperator<AlletraSettings> how) {
        state.hold(turn -> {
            system.change(how.apply(system.settings()));
            return true;
        });
    }

    /** An operator or a failure takes a port up or down; sessions through one that is down are lost. */
    public void setPort(String address, ArrayPort.Link link) {
        state.hold(turn -> {
            system.ports().put(system.portAt(address).orElseThrow().with(link));
            switch (link) {
                case READY -> {
                    // Machines log in again by themselves.
                }
                case LOSS_SYNC -> frontEnd.portalLost(address);
            }
            return true;
        });
    }

    /** Exports volumes to an initiator by hand, at once; see {@link io.github.outpostrecovery.lab.array.SimulatedArray}. */
    public void admit(String initiator, List<String> volumes) {
        state.hold(turn -> {
            volumes.forEach(this::requireVolume);
            int newHostId = system.identifiers().nextId();
            system.changeEverywhere(turn, inventory -> Admission.admit(inventory, initiator, volumes, newHostId));
            return true;
        });
    }

    /** The WWN of a volume. */
    Optional<String> identity(String name) {
        return state.hold(turn -> system.configured().volumes().find(name).map(volume -> volume.wwn()));
    }

    private void requireVolume(String volume) {
        if (system.configured().volumes().find(volume).isEmpty()) {
            throw new IllegalArgumentException("there is no volume " + volume);
        }
    }

    /**
     * Has {@code task} done for each request that carries a session key, while the key serves nothing else: what takes time
     * in a real array. It must not call this array or its agenda.
     */
    public void whileServing(Consumer<RestRequest> task) {
        work = requireNonNull(task, "task is null");
    }

    /** How many log-ins of the management API are open now. */
    public int managementSessions() {
        return state.hold(turn -> system.sessions(turn.now()).count());
    }

    /** How many log-ins were open at once at most. */
    public int highestSessions() {
        return state.hold(turn -> system.sessions(turn.now()).highest());
    }

    /** How many log-ins were never logged out: those that expired, and those that are open now. */
    public int sessionsLeaked() {
        return state.hold(turn -> system.sessions(turn.now()).leaked());
    }

    /** How many requests of one session key there were at once at most, in this process. */
    public int highestRequestsOfOneKey() {
        return queues.highestOfOneKey();
    }

    /** How many requests with any session key there were at once at most, in this process. */
    public int highestRequests() {
        return queues.highest();
    }

    /** The sessions and controllers that the array knows of. */
    public List<Session> sessions() {
        return frontEnd.sessions();
    }

    /** What a volume holds. */
    public long content(String volume) {
        return frontEnd.content(volume);
    }

    @Override
    public RestResponse serve(RestRequest request) {
        Optional<String> key = request.header(WsapiApi.KEY_HEADER);
        return key.isEmpty()
                ? answer(request)
                : queues.serve(key.get(), () -> work.accept(request), () -> answer(request));
    }

    private RestResponse answer(RestRequest request) {
        return state.hold(turn -> api.serve(request, turn));
    }

    /** Logging in and out changes nothing. */
    @Override
    public boolean changes(RestRequest request) {
        return !request.method().equals("GET")
                && !request.method().equals("HEAD")
                && !request.path().startsWith(WsapiApi.CREDENTIALS);
    }

    private void receive(JsonNode payload) {
        state.hold(turn -> {
            switch (payload.path(AlletraSystem.EVENT).asText()) {
                case AlletraSystem.APPLIES -> system.applyNext(turn);
                case AlletraSystem.COPY_ENDS ->
                    api.endCopy(turn, payload.path(AlletraSystem.TASK).asInt());
                default -> throw new IllegalArgumentException("not an event of an array: " + payload);
            }
            return true;
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
    public WriteReply write(String sessionId, int lun, long payload) {
        return frontEnd.write(sessionId, lun, payload);
    }

    @Override
    public ReadReply read(String sessionId, int lun) {
        return frontEnd.read(sessionId, lun);
    }

    @Override
    public List<VisibleVolume> reportLuns(String sessionId) {
        return frontEnd.reportLuns(sessionId);
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
