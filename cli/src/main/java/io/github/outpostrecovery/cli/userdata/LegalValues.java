package io.github.outpostrecovery.cli.userdata;

import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.regex.Pattern;

/**
 * Which values may become part of a script. Everything else is refused rather than quoted: the same value is read by the
 * boot firmware, by three shells and by cloud-init, each of which quotes in another way.
 */
final class LegalValues {
    static final int LARGEST_PORT = 65_535;
    static final int LARGEST_LUN = 255;
    static final int LARGEST_DEVICE_INDEX = 15;
    private static final int LONGEST_NAME = 223;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
    private static final Pattern TARGET_IQN =
            Pattern.compile("iqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[A-Za-z0-9][A-Za-z0-9.-]*(?::[A-Za-z0-9._:-]+)?"
                    + "|eui\\.[0-9A-Fa-f]{16}|naa\\.(?:[0-9A-Fa-f]{16}|[0-9A-Fa-f]{32})");
    private static final Pattern SUBSYSTEM_NQN =
            Pattern.compile("nqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[A-Za-z0-9][A-Za-z0-9.-]*:[A-Za-z0-9._:@+/-]+");
    private static final Pattern HOST_NQN =
            Pattern.compile("nqn\\.[0-9]{4}-(?:0[1-9]|1[0-2])\\.[a-z0-9][a-z0-9.-]*:[a-z0-9._:-]+");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9A-Fa-f:]{2,39}");
    private static final Pattern IPV6_GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int IPV6_GROUPS = 8;
    /** What Secrets Manager allows in a name, except that one which looks like an option is refused. */
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9/_+=.@][A-Za-z0-9/_+=.@-]{0,511}");

    private static final Pattern SECRET_ARN =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]{1,512}");

    private LegalValues() {}

    static boolean isInstance(String name) {
        return NAME.matcher(name).matches();
    }

    /** An address as a number, version 4 or 6, without brackets and without a zone, which only one machine understands. */
    static boolean isAddress(String text) {
        return IPV4.matcher(text).matches() || isIpv6(text);
    }

    static boolean isIpv6(String text) {
        if (!IPV6_CHARACTERS.matcher(text).matches() || !text.contains(":")) {
            return false;
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == IPV6_GROUPS;
        }
        int before = groups(text.substring(0, gap));
        int after = groups(text.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
    }

    /** How many groups there are; less than none if one of them is no group. */
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] groups = text.split(":", -1);
        for (String group : groups) {
            if (!IPV6_GROUP.matcher(group).matches()) {
                return -IPV6_GROUPS;
            }
        }
        return groups.length;
    }

    static boolean isPort(int port) {
        return port >= 1 && port <= LARGEST_PORT;
    }

    static boolean isLun(int lun) {
        return lun >= 0 && lun <= LARGEST_LUN;
    }

    static boolean isTarget(Protocol protocol, String name) {
        Pattern legal = switch (protocol) {
            case ISCSI -> TARGET_IQN;
            case NVME_TCP -> SUBSYSTEM_NQN;
        };
        return name.length() <= LONGEST_NAME && legal.matcher(name).matches();
    }

    /** Stricter than the type: an NQN may hold quotes and blanks of all kinds, and ours never do. */
    static boolean isInitiator(Protocol protocol, Initiator initiator) {
        return switch (initiator) {
            case Iqn iqn -> protocol == Protocol.ISCSI;
            case HostNqn nqn ->
                protocol == Protocol.NVME_TCP && HOST_NQN.matcher(nqn.value()).matches();
            case ForeignInitiator foreign -> false;
        };
    }

    static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches() || SECRET_ARN.matcher(name).matches();
    }
}
