package io.github.outpostrecovery.lab.alletra;

import io.github.outpostrecovery.lab.alletra.inventory.ArrayPort;
import io.github.outpostrecovery.lab.alletra.inventory.Vlun;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.ArrayList;
import java.util.List;

/** Furnishes an array for one instance and its neighbour. */
final class Furniture {
    private static final int ISCSI_PORT = 3260;
    private static final int NVME_PORT = 4420;

    private final Furnishing furnishing;
    private final AlletraBuilder builder;
    private final String host;
    private final String neighbour;
    private final List<FurnishedVolume> volumes = new ArrayList<>();
    private final FurnishedVolume neighboursVolume;

    Furniture(AlletraModel model, Furnishing furnishing) {
        this.furnishing = furnishing;
        this.builder = AlletraBuilder.array(furnishing.name(), furnishing.seed(), furnishing.network())
                .user(AlletraArray.READER)
                .user(AlletraArray.FENCER);
        this.host = AlletraModel.fitting(furnishing.instance(), "");
        String beside = furnishing.instance().startsWith("neighbour") ? "beside" : "neighbour";
        this.neighbour = beside;
        int lowest = switch (furnishing.protocol()) {
            case ISCSI -> 0;
            case NVME_TCP -> Vlun.LOWEST_NVME_LUN;
        };
        List<String> names = furnishing.volumeNames(model);
        for (int number = 0; number < names.size(); number++) {
            volumes.add(volume(names.get(number), lowest + number));
        }
        // Above those of the instance where both see them; the neighbour's host alone sees this one.
        int highest = furnishing.protocol() == Protocol.NVME_TCP ? Vlun.HIGHEST_NVME_LUN : Vlun.HIGHEST_LUN;
        this.neighboursVolume = volume(model.volumeName(beside, 0), highest);
        builder.volume("admin");
        builder.volume(".srdata");
    }

    private FurnishedVolume volume(String name, int lun) {
        Volume made = builder.volume(name);
        return new FurnishedVolume(name, made.wwn(), lun);
    }

    AlletraArray array(Agenda agenda) {
        addHost(host, furnishing.initiator());
        addHost(neighbour, furnishing.neighbour());
        furnishing.chap().ifPresent(account -> builder.chap(host, account));
        builder.vlun(neighboursVolume.name(), neighboursVolume.lun(), neighbour);
        switch (furnishing.topology()) {
            case PRIVATE_OBJECT -> export(volumes, host);
            case TWO_WAYS -> {
                String set = AlletraModel.fitting(furnishing.instance(), "-set");
                builder.hostSet(set, host);
                export(volumes.subList(0, volumes.size() - 1), host);
                export(List.of(volumes.getLast()), Vlun.SET + set);
            }
            case SHARED_GROUP -> export(volumes, Vlun.SET + sharedSet());
            case NESTED_GROUP -> {
                String set = AlletraModel.fitting(furnishing.instance(), "-volumes");
                builder.volumeSet(
                        set, volumes.stream().map(FurnishedVolume::name).toList());
                builder.vlun(Vlun.SET + set, volumes.getFirst().lun(), Vlun.SET + sharedSet());
            }
            case BY_PORT ->
                builder.portals(ArrayPort.Kind.ISCSI)
                        .forEach(port -> volumes.forEach(
                                volume -> builder.vlun(volume.name(), volume.lun(), host, port.position())));
        }
        return new AlletraArray(
                builder.build(agenda), new AlletraArray.Ways(portals(), List.copyOf(volumes), neighboursVolume));
    }

    private void addHost(String name, String initiator) {
        switch (furnishing.protocol()) {
            case ISCSI -> builder.iscsiHost(name, initiator);
            case NVME_TCP -> builder.nvmeHost(name, initiator);
        }
    }

    private void export(List<FurnishedVolume> shown, String to) {
        shown.forEach(volume -> builder.vlun(volume.name(), volume.lun(), to));
    }

    private String sharedSet() {
        String set = AlletraModel.fitting(furnishing.instance(), "-shared");
        builder.hostSet(set, host, neighbour);
        return set;
    }

    private List<TargetPortal> portals() {
        if (furnishing.protocol() == Protocol.ISCSI) {
            return builder.portals(ArrayPort.Kind.ISCSI).stream()
                    .map(port -> new TargetPortal(port.address(), ISCSI_PORT, port.targetName()))
                    .toList();
        }
        return builder.portals(ArrayPort.Kind.NVME_TCP).stream()
                .map(port -> new TargetPortal(port.address(), NVME_PORT, builder.subsystemNqn()))
                .toList();
    }
}
