package io.github.outpostrecovery.lab.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.HostGroup;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Pure Storage FlashArrays. */
public final class FlashArrayModel implements ArrayModel {
    static final String VENDOR = "purestorage";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,38}[A-Za-z0-9])?");

    @Override
    public String vendor() {
        return VENDOR;
    }

    @Override
    public String volumeName(String instance, int number) {
        return number == 0 ? instance + "-boot" : instance + "-data-" + number;
    }

    @Override
    public Optional<String> objection(Furnishing furnishing) {
        if (!NAME.matcher(furnishing.instance()).matches()) {
            return Optional.of("a FlashArray names its objects with letters, digits and hyphens, so none can be named"
                    + " after the instance \"" + furnishing.instance() + "\"");
        }
        if (furnishing.protocol() == Protocol.NVME_TCP && furnishing.chap().isPresent()) {
            return Optional.of("a FlashArray knows CHAP for iSCSI only");
        }
        return switch (furnishing.topology()) {
            case PRIVATE_OBJECT, TWO_WAYS, SHARED_GROUP -> Optional.empty();
            case NESTED_GROUP ->
                Optional.of("a FlashArray has no groups of host groups, and a host is in one host group at most");
            case BY_PORT -> Optional.of("a FlashArray connects volumes to hosts at all of its ports");
        };
    }

    @Override
    public SimulatedArray furnish(Furnishing furnishing, Agenda agenda) {
        objection(furnishing).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        FlashArrayBuilder array = FlashArrayBuilder.array(furnishing.name(), furnishing.seed(), furnishing.network());
        FurnishedFlashArray.accounts(furnishing.name(), furnishing.seed()).forEach(array::account);
        Host own = array.host(furnishing.instance(), furnishing.protocol(), furnishing.initiator());
        furnishing.chap().ifPresent(account -> array.chap(own, account));
        Host neighbour =
                array.host("neighbour-of-" + furnishing.instance(), furnishing.protocol(), furnishing.neighbour());
        ToIntFunction<Volume> privately = volume -> array.connect(own, volume);
        ToIntFunction<Volume> toTheLast = volume -> array.connect(own, volume);
        switch (furnishing.topology()) {
            case PRIVATE_OBJECT -> {
                // That is how it is.
            }
            case TWO_WAYS -> {
                HostGroup alone = array.group(furnishing.instance() + "-group", own);
                toTheLast = volume -> array.connect(alone, volume);
            }
            case SHARED_GROUP -> {
                HostGroup shared = array.group(furnishing.instance() + "-group", own, neighbour);
                privately = volume -> array.connect(shared, volume);
                toTheLast = privately;
            }
            case NESTED_GROUP, BY_PORT -> throw new IllegalStateException("objected to");
        }
        List<FurnishedVolume> volumes = new ArrayList<>();
        for (int number = 0; number < furnishing.volumes(); number++) {
            Volume volume = array.volume(volumeName(furnishing.instance(), furnishing.firstVolume() + number));
            ToIntFunction<Volume> way = number < furnishing.volumes() - 1 ? privately : toTheLast;
            volumes.add(new FurnishedVolume(volume.name(), volume.id(), way.applyAsInt(volume)));
        }
        Volume foreign = array.volume(volumeName(neighbour.name(), 0));
        FurnishedVolume neighbours =
                new FurnishedVolume(foreign.name(), foreign.id(), array.connect(neighbour, foreign));
        List<TargetPortal> portals = array.ports(furnishing.protocol()).stream()
                .map(port -> new TargetPortal(port.address(), port.number(), port.target()))
                .toList();
        return new FurnishedFlashArray(
                array.build(agenda), new FurnishedFlashArray.Plan(furnishing.seed(), portals, volumes, neighbours));
    }

    @Override
    public SimulatedArray restore(JsonNode saved, Agenda agenda) {
        return FurnishedFlashArray.restore(JsonRecords.read(saved, FurnishedFlashArray.Saved.class), agenda);
    }
}
