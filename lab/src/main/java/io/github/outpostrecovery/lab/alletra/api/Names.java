package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import java.util.regex.Pattern;

/** What names may look like. */
final class Names {
    private static final Pattern OBJECT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern ISCSI = Pattern.compile("(iqn|eui|naa)\\.[a-z0-9.:_-]+");
    private static final Pattern NQN = Pattern.compile("nqn\\.[a-z0-9.:_-]+");
    private static final int LONGEST_INITIATOR = 223;

    private Names() {}

    /** Refuses what cannot be the name of a host, a volume or a set. */
    static String object(AlletraSystem system, String name) {
        if (name.length() > system.settings().limits().longestName()) {
            throw WsapiCode.INV_INPUT_EXCEEDS_LENGTH.error("invalid input: string length exceeds limit");
        }
        return matching(OBJECT, name);
    }

    /** Refuses what cannot be an iSCSI name. Expects lower case. */
    static String iscsi(String name) {
        return initiator(ISCSI, name);
    }

    /** Refuses what cannot be an NQN. Expects lower case. */
    static String nqn(String name) {
        return initiator(NQN, name);
    }

    private static String initiator(Pattern pattern, String name) {
        if (name.length() > LONGEST_INITIATOR) {
            throw WsapiCode.INV_INPUT_EXCEEDS_LENGTH.error("invalid input: string length exceeds limit");
        }
        return matching(pattern, name);
    }

    private static String matching(Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw WsapiCode.INV_INPUT_ILLEGAL_CHAR.error("invalid input: illegal character in " + name);
        }
        return name;
    }
}
