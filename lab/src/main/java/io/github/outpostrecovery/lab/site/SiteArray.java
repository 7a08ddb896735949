package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.rest.FaultyRest;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Endpoint;
import io.github.outpostrecovery.storage.rest.HttpTransport;
import io.github.outpostrecovery.storage.rest.ServerTrust;
import io.github.outpostrecovery.storage.rest.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An array of a site: the simulated array itself, and the way to its management API, where its faults are armed.
 */
public final class SiteArray implements AutoCloseable {
    private final ArrayAddress address;
    private final ArrayKind kind;
    private final SimulatedArray array;
    private final FaultyRest way;
    private final RestService front;
    private final Optional<RestServer> server;

    /** All of it, but for what is written down about it. */
    record Saved(JsonNode array, JsonNode way) {}

    private SiteArray(
            ArrayAddress address,
            ArrayKind kind,
            SimulatedArray array,
            Agenda agenda,
            CallLog calls,
            SiteConditions conditions) {
        this.address = requireNonNull(address, "address is null");
        this.kind = requireNonNull(kind, "kind is null");
        this.array = requireNonNull(array, "array is null");
        this.way = new FaultyRest(service(), array.rest(), array.errors(), agenda, calls, conditions.arrayLatency());
        this.front = conditions.ways().apply(way);
        this.server = switch (conditions.connections()) {
            case SOCKETS -> Optional.of(RestServer.http(front, RestServer.ANY_PORT));
            case IN_MEMORY -> Optional.empty();
        };
    }

    static SiteArray open(
            ArrayAddress address,
            ArrayKind kind,
            SimulatedArray array,
            Agenda agenda,
            CallLog calls,
            SiteConditions conditions) {
        return new SiteArray(address, kind, array, agenda, calls, conditions);
    }

    Saved save() {
        return new Saved(array.save(), JsonRecords.write(way.save()));
    }

    /** Arms the faults that were armed when the way was saved. */
    void restoreWay(JsonNode saved) {
        way.restore(JsonRecords.read(saved, FaultyRest.Saved.class));
    }

    /** Its name, unique in the site. */
    public String name() {
        return address.name().value();
    }

    public String vendor() {
        return kind.vendor();
    }

    public Protocol protocol() {
        return kind.protocol();
    }

    /** The array itself. */
    public SimulatedArray simulated() {
        return array;
    }

    /** The way to its management API. */
    public FaultyRest way() {
        return way;
    }

    /** Whether a call in the log of the site went to it. */
    public boolean served(Call call) {
        return call.service().equals(service());
    }

    /** The addresses of its portals, without ports; of several targets at one address, it is there once. */
    public List<String> portalAddresses() {
        return array.portals().stream().map(TargetPortal::address).distinct().toList();
    }

    ArrayName arrayName() {
        return address.name();
    }

    /** What the array itself knows a volume by. */
    String identityOf(String volume) {
        return array.identity(volume)
                .orElseThrow(() -> new IllegalArgumentException(name() + " has no volume " + volume));
    }

    boolean isAt(Endpoint endpoint) {
        return new Endpoint(address.endpoint()).isSameAs(endpoint);
    }

    /** Leads from the address that is written down to the socket that this process has opened, or to the array itself. */
    Transport connect(ServerTrust trust, ClientSettings settings) {
        return server.<Transport>map(socket -> new WrittenAddress(
                        HttpTransport.open(new Endpoint(socket.baseUri()), trust, settings), socket.baseUri()))
                .orElseGet(() -> new InMemoryTransport(front));
    }

    /** How the engine reaches it, with what these machines prove themselves by. */
    ArrayConnection connection(MachineAccounts accounts) {
        return new ArrayConnection(
                address.name(),
                kind.vendor(),
                kind.protocol(),
                address.endpoint(),
                address.readSecret(),
                address.fenceSecret(),
                accounts.of(kind.protocol()).map(account -> address.chapSecret()),
                array.scope());
    }

    /** The secret that the machines prove themselves with, where it asks for one. */
    SecretArn chapSecret() {
        return address.chapSecret();
    }

    /** The secret of the account that can change it. */
    SecretArn fenceSecret() {
        return address.fenceSecret();
    }

    /** What Secrets Manager keeps for its two accounts, and for the machines that log in to it. */
    Map<SecretArn, String> secrets(MachineAccounts accounts) {
        Map<SecretArn, String> secrets = new HashMap<>();
        secrets.put(address.readSecret(), array.secretDocument(SimulatedArray.Account.READING, address.endpoint()));
        secrets.put(address.fenceSecret(), array.secretDocument(SimulatedArray.Account.FENCING, address.endpoint()));
        accounts.of(kind.protocol())
                .ifPresent(account -> secrets.put(address.chapSecret(), MachineAccounts.document(account)));
        return secrets;
    }

    private String service() {
        return name() + "/rest";
    }

    @Override
    public void close() {
        server.ifPresent(RestServer::close);
    }
}
