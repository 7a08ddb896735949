package io.github.outpostrecovery.lab.machine;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a guest reads in its user data, one statement a line:
 *
 * <pre>
 * set initiator-iqn IQN
 * hostnqn=NQN
 * portal iscsi|nvme-tcp ADDRESS:PORT TARGET
 * volume TARGET[,TARGET] LUN
 * </pre>
 *
 * <p>The first volume is the one that it boots from. Every other line is somebody else's business.
 *
 * @param initiators the names given; one for each protocol at most
 */
public record GuestConfiguration(List<String> initiators, List<Portal> portals, List<BootVolume> volumes) {
    private static final String IQN_STATEMENT = "set initiator-iqn ";
    private static final String NQN_STATEMENT = "hostnqn=";

    /**
     * A portal of an array.
     *
     * @param address with its port
     * @param target the target IQN or subsystem NQN
     */
    public record Portal(Protocol protocol, String address, String target) {}

    /**
     * A volume that the guest mounts, by the number under which it is shown.
     *
     * @param targets those of its array, each of which may show it: some arrays have one for each portal
     */
    public record BootVolume(List<String> targets, int lun) {
        public BootVolume {
            targets = List.copyOf(targets);
        }

        /** Of an array with one target. */
        public BootVolume(String target, int lun) {
            this(List.of(target), lun);
        }
    }

    public GuestConfiguration {
        initiators = List.copyOf(initiators);
        portals = List.copyOf(portals);
        volumes = List.copyOf(volumes);
    }

    public static GuestConfiguration parse(String userData) {
        List<String> initiators = new ArrayList<>();
        List<Portal> portals = new ArrayList<>();
        List<BootVolume> volumes = new ArrayList<>();
        for (String line : userData.lines().map(String::strip).toList()) {
            if (line.startsWith(IQN_STATEMENT)) {
                initiators.add(line.substring(IQN_STATEMENT.length()).strip());
            } else if (line.startsWith(NQN_STATEMENT)) {
                initiators.add(line.substring(NQN_STATEMENT.length()).strip());
            } else if (line.startsWith("portal ")) {
                String[] words = line.split("\\s+", -1);
                portals.add(new Portal(protocol(words[1]), words[2], words[3]));
            } else if (line.startsWith("volume ")) {
                String[] words = line.split("\\s+", -1);
                volumes.add(new BootVolume(List.of(words[1].split(",", -1)), Integer.parseInt(words[2])));
            }
        }
        return new GuestConfiguration(initiators, portals, volumes);
    }

    /** The user data of a recovery template: markers where the names belong. */
    public static String template(List<Portal> portals, List<BootVolume> volumes) {
        StringBuilder text = new StringBuilder("#!ipxe\n");
        if (portals.stream().anyMatch(portal -> portal.protocol() == Protocol.ISCSI)) {
            text.append(IQN_STATEMENT).append(UserData.IQN_MARKER).append('\n');
        }
        if (portals.stream().anyMatch(portal -> portal.protocol() == Protocol.NVME_TCP)) {
            text.append(NQN_STATEMENT).append(UserData.NQN_MARKER).append('\n');
        }
        for (Portal portal : portals) {
            text.append("portal %s %s %s\n".formatted(word(portal.protocol()), portal.address(), portal.target()));
        }
        for (BootVolume volume : volumes) {
            text.append("volume %s %d\n".formatted(String.join(",", volume.targets()), volume.lun()));
        }
        return text.toString();
    }

    /** The name for a protocol. */
    public Optional<String> initiator(Protocol protocol) {
        return nameFor(protocol, initiators);
    }

    /** The name for a protocol among {@code names}, which tell by their beginning what they are for. */
    static Optional<String> nameFor(Protocol protocol, List<String> names) {
        String prefix = switch (protocol) {
            case ISCSI -> "iqn.";
            case NVME_TCP -> "nqn.";
        };
        return names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(prefix))
                .findFirst();
    }

    private static Protocol protocol(String word) {
        return switch (word) {
            case "iscsi" -> Protocol.ISCSI;
            case "nvme-tcp" -> Protocol.NVME_TCP;
            default -> throw new IllegalArgumentException("\"" + word + "\" is no protocol: write iscsi or nvme-tcp");
        };
    }

    private static String word(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> "iscsi";
            case NVME_TCP -> "nvme-tcp";
        };
    }
}
