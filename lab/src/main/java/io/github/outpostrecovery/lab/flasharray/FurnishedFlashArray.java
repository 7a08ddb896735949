package io.github.outpostrecovery.lab.flasharray;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.api.FlashArrayErrorStyle;
import io.github.outpostrecovery.lab.flasharray.inventory.Connection;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.flasharray.login.ApiAccount;
import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A simulated array with one instance and its neighbour on it. */
public final class FurnishedFlashArray implements SimulatedArray {
    private final FlashArraySimulator simulator;
    private final Plan plan;

    /** How it was furnished. */
    record Plan(
            long seed, List<TargetPortal> portals, List<FurnishedVolume> volumes, FurnishedVolume neighboursVolume) {}

    /** All of it. */
    record Saved(FlashArrayState array, Plan plan) {}

    FurnishedFlashArray(FlashArraySimulator simulator, Plan plan) {
        this.simulator = requireNonNull(simulator, "simulator is null");
        this.plan = requireNonNull(plan, "plan is null");
    }

    static FurnishedFlashArray restore(Saved saved, Agenda agenda) {
        List<ApiAccount> accounts = accounts(saved.array().name(), saved.plan().seed());
        return new FurnishedFlashArray(FlashArraySimulator.restore(saved.array(), accounts, agenda), saved.plan());
    }

    static List<ApiAccount> accounts(String array, long seed) {
        return List.of(
                new ApiAccount(
                        "outpost-recovery-read", apiToken(array, seed, Account.READING), ApiAccount.Role.READ_ONLY),
                new ApiAccount(
                        "outpost-recovery-fence",
                        apiToken(array, seed, Account.FENCING),
                        ApiAccount.Role.STORAGE_ADMIN));
    }

    private static String apiToken(String array, long seed, Account account) {
        return UUID.nameUUIDFromBytes((array + "/" + seed + "/" + account).getBytes(UTF_8))
                .toString();
    }

    /** The array itself, to order what the interface has no word for. */
    public FlashArraySimulator simulator() {
        return simulator;
    }

    @Override
    public String vendor() {
        return FlashArrayModel.VENDOR;
    }

    @Override
    public RestService rest() {
        return simulator;
    }

    @Override
    public ArrayRequests requests() {
        RequestPattern revoke =
                new RequestPattern("PATCH|DELETE", "/(?:hosts|connections|host-groups)", "^$|remove_(?:iqns|nqns)");
        return new ArrayRequests(
                revoke,
                new RequestPattern("POST|PATCH", "/(?:hosts|connections|host-groups)", "^(?!.*remove_)"),
                RequestPattern.of("GET", "/(?:connections|hosts|host-groups|volumes)$|/host-groups/hosts$"),
                RequestPattern.of("GET", "/performance|/ports/initiators"),
                // An initiator leaves its host at once, with every volume.
                revoke,
                new RestFault.LyingSuccess(200, "{\"items\":[]}"));
    }

    @Override
    public ErrorStyle errors() {
        return new FlashArrayErrorStyle();
    }

    @Override
    public BlockTarget blockTarget() {
        return simulator.blockTarget();
    }

    @Override
    public List<TargetPortal> portals() {
        return plan.portals();
    }

    @Override
    public List<FurnishedVolume> volumes() {
        return plan.volumes();
    }

    @Override
    public FurnishedVolume neighboursVolume() {
        return plan.neighboursVolume();
    }

    @Override
    public Lists lists() {
        return Lists.PAGED;
    }

    @Override
    public Optional<String> scope() {
        return Optional.empty();
    }

    @Override
    public String secretDocument(Account account, URI endpoint) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("vendor", FlashArrayModel.VENDOR)
                .put("endpoint", endpoint.toString())
                .put("apiToken", apiToken(simulator.name(), plan.seed(), account))
                .toString();
    }

    /** A host that has the initiator is connected privately to what it does not reach; if none has it, one is made. */
    @Override
    public Optional<String> identity(String volume) {
        return simulator.identity(volume);
    }

    @Override
    public void admit(String initiator, List<String> volumes) {
        String id = simulator.newId();
        simulator.changeByHand(inventory -> {
            Host host = inventory.reach().hostOf(initiator).orElseGet(() -> {
                Protocol protocol = initiator.startsWith("nqn.") ? Protocol.NVME_TCP : Protocol.ISCSI;
                Host made = Host.of(id, "by-hand-" + id.substring(0, 8), protocol, initiator);
                inventory.hosts().put(made);
                return made;
            });
            volumes.forEach(name -> connect(inventory, host, name));
        });
    }

    private static void connect(Inventory inventory, Host host, String name) {
        Volume volume = inventory
                .volumeNamed(name)
                .orElseThrow(() -> new IllegalArgumentException("the array has no volume " + name));
        boolean reached =
                inventory.reach().of(host).stream().anyMatch(one -> one.volume().equals(volume.id()));
        if (!reached) {
            int lun = host.nqns().isEmpty() ? inventory.reach().freeLun(host).orElseThrow() : Connection.NVME;
            inventory.connections().put(Connection.ofHost(volume.id(), host, lun));
        }
    }

    @Override
    public int managementSessions() {
        return simulator.managementSessions();
    }

    @Override
    public JsonNode save() {
        return JsonRecords.write(new Saved(simulator.save(), plan));
    }
}
