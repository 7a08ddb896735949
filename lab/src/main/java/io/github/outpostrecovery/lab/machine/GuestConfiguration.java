package io.github.outpostrecovery.lab.machine;

import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guest reads in its user data, one statement a line. The boot firmware's script, the table of the guest's script,
 * and the localboot command:
 *
 * <pre>
 * set initiator-iqn IQN
 * sanboot iscsi:ADDRESS::PORT:LUN:TARGET [another]
 * name iscsi|nvme NAME
 * login iscsi|nvme ADDRESS PORT TARGET SECRET
 * localboot --target TARGET [--lun LUN]
 * </pre>
 *
 * <p>The LUN of the firmware is hexadecimal, that of localboot decimal. And the lab's own short form:
 *
 * <pre>
 * hostnqn=NQN
 * portal iscsi|nvme-tcp ADDRESS:PORT TARGET
 * volume TARGET[,TARGET] LUN
 * </pre>
 *
 * <p>The first volume is the one that it boots from; where none is named, any volume will do. Every other line is somebody
 * else's business.
 *
 * @param initiators the names given; one for each protocol at most
 */
public record GuestConfiguration(List<String> initiators, List<Portal> portals, List<BootVolume> volumes) {
    private static final String IQN_STATEMENT = "set initiator-iqn ";
    private static final String NQN_STATEMENT = "hostnqn=";
    private static final String ISCSI_PORT = "3260";
    private static final int HEXADECIMAL = 16;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    /** RFC 4173, 5. */
    private static final Pattern SAN_URI = Pattern.compile(
            "iscsi:(?<address>\\[[0-9A-Fa-f:]+]|[^:\\[]+):[^:]*:(?<port>[0-9]*):(?<lun>[0-9A-Fa-f]*):(?<target>.+)");

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
        Reading reading = new Reading();
        userData.lines().map(String::strip).forEach(reading::line);
        return new GuestConfiguration(
                List.copyOf(reading.initiators), List.copyOf(reading.portals), List.copyOf(reading.volumes));
    }

    /** What has been read so far; what is said in two parts of the user data counts once. */
    private static final class Reading {
        private final Set<String> initiators = new LinkedHashSet<>();
        private final Set<Portal> portals = new LinkedHashSet<>();
        private final Set<BootVolume> volumes = new LinkedHashSet<>();

        private void line(String line) {
            String[] words = line.split("\\s+", -1);
            if (line.startsWith(NQN_STATEMENT)) {
                initiators.add(line.substring(NQN_STATEMENT.length()).strip());
                return;
            }
            switch (words[0]) {
                case "set" -> {
                    if (line.startsWith(IQN_STATEMENT)) {
                        initiators.add(words[2]);
                    }
                }
                case "name" -> {
                    if (words.length == 3 && isProtocolOfAScript(words[1])) {
                        initiators.add(words[2]);
                    }
                }
                case "login" -> {
                    if (words.length == 6 && isProtocolOfAScript(words[1])) {
                        Protocol protocol = words[1].equals("iscsi") ? Protocol.ISCSI : Protocol.NVME_TCP;
                        portals.add(new Portal(protocol, endpoint(words[2], words[3]), words[4]));
                    }
                }
                case "sanboot" -> sanboot(words);
                case "localboot" -> localboot(words);
                case "portal" -> {
                    if (words.length == 4) {
                        portals.add(new Portal(protocol(words[1]), words[2], words[3]));
                    }
                }
                case "volume" -> {
                    if (words.length == 3 && NUMBER.matcher(words[2]).matches()) {
                        volumes.add(new BootVolume(List.of(words[1].split(",", -1)), Integer.parseInt(words[2])));
                    }
                }
                default -> {
                    // Somebody else's business.
                }
            }
        }

        /** All targets stand for one volume, which the first that answers shows. */
        private void sanboot(String[] words) {
            Map<Integer, List<String>> targets = new LinkedHashMap<>();
            for (String word : words) {
                Matcher uri = SAN_URI.matcher(word);
                if (uri.matches()) {
                    String port = uri.group("port").isEmpty() ? ISCSI_PORT : uri.group("port");
                    portals.add(new Portal(
                            Protocol.ISCSI,
                            endpoint(uri.group("address").replaceAll("[\\[\\]]", ""), port),
                            uri.group("target")));
                    int lun = uri.group("lun").isEmpty() ? 0 : Integer.parseInt(uri.group("lun"), HEXADECIMAL);
                    List<String> names = targets.computeIfAbsent(lun, key -> new ArrayList<>());
                    if (!names.contains(uri.group("target"))) {
                        names.add(uri.group("target"));
                    }
                }
            }
            targets.forEach((lun, names) -> volumes.add(new BootVolume(names, lun)));
        }

        /** An NVMe subsystem is booted from without a number: whatever it shows. */
        private void localboot(String[] words) {
            List<String> arguments = List.of(words);
            int target = arguments.indexOf("--target") + 1;
            int lun = arguments.indexOf("--lun") + 1;
            if (target == 0 || target >= words.length) {
                return;
            }
            if (lun > 0 && lun < words.length && NUMBER.matcher(words[lun]).matches()) {
                volumes.add(new BootVolume(words[target], Integer.parseInt(words[lun])));
            } else if (words[target].startsWith("iqn.")) {
                volumes.add(new BootVolume(words[target], 0));
            }
        }

        private static boolean isProtocolOfAScript(String word) {
            return word.equals("iscsi") || word.equals("nvme");
        }

        private static String endpoint(String address, String port) {
            return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        }
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
