package io.github.outpostrecovery.lab.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.github.outpostrecovery.lab.ontap.api.OntapApi;
import io.github.outpostrecovery.lab.ontap.api.Reply;
import io.github.outpostrecovery.lab.ontap.inventory.Inventory;
import io.github.outpostrecovery.lab.ontap.inventory.NetworkInterface;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
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
 * A NetApp ONTAP cluster that is not there: its REST API, and the data path behind it, on the clock of an agenda.
 *
 * <p>Volumes are known by the uuid of the LUN or namespace, since names repeat across SVMs. Calls take no time here; put a
 * {@link io.github.outpostrecovery.lab.rest.FaultyRest} in front for that. Only a call that waits for a job lets time pass.
 */
public final class OntapSimulator implements RestService, BlockTarget {
    private final Agenda agenda;
    private final StateLock state;
    private final OntapCluster cluster;
    private final FrontEnd frontEnd;
    private final OntapApi api;

    private OntapSimulator(
            Agenda agenda,
            String name,
            String uuid,
            OntapSettings settings,
            Inventory inventory,
            List<RestUser> users) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.state = new StateLock(agenda);
        AtomicReference<FrontEnd> toBe = new AtomicReference<>();
        this.cluster = new OntapCluster(
                name, uuid, inventory, () -> requireNonNull(toBe.get(), "there is no front end yet"), settings);
        this.frontEnd = new FrontEnd(name, agenda, state, new OntapAccess(cluster), settings.sampling());
        toBe.set(frontEnd);
        this.api = new OntapApi(cluster, users);
        agenda.register(OntapApi.jobRecipient(name), Recipient.Kind.WORLD, this::receiveJob);
    }

    /** Makes a cluster that holds {@code inventory}; {@link OntapBuilder} makes inventories. */
    static OntapSimulator of(
            Agenda agenda, String name, Inventory inventory, OntapSettings settings, List<RestUser> users) {
        return new OntapSimulator(agenda, name, inventory.newUuid(), settings, inventory, users);
    }

    /**
     * Makes a cluster again as it was when it was saved. What was due is in the agenda, which is restored first.
     *
     * @param users the REST accounts, which are not saved
     */
    public static OntapSimulator restore(OntapState saved, List<RestUser> users, Agenda agenda) {
        Inventory inventory = new Inventory(saved.name());
        inventory.restore(saved.inventory());
        OntapSimulator simulator =
                new OntapSimulator(agenda, saved.name(), saved.uuid(), saved.settings(), inventory, users);
        simulator.frontEnd.restore(saved.frontEnd());
        return simulator;
    }

    /** The whole state. Save the agenda with it, while no call is under way. */
    public OntapState save() {
        return state.hold(turn -> new OntapState(
                cluster.name(),
                cluster.uuid(),
                cluster.settings(),
                cluster.inventory().save(),
                frontEnd.save()));
    }

    /** Changes how the cluster behaves from now on. The sampling interval stays. */
    public void change(UnaryOperator<OntapSettings> how) {
        state.hold(turn -> {
            cluster.change(how.apply(cluster.settings()));
            return true;
        });
    }

    /** An operator or a failure takes a LIF up or down; sessions through one that no longer serves are lost. */
    public void setInterface(String address, boolean enabled, NetworkInterface.State linkState) {
        state.hold(turn -> {
            NetworkInterface lif = cluster.inventory().interfaceAt(address).orElseThrow();
            cluster.inventory().interfaces().put(lif.with(enabled, linkState));
            if (!enabled || linkState == NetworkInterface.State.DOWN) {
                frontEnd.portalLost(address);
            }
            return true;
        });
    }

    /** A move or restore of a LUN or namespace begins or ends. */
    public void setCondition(String unit, StorageUnit.Condition condition) {
        state.hold(turn -> {
            cluster.inventory()
                    .units()
                    .put(cluster.inventory().units().get(unit).in(condition));
            return true;
        });
    }

    /**
     * Somebody lets an initiator in by hand, past the API: through an igroup of its own over iSCSI, under the LUN ids that the
     * volumes have already; through the subsystems that the namespaces are in over NVMe/TCP. What denied it the log-in goes.
     *
     * @param names of LUNs or namespaces
     */
    public void admit(String initiator, List<String> names) {
        state.hold(turn -> {
            new HandOfAnOperator(cluster).admit(initiator, names);
            turn.tell(observer -> observer.accessChanged(cluster.name()));
            return true;
        });
    }

    /** The uuid of a LUN or namespace. */
    Optional<String> identity(String name) {
        return state.hold(turn -> cluster.inventory().units().stream()
                .filter(unit -> unit.name().equals(name))
                .map(StorageUnit::uuid)
                .findFirst());
    }

    /** The sessions and controllers that the cluster lists. */
    public List<Session> sessions() {
        return frontEnd.sessions();
    }

    /** What a volume holds. */
    public long content(String volume) {
        return frontEnd.content(volume);
    }

    @Override
    public RestResponse serve(RestRequest request) {
        Reply reply = state.hold(turn -> api.serve(request, turn));
        return switch (reply) {
            case Reply.Now now -> now.response();
            case Reply.WhenDone waiting -> {
                agenda.advance(waiting.atMost());
                yield state.hold(turn -> api.afterWaiting(waiting));
            }
        };
    }

    private void receiveJob(JsonNode payload) {
        String job = payload.path("job").asText();
        state.hold(turn -> {
            switch (payload.path("event").asText()) {
                case "starts" -> api.startJob(job);
                case "ends" -> api.endJob(job);
                default -> throw new IllegalArgumentException("not an event of a job: " + payload);
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
