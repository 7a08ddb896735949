package io.github.outpostrecovery.lab.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapSecrets;
import io.github.outpostrecovery.lab.powerstore.refusal.PowerStoreErrorStyle;
import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A simulated PowerStore cluster as a site knows it. */
public final class PowerStoreArray implements SimulatedArray {
    private final PowerStoreSimulator simulator;
    private final Furnished furnished;

    /** What the site has to know. {@code chap} is what the instance's machine proves itself with. */
    record Furnished(
            Protocol protocol,
            List<TargetPortal> portals,
            List<FurnishedVolume> volumes,
            FurnishedVolume neighboursVolume,
            ChapSecrets chap) {}

    /** All of it. */
    record Saved(PowerStoreState cluster, Furnished furnished) {}

    PowerStoreArray(PowerStoreSimulator simulator, Furnished furnished) {
        this.simulator = requireNonNull(simulator, "simulator is null");
        this.furnished = requireNonNull(furnished, "furnished is null");
    }

    static PowerStoreArray restore(JsonNode saved, Agenda agenda) {
        Saved array = JsonRecords.read(saved, Saved.class);
        return new PowerStoreArray(
                PowerStoreSimulator.restore(array.cluster(), LabAccounts.ALL, agenda), array.furnished());
    }

    /** The cluster itself, whose behaviour can be changed. */
    public PowerStoreSimulator simulator() {
        return simulator;
    }

    @Override
    public String vendor() {
        return PowerStoreModel.VENDOR;
    }

    @Override
    public RestService rest() {
        return simulator;
    }

    @Override
    public ArrayRequests requests() {
        RequestPattern revoke = new RequestPattern(
                "PATCH|POST|DELETE",
                "/host/[^/]+$|/host_group/[^/]+$|/detach$",
                "^$|remove_|\"host_id\"|\"host_group_id\"|\"volume_id\"");
        return new ArrayRequests(
                revoke,
                new RequestPattern(
                        "POST|PATCH",
                        "/host(?:_group)?$|/host/[^/]+$|/host_group/[^/]+$|/attach$",
                        "^(?!.*(?:remove_|modify_))"),
                RequestPattern.of("GET", "/host_volume_mapping|/host|/initiator|/volume"),
                RequestPattern.of("GET|POST", "/initiator|/discovered_initiator|/metrics/generate"),
                // An initiator leaves its host at once, with every volume.
                revoke,
                new RestFault.LyingSuccess(204, ""));
    }

    @Override
    public ErrorStyle errors() {
        return new PowerStoreErrorStyle();
    }

    @Override
    public BlockTarget blockTarget() {
        return simulator;
    }

    @Override
    public List<TargetPortal> portals() {
        return furnished.portals();
    }

    @Override
    public List<FurnishedVolume> volumes() {
        return furnished.volumes();
    }

    @Override
    public FurnishedVolume neighboursVolume() {
        return furnished.neighboursVolume();
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
        var login = switch (account) {
            case READING -> LabAccounts.READER;
            case FENCING -> LabAccounts.FENCER;
        };
        return JsonNodeFactory.instance
                .objectNode()
                .put("vendor", vendor())
                .put("endpoint", endpoint.toString())
                .put("username", login.name())
                .put("password", login.password())
                .toString();
    }

    @Override
    public Optional<String> identity(String volume) {
        return simulator.identity(volume);
    }

    @Override
    public void admit(String initiator, List<String> volumes) {
        simulator.admit(initiator, furnished.protocol(), chap(), volumes);
    }

    private Optional<ChapAccount> chap() {
        return furnished.chap().account();
    }

    @Override
    public int managementSessions() {
        return simulator.managementSessions();
    }

    @Override
    public JsonNode save() {
        return JsonRecords.write(new Saved(simulator.save(), furnished));
    }
}
