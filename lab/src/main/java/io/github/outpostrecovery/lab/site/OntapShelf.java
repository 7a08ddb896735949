package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.machine.GuestConfiguration;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import io.github.outpostrecovery.lab.ontap.OntapBuilder;
import io.github.outpostrecovery.lab.ontap.OntapSimulator;
import io.github.outpostrecovery.lab.ontap.OntapState;
import io.github.outpostrecovery.lab.ontap.RestUser;
import io.github.outpostrecovery.lab.ontap.SvmBuilder;
import io.github.outpostrecovery.lab.ontap.api.OntapErrorStyle;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import io.github.outpostrecovery.lab.rest.ErrorStyle;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.rest.RestService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The simulated ONTAP cluster of a site: how it is furnished, and what machines have to know to find it. */
final class OntapShelf implements ArrayShelf {
    private static final RestUser READER = RestUser.readOnly("outpost-recovery-read", "read-" + "only-in-the-lab");
    private static final RestUser FENCER = RestUser.admin("outpost-recovery-fence", "fence-" + "only-in-the-lab");
    private static final String SECOND_OBJECT = "web-01-archive";

    private final OntapSimulator simulator;
    private final Ways ways;

    /** What machines have to know. */
    record Ways(List<String> portals, String target, Map<String, String> identities) {}

    /** All of it. */
    record Saved(OntapState cluster, Ways ways) {}

    private OntapShelf(OntapSimulator simulator, Ways ways) {
        this.simulator = requireNonNull(simulator, "simulator is null");
        this.ways = requireNonNull(ways, "ways is null");
    }

    static OntapShelf furnish(SiteOptions options, io.github.outpostrecovery.lab.time.Agenda agenda, Initiator first) {
        OntapBuilder cluster =
                OntapBuilder.cluster(Furniture.ARRAY.value(), 2).user(READER).user(FENCER);
        SvmBuilder svm = cluster.svm(Furniture.SVM);
        List<VolumeName> volumes = Furniture.volumes(options.volumes());
        int inFirst = switch (options.layout()) {
            case ONE_OBJECT -> volumes.size();
            case TWO_OBJECTS -> volumes.size() - 1;
        };
        Map<String, String> identities = new TreeMap<>();
        Ways ways = switch (options.protocol()) {
            case ISCSI -> {
                Igroup own = svm.igroup(Furniture.INSTANCE.value(), first.value());
                Igroup second = inFirst < volumes.size() ? svm.igroup(SECOND_OBJECT, first.value()) : own;
                for (int lun = 0; lun < volumes.size(); lun++) {
                    StorageUnit unit = svm.lun(volumes.get(lun).value());
                    identities.put(unit.name(), unit.uuid());
                    svm.map(lun < inFirst ? own : second, unit, lun);
                }
                yield new Ways(svm.iscsiPortals(), svm.targetIqn(), identities);
            }
            case NVME_TCP -> {
                Subsystem own = svm.subsystem(Furniture.INSTANCE.value(), first.value());
                Subsystem second = inFirst < volumes.size() ? svm.subsystem(SECOND_OBJECT, first.value()) : own;
                for (int lun = 0; lun < volumes.size(); lun++) {
                    StorageUnit unit = svm.namespace(volumes.get(lun).value());
                    identities.put(unit.name(), unit.uuid());
                    svm.map(lun < inFirst ? own : second, unit, lun + 1);
                }
                yield new Ways(svm.nvmePortals(), own.targetNqn(), identities);
            }
        };
        return new OntapShelf(cluster.build(agenda), ways);
    }

    static OntapShelf restore(JsonNode saved, io.github.outpostrecovery.lab.time.Agenda agenda) {
        Saved shelf = JsonRecords.read(saved, Saved.class);
        return new OntapShelf(OntapSimulator.restore(shelf.cluster(), List.of(READER, FENCER), agenda), shelf.ways());
    }

    JsonNode save() {
        return JsonRecords.write(new Saved(simulator.save(), ways));
    }

    RestService rest() {
        return simulator;
    }

    @Override
    public BlockTarget blockTarget() {
        return simulator;
    }

    ErrorStyle errors() {
        return new OntapErrorStyle();
    }

    @Override
    public List<String> portals() {
        return ways.portals();
    }

    /** What the array itself knows a volume by, whatever it is called. */
    String identityOf(String volume) {
        return requireNonNull(ways.identities().get(volume), () -> "no volume " + volume);
    }

    @Override
    public String target() {
        return ways.target();
    }

    /** What the recovery template tells a guest, with markers where its name belongs. */
    String userDataTemplate(SiteOptions options) {
        Protocol protocol = switch (options.protocol()) {
            case ISCSI -> Protocol.ISCSI;
            case NVME_TCP -> Protocol.NVME_TCP;
        };
        int port = switch (options.protocol()) {
            case ISCSI -> 3260;
            case NVME_TCP -> 4420;
        };
        int lowest = switch (options.protocol()) {
            case ISCSI -> 0;
            case NVME_TCP -> 1;
        };
        List<Portal> portals = ways.portals().stream()
                .map(address -> new Portal(protocol, address + ":" + port, ways.target()))
                .toList();
        List<BootVolume> volumes = java.util.stream.IntStream.range(0, options.volumes())
                .mapToObj(number -> new BootVolume(ways.target(), lowest + number))
                .toList();
        return GuestConfiguration.template(portals, volumes);
    }

    Map<SecretArn, String> secrets() {
        return Map.of(
                Furniture.READ_SECRET, document(READER),
                Furniture.FENCE_SECRET, document(FENCER));
    }

    private static String document(RestUser user) {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("vendor", Furniture.VENDOR)
                .put("endpoint", Furniture.ENDPOINT.toString())
                .put("username", user.name())
                .put("password", user.password())
                .toString();
    }
}
