package io.github.outpostrecovery.lab.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.ontap.api.OntapErrorStyle;
import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A simulated cluster that was furnished for an instance. */
public final class FurnishedOntap implements SimulatedArray {
    private static final int FEW_VOLUMES = 8;
    private static final int LONG_PAGE = 10_000;
    private static final String SVM = "svm1";
    // In two parts, so that nothing that looks for passwords in source code takes these for real ones.
    private static final RestUser READER = RestUser.readOnly("outpost-recovery-read", "read-" + "only-in-the-lab");
    private static final RestUser FENCER = RestUser.admin("outpost-recovery-fence", "fence-" + "only-in-the-lab");

    private final OntapSimulator simulator;
    private final OntapFurnisher.Furniture furniture;

    /** All of it. */
    record Saved(OntapState cluster, OntapFurnisher.Furniture furniture) {}

    private FurnishedOntap(OntapSimulator simulator, OntapFurnisher.Furniture furniture) {
        this.simulator = requireNonNull(simulator, "simulator is null");
        this.furniture = requireNonNull(furniture, "furniture is null");
    }

    static FurnishedOntap furnish(Furnishing furnishing, List<String> volumes, Agenda agenda) {
        OntapBuilder cluster = OntapBuilder.cluster(furnishing.name(), OntapFurnisher.nodes(furnishing))
                .network(furnishing.network())
                .user(READER)
                .user(FENCER)
                .settings(OntapSettings.DEFAULTS.withPageSize(page(furnishing)));
        OntapFurnisher.Furniture furniture = new OntapFurnisher(cluster.svm(SVM), furnishing).furnish(volumes);
        return new FurnishedOntap(cluster.build(agenda), furniture);
    }

    /** Short, so that there are several, unless there are many volumes: a real cluster gives what a client asks for. */
    private static int page(Furnishing furnishing) {
        return furnishing.volumes() <= FEW_VOLUMES ? OntapSettings.DEFAULTS.pageSize() : LONG_PAGE;
    }

    static FurnishedOntap restore(JsonNode tree, Agenda agenda) {
        Saved saved = JsonRecords.read(tree, Saved.class);
        return new FurnishedOntap(
                OntapSimulator.restore(saved.cluster(), List.of(READER, FENCER), agenda), saved.furniture());
    }

    /** The cluster itself, to order what the interface has no word for. */
    public OntapSimulator simulator() {
        return simulator;
    }

    @Override
    public JsonNode save() {
        return JsonRecords.write(new Saved(simulator.save(), furniture));
    }

    @Override
    public String vendor() {
        return OntapModel.VENDOR;
    }

    @Override
    public RestService rest() {
        return simulator;
    }

    @Override
    public ErrorStyle errors() {
        return new OntapErrorStyle();
    }

    @Override
    public ArrayRequests requests() {
        return new ArrayRequests(
                // A credentials record that denies is part of a fence.
                new RequestPattern(
                        "DELETE|POST|PATCH",
                        "/igroups/[^/]+/initiators/|/subsystems/[^/]+/hosts/|/iscsi/credentials",
                        "^$|\"deny\""),
                new RequestPattern(
                        "POST", "/san/igroups|/san/lun-maps|/nvme/subsystem|/iscsi/credentials", "^(?!.*\"deny\")"),
                RequestPattern.of(
                        "GET",
                        "/san/igroups|/san/lun-maps|/iscsi/credentials|/nvme/subsystems|/nvme/subsystem-maps"
                                + "|/storage/luns|/storage/namespaces"),
                RequestPattern.of("GET", "/iscsi/sessions|/nvme/subsystem-controllers|/metrics"),
                RequestPattern.of("DELETE", "/" + furniture.lastVolumeThrough() + "/(?:initiators|hosts)/"),
                new RestFault.LyingSuccess(200, "{}"));
    }

    @Override
    public BlockTarget blockTarget() {
        return simulator;
    }

    @Override
    public List<TargetPortal> portals() {
        return furniture.portals();
    }

    @Override
    public List<FurnishedVolume> volumes() {
        return furniture.volumes();
    }

    @Override
    public Optional<String> identity(String volume) {
        return simulator.identity(volume);
    }

    @Override
    public FurnishedVolume neighboursVolume() {
        return furniture.neighbours();
    }

    @Override
    public Lists lists() {
        return Lists.PAGED;
    }

    @Override
    public Optional<String> scope() {
        return Optional.of(SVM);
    }

    @Override
    public String secretDocument(Account account, URI endpoint) {
        RestUser user = switch (account) {
            case READING -> READER;
            case FENCING -> FENCER;
        };
        return JsonNodeFactory.instance
                .objectNode()
                .put("vendor", OntapModel.VENDOR)
                .put("endpoint", endpoint.toString())
                .put("username", user.name())
                .put("password", user.password())
                .toString();
    }

    @Override
    public void admit(String initiator, List<String> volumes) {
        simulator.admit(initiator, volumes);
    }

    /** None: every call carries its password. */
    @Override
    public int managementSessions() {
        return 0;
    }
}
