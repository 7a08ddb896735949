package io.github.outpostrecovery.lab.flasharray;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.StateLock;
import io.github.outpostrecovery.lab.flasharray.api.FlashArrayApi;
import io.github.outpostrecovery.lab.flasharray.hardware.Controller;
import io.github.outpostrecovery.lab.flasharray.hardware.Hardware;
import io.github.outpostrecovery.lab.flasharray.hardware.Port;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Versions;
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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A Pure Storage FlashArray that is not there: its REST API, and the data path behind it, on the clock of an agenda. Calls
 * take no time here; put a {@link io.github.outpostrecovery.lab.rest.FaultyRest} in front for that.
 */
public final class FlashArraySimulator implements RestService {
    private final String origin;
    private final Duration sampling;
    private final StateLock state;
    private final FlashArray array;
    private final FrontEnd frontEnd;
    private final MeteredFrontEnd blockTarget;
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
        FlashArrayAccess access = new FlashArrayAccess(array);
        this.frontEnd = new FrontEnd(name, agenda, state, access, sampling);
        toBe.set(frontEnd);
        this.api = new FlashArrayApi(array, accounts);
        this.blockTarget = new MeteredFrontEnd(state, frontEnd, access, array);
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

    /** The array as machines see it. */
    public BlockTarget blockTarget() {
        return blockTarget;
    }

    public String name() {
        return frontEnd.name();
    }

    /** The id of a volume. */
    Optional<String> identity(String name) {
        return state.hold(turn -> array.versions().accepted().volumes().stream()
                .filter(volume -> volume.name().equals(name))
                .map(volume -> volume.id())
                .findFirst());
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
}
