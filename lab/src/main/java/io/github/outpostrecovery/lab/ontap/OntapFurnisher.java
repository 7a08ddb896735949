package io.github.outpostrecovery.lab.ontap;

import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.ontap.inventory.Igroup;
import io.github.outpostrecovery.lab.ontap.inventory.StorageUnit;
import io.github.outpostrecovery.lab.ontap.inventory.Subsystem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Sets an SVM up for an instance and its neighbour. */
final class OntapFurnisher {
    private static final String NEIGHBOURS_VOLUME = "/vol/v/neighbour-boot";
    /** No LUN id of the instance, so that one igroup can lead to the volumes of both. */
    private static final int NEIGHBOURS_LUN = 1000;

    private static final int ISCSI_PORT = 3260;
    private static final int NVME_PORT = 4420;

    private final SvmBuilder svm;
    private final Furnishing furnishing;

    OntapFurnisher(SvmBuilder svm, Furnishing furnishing) {
        this.svm = svm;
        this.furnishing = furnishing;
    }

    /**
     * Where everything is.
     *
     * @param lastVolumeThrough the uuid of the igroup or subsystem that leads to the last volume
     */
    record Furniture(
            List<TargetPortal> portals,
            List<FurnishedVolume> volumes,
            FurnishedVolume neighbours,
            String lastVolumeThrough) {}

    /** BY_PORT needs LIFs on nodes that serve no volume of the instance. */
    static int nodes(Furnishing furnishing) {
        return furnishing.topology() == Topology.BY_PORT ? 4 : 2;
    }

    Furniture furnish(List<String> names) {
        return switch (furnishing.protocol()) {
            case ISCSI -> overIscsi(names);
            case NVME_TCP -> overNvme(names);
        };
    }

    private Furniture overIscsi(List<String> names) {
        Igroup neighbour = svm.igroup("neighbour", furnishing.neighbour());
        StorageUnit neighbours = svm.lun(NEIGHBOURS_VOLUME);
        svm.map(neighbour, neighbours, NEIGHBOURS_LUN);
        Igroup most = igroup(neighbour);
        Igroup last = furnishing.topology() == Topology.TWO_WAYS
                ? svm.igroup(furnishing.instance() + "-archive", furnishing.initiator())
                : most;
        List<FurnishedVolume> volumes = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            StorageUnit unit = svm.lun(names.get(index));
            int lun = furnishing.firstVolume() + index;
            svm.map(index == names.size() - 1 ? last : most, unit, lun);
            volumes.add(new FurnishedVolume(unit.name(), unit.uuid(), lun));
        }
        furnishing.chap().ifPresent(account -> {
            svm.denyByDefault();
            svm.chap(furnishing.initiator(), account);
            svm.trust(furnishing.neighbour());
        });
        List<TargetPortal> portals = portalsOfInstance().stream()
                .map(address -> new TargetPortal(address, ISCSI_PORT, svm.targetIqn()))
                .toList();
        return new Furniture(
                portals,
                volumes,
                new FurnishedVolume(neighbours.name(), neighbours.uuid(), NEIGHBOURS_LUN),
                last.uuid());
    }

    /** The igroup that is mapped to the volumes of the instance, or to all but the last. */
    private Igroup igroup(Igroup neighbour) {
        String name = furnishing.instance();
        String initiator = furnishing.initiator();
        return switch (furnishing.topology()) {
            case PRIVATE_OBJECT, TWO_WAYS -> svm.igroup(name, initiator);
            case SHARED_GROUP -> svm.igroup("shared", initiator, furnishing.neighbour());
            case NESTED_GROUP -> svm.nestingIgroup("site", svm.igroup(name, initiator), neighbour);
            case BY_PORT -> svm.bind(svm.igroup(name, initiator), portset());
        };
    }

    private String portset() {
        return svm.portset(furnishing.instance() + "-ports", portalsOfInstance().toArray(String[]::new))
                .name();
    }

    /** The LIFs of the pair that reports the volumes. */
    private List<String> portalsOfInstance() {
        return svm.iscsiPortals().subList(0, 2);
    }

    private Furniture overNvme(List<String> names) {
        Subsystem neighbour = svm.subsystem("neighbour", furnishing.neighbour());
        StorageUnit neighbours = svm.namespace(NEIGHBOURS_VOLUME);
        svm.map(neighbour, neighbours, NEIGHBOURS_LUN);
        Subsystem most = furnishing.topology() == Topology.SHARED_GROUP
                ? svm.subsystem("shared", furnishing.initiator(), furnishing.neighbour())
                : svm.subsystem(furnishing.instance(), furnishing.initiator());
        Subsystem last = furnishing.topology() == Topology.TWO_WAYS
                ? svm.subsystem(furnishing.instance() + "-archive", furnishing.initiator())
                : most;
        List<FurnishedVolume> volumes = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            StorageUnit unit = svm.namespace(names.get(index));
            int nsid = furnishing.firstVolume() + index + 1;
            svm.map(index == names.size() - 1 ? last : most, unit, nsid);
            volumes.add(new FurnishedVolume(unit.name(), unit.uuid(), nsid));
        }
        furnishing
                .chap()
                .ifPresent(account -> Stream.of(most, last)
                        .distinct()
                        .forEach(subsystem -> svm.key(subsystem, furnishing.initiator(), account.secret())));
        List<TargetPortal> portals = Stream.of(most, last)
                .map(Subsystem::targetNqn)
                .distinct()
                .flatMap(target ->
                        svm.nvmePortals().stream().map(address -> new TargetPortal(address, NVME_PORT, target)))
                .toList();
        return new Furniture(
                portals,
                volumes,
                new FurnishedVolume(neighbours.name(), neighbours.uuid(), NEIGHBOURS_LUN),
                last.uuid());
    }
}
