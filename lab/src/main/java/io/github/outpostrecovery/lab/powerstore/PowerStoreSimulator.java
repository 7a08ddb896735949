package io.github.outpostrecovery.lab.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.LinkConditions;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.LoginReply;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.datapath.ReadReply;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.StateLock;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.datapath.WriteReply;
import io.github.outpostrecovery.lab.powerstore.api.PowerStoreApi;
import io.github.outpostrecovery.lab.powerstore.api.SystemIdentity;
import io.github.outpostrecovery.lab.powerstore.inventory.Admission;
import io.github.outpostrecovery.lab.powerstore.inventory.StagedInventory;
import io.github.outpostrecovery.lab.powerstore.inventory.TargetPort;
import io.github.outpostrecovery.lab.powerstore.session.Account;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A Dell PowerStore cluster that is not there: its REST API, and the data path behind it, on the clock of an agenda.
 *
 * <p>Volumes are known by their id. Calls take no time here; put a {@link io.github.outpostrecovery.lab.rest.FaultyRest} in
 * front for that.
 */
public final class PowerStoreSimulator implements RestService, BlockTarget {
    private final StateLock state;
    private final PowerStoreCluster cluster;
    private final FrontEnd frontEnd;
    private final PowerStoreApi api;

    private PowerStoreSimulator(
            String name,
            StagedInventory inventories,
            PowerStoreSettings settings,
            List<Account> accounts,
            Agenda agenda) {
        this.state = new StateLock(agenda);
        AtomicReference<FrontEnd> toBe = new AtomicReference<>();
        this.cluster = new PowerStoreCluster(
                name,
                inventories,
                settings,
                () -> requireNonNull(toBe.get(), "there is no front end yet"),
                agenda.instant());
        SystemIdentity identity = new SystemIdentity(inventories.accepted().origin());
        this.frontEnd = new FrontEnd(
                name,
                agenda,
                state,
                new PowerStoreAccess(cluster, identity.subsystem()),
                PowerStoreCluster.fineSampling(settings));
        toBe.set(frontEnd);
        this.api = new PowerStoreApi(cluster, identity, accounts);
        agenda.register(PowerStoreApi.recipient(name), Recipient.Kind.WORLD, this::receive);
        frontEnd.observe(new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                remember();
            }
        });
    }

    /** Makes a cluster; {@link PowerStoreBuilder} makes inventories. */
    static PowerStoreSimulator of(
            String name,
            StagedInventory inventories,
            PowerStoreSettings settings,
            List<Account> accounts,
            Agenda agenda) {
        return new PowerStoreSimulator(name, inventories, settings, accounts, agenda);
    }

    /**
     * Makes a cluster again as it was when it was saved. What was due is in the agenda, which is restored first.
     *
     * @param accounts the accounts of the management API, which are not saved
     */
    public static PowerStoreSimulator restore(PowerStoreState saved, List<Account> accounts, Agenda agenda) {
        PowerStoreSimulator simulator = new PowerStoreSimulator(
                saved.name(), StagedInventory.restore(saved.inventories()), saved.settings(), accounts, agenda);
        simulator.state.hold(turn -> {
            simulator.cluster.restore(saved);
            return true;
        });
        return simulator;
    }

    /** The whole state. Save the agenda with it, while no call is under way. */
    public PowerStoreState save() {
        return state.hold(turn -> cluster.save());
    }

    /** Changes how the cluster behaves from now on. The sampling interval stays. */
    public void change(UnaryOperator<PowerStoreSettings> how) {
        state.hold(turn -> {
            cluster.change(how.apply(cluster.settings()));
            return true;
        });
    }

    /** A port goes down or comes up; sessions through one that goes down are lost. */
    public void setPort(String address, TargetPort.Link link) {
        state.hold(turn -> {
            cluster.inventories()
                    .changeEverywhere(inventory -> inventory
                            .ports()
                            .put(inventory.portAt(address).orElseThrow().with(link)));
            if (link == TargetPort.Link.DOWN) {
                frontEnd.portalLost(address);
            }
            turn.tell(observer -> observer.accessChanged(cluster.name()));
            return true;
        });
    }

    /**
     * Somebody lets an initiator in by hand: it reaches these volumes at once.
     *
     * @param chap what it may prove itself with, if the cluster has nothing to compare with yet
     * @param volumes by name
     */
    public void admit(String initiator, Protocol protocol, Optional<ChapAccount> chap, List<String> volumes) {
        state.hold(turn -> {
            Admission admission =
                    Admission.draw(cluster.inventories().accepted(), initiator, protocol, chap, List.copyOf(volumes));
            cluster.inventories().changeEverywhere(admission::apply);
            turn.tell(observer -> observer.accessChanged(cluster.name()));
            return true;
        });
    }

    /** The id of a volume. */
    Optional<String> identity(String name) {
        return state.hold(turn -> cluster.inventories().accepted().volumes().stream()
                .filter(volume -> volume.name().equals(name))
                .map(volume -> volume.id())
                .findFirst());
    }

    /** How many sessions of the management API have neither ended nor expired. */
    public int managementSessions() {
        return state.hold(
                turn -> cluster.logins().count(turn.now(), cluster.settings().idleTimeout()));
    }

    /** The sessions that the cluster lists. */
    public List<Session> sessions() {
        return frontEnd.sessions();
    }

    /** What a volume holds. */
    public long content(String volume) {
        return frontEnd.content(volume);
    }

    @Override
    public RestResponse serve(RestRequest request) {
        return state.hold(turn -> api.serve(request, turn));
    }

    @Override
    public boolean changes(RestRequest request) {
        return PowerStoreApi.changes(request);
    }

    private void receive(JsonNode payload) {
        state.hold(turn -> {
            api.receive(payload, turn);
            return true;
        });
    }

    private void remember() {
        state.pass(turn -> {
            cluster.remember(turn);
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
        remember();
        return frontEnd.write(sessionId, lun, payload);
    }

    @Override
    public ReadReply read(String sessionId, int lun) {
        remember();
        return frontEnd.read(sessionId, lun);
    }

    @Override
    public List<VisibleVolume> reportLuns(String sessionId) {
        remember();
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
