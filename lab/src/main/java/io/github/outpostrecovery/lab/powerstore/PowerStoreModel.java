package io.github.outpostrecovery.lab.powerstore;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapMode;
import io.github.outpostrecovery.lab.powerstore.inventory.ChapSecrets;
import io.github.outpostrecovery.lab.powerstore.inventory.Host;
import io.github.outpostrecovery.lab.powerstore.inventory.HostGroup;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Furnishes simulated PowerStore clusters.
 *
 * <p>By {@code PRIVATE_OBJECT}, the instance and the neighbour have a host each, with its mappings. By {@code SHARED_GROUP},
 * both hosts are in one group, which has the mappings of the instance's volumes. A host in a group has no mappings of its
 * own, and an initiator is in one host only, so that the neighbour's initiator reaches nothing but the shared volumes there:
 * the neighbour's volume belongs to a second host of the neighbour's, outside of the group, whose initiator is called as
 * {@link #secondInitiator} says.
 */
public final class PowerStoreModel implements ArrayModel {
    static final String VENDOR = "dell";

    private static final String NEIGHBOUR = "neighbour";
    private static final String NEIGHBOURS_VOLUME = "neighbour-boot";
    private static final int ISCSI_TCP_PORT = 3260;
    private static final int NVME_TCP_PORT = 4420;
    private static final int SHORTEST_SECRET = 12;
    private static final int LONGEST = 64;

    /** The name of the initiator that reaches the neighbour's volume where the neighbour's own cannot. */
    public static String secondInitiator(String neighbour) {
        return neighbour + ".private";
    }

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
        Optional<String> byTopology = switch (furnishing.topology()) {
            case PRIVATE_OBJECT, SHARED_GROUP -> Optional.empty();
            case TWO_WAYS ->
                Optional.of(
                        "On PowerStore an initiator is in one host, and a host in a group has no mappings of its own.");
            case NESTED_GROUP ->
                Optional.of("On PowerStore host groups hold hosts, and neither groups nor sets of volumes.");
            case BY_PORT -> Optional.of("On PowerStore a mapping holds through every port.");
        };
        return byTopology.or(() -> furnishing.chap().flatMap(chap -> objection(furnishing.protocol(), chap)));
    }

    private static Optional<String> objection(Protocol protocol, ChapAccount chap) {
        if (protocol == Protocol.NVME_TCP) {
            return Optional.of("PowerStore asks for CHAP over iSCSI only.");
        }
        boolean fits = fits(chap.user(), chap.secret())
                && chap.mutual()
                        .filter(target -> !fits(target.user(), target.secret()))
                        .isEmpty();
        return fits
                ? Optional.empty()
                : Optional.of("PowerStore's CHAP users have 1 to 64 characters, and the passwords 12 to 64.");
    }

    private static boolean fits(String user, String secret) {
        return !user.isEmpty()
                && user.length() <= LONGEST
                && secret.length() >= SHORTEST_SECRET
                && secret.length() <= LONGEST;
    }

    @Override
    public SimulatedArray furnish(Furnishing furnishing, Agenda agenda) {
        objection(furnishing).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        Protocol protocol = furnishing.protocol();
        Optional<ChapAccount> chap = furnishing.chap();
        PowerStoreBuilder builder = PowerStoreBuilder.cluster(
                        furnishing.name(), furnishing.seed(), furnishing.network())
                .chap(mode(chap));
        LabAccounts.ALL.forEach(builder::account);
        List<Volume> own = new ArrayList<>();
        furnishing.volumeNames(this).forEach(name -> own.add(builder.volume(name)));
        Volume neighbours = builder.volume(NEIGHBOURS_VOLUME);
        Host instance = builder.host(furnishing.instance(), protocol, chap, furnishing.initiator());
        Host neighbour = builder.host(NEIGHBOUR, protocol, chap, furnishing.neighbour());
        switch (furnishing.topology()) {
            case PRIVATE_OBJECT -> {
                own.forEach(volume -> builder.map(instance, volume, own.indexOf(volume)));
                builder.map(neighbour, neighbours, 0);
            }
            case SHARED_GROUP -> {
                HostGroup group = builder.group("shared", instance, neighbour);
                own.forEach(volume -> builder.map(group, volume, own.indexOf(volume)));
                Host second =
                        builder.host(NEIGHBOUR + "-private", protocol, chap, secondInitiator(furnishing.neighbour()));
                builder.map(second, neighbours, 0);
            }
            case TWO_WAYS, NESTED_GROUP, BY_PORT -> throw new IllegalStateException("objected to above");
        }
        List<FurnishedVolume> volumes = own.stream()
                .map(volume -> furnished(protocol, volume, own.indexOf(volume)))
                .toList();
        return new PowerStoreArray(
                builder.build(agenda),
                new PowerStoreArray.Furnished(
                        protocol,
                        portals(builder, protocol),
                        volumes,
                        furnished(protocol, neighbours, 0),
                        ChapSecrets.of(chap)));
    }

    private static ChapMode mode(Optional<ChapAccount> chap) {
        if (chap.isEmpty()) {
            return ChapMode.DISABLED;
        }
        return chap.get().mutual().isPresent() ? ChapMode.MUTUAL : ChapMode.SINGLE;
    }

    private static FurnishedVolume furnished(Protocol protocol, Volume volume, int number) {
        return switch (protocol) {
            case ISCSI -> new FurnishedVolume(volume.name(), volume.id(), number);
            case NVME_TCP -> new FurnishedVolume(volume.name(), volume.id(), volume.nsid());
        };
    }

    private static List<TargetPortal> portals(PowerStoreBuilder builder, Protocol protocol) {
        return builder.ports(protocol).stream()
                .map(port -> switch (protocol) {
                    case ISCSI -> new TargetPortal(port.address(), ISCSI_TCP_PORT, port.targetIqn());
                    case NVME_TCP -> new TargetPortal(port.address(), NVME_TCP_PORT, builder.subsystem());
                })
                .toList();
    }

    @Override
    public SimulatedArray restore(JsonNode saved, Agenda agenda) {
        return PowerStoreArray.restore(saved, agenda);
    }
}
