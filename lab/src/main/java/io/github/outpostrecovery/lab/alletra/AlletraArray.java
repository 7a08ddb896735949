package io.github.outpostrecovery.lab.alletra;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.alletra.api.WsapiErrorStyle;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A simulated array of HPE, furnished for an instance and its neighbour. */
public final class AlletraArray implements SimulatedArray {
    static final String VENDOR = "hpe";
    static final WsapiUser READER =
            new WsapiUser("outpost-recovery-read", "read-" + "only-in-the-lab", WsapiUser.Role.BROWSE);
    static final WsapiUser FENCER =
            new WsapiUser("outpost-recovery-fence", "fence-" + "only-in-the-lab", WsapiUser.Role.EDIT);

    private final AlletraSimulator simulator;
    private final Ways ways;

    /** What machines and configurations have to know. */
    record Ways(List<TargetPortal> portals, List<FurnishedVolume> volumes, FurnishedVolume neighboursVolume) {}

    /** All of it, but for the accounts. */
    record Saved(AlletraState array, Ways ways) {}

    AlletraArray(AlletraSimulator simulator, Ways ways) {
        this.simulator = requireNonNull(simulator, "simulator is null");
        this.ways = requireNonNull(ways, "ways is null");
    }

    static AlletraArray restore(JsonNode saved, Agenda agenda) {
        Saved array = JsonRecords.read(saved, Saved.class);
        return new AlletraArray(AlletraSimulator.restore(array.array(), List.of(READER, FENCER), agenda), array.ways());
    }

    /** The array itself, for its settings and what it counts. */
    public AlletraSimulator simulator() {
        return simulator;
    }

    @Override
    public String vendor() {
        return VENDOR;
    }

    @Override
    public RestService rest() {
        return simulator;
    }

    @Override
    public ArrayRequests requests() {
        String taking = "\"(?:pathOperation|action|chapOperation)\"\\s*:\\s*2";
        RequestPattern revoke = new RequestPattern("PUT|DELETE", "/hosts/|/hostsets/|/vluns/", "^$|" + taking);
        return new ArrayRequests(
                revoke,
                new RequestPattern("POST|PUT", "/hosts|/hostsets|/vluns", "^(?!.*" + taking + ")"),
                RequestPattern.of("GET", "/vluns|/hosts|/hostsets|/volumesets|/volumes"),
                RequestPattern.of("GET", "/vluns|/hosts|/ports"),
                // A path leaves its host at once, with every volume.
                revoke,
                new RestFault.LyingSuccess(200, ""));
    }

    @Override
    public ErrorStyle errors() {
        return new WsapiErrorStyle();
    }

    @Override
    public BlockTarget blockTarget() {
        return simulator;
    }

    /** One of each node; every iSCSI port is a target of its own. */
    @Override
    public List<TargetPortal> portals() {
        return ways.portals();
    }

    @Override
    public List<FurnishedVolume> volumes() {
        return ways.volumes();
    }

    @Override
    public FurnishedVolume neighboursVolume() {
        return ways.neighboursVolume();
    }

    @Override
    public Lists lists() {
        return Lists.WHOLE;
    }

    @Override
    public Optional<String> scope() {
        return Optional.empty();
    }

    @Override
    public String secretDocument(Account account, URI endpoint) {
        WsapiUser user = switch (account) {
            case READING -> READER;
            case FENCING -> FENCER;
        };
        return JsonNodeFactory.instance
                .objectNode()
                .put("vendor", VENDOR)
                .put("endpoint", endpoint.toString())
                .put("username", user.name())
                .put("password", user.password())
                .toString();
    }

    @Override
    public Optional<String> identity(String volume) {
        return simulator.identity(volume);
    }

    @Override
    public void admit(String initiator, List<String> volumes) {
        simulator.admit(initiator, volumes);
    }

    @Override
    public int managementSessions() {
        return simulator.managementSessions();
    }

    @Override
    public JsonNode save() {
        return JsonRecords.write(new Saved(simulator.save(), ways));
    }
}
