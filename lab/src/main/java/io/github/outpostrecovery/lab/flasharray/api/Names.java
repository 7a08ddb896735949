package io.github.outpostrecovery.lab.flasharray.api;

import java.util.Optional;
import java.util.regex.Pattern;

/** Names that a FlashArray takes. They are up to 63 characters long and begin and end with a letter or digit. */
final class Names {
    private static final Pattern OF_HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern OF_VOLUME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");
    private static final Pattern IQN = Pattern.compile("(iqn\\.\\d{4}-\\d{2}\\.|eui\\.|naa\\.)[a-z0-9.:-]{1,212}");
    private static final Pattern NQN = Pattern.compile("nqn\\.\\d{4}-\\d{2}\\.[\\x21-\\x7e]{1,211}");

    private Names() {}

    /** Checks the name of a host or host group, and that nothing has it. */
    static void checkNewHost(String name, Optional<?> owner, String ifTaken) {
        check(OF_HOST, name);
        refuseIfTaken(name, owner, ifTaken);
    }

    /** Checks the name of a volume, and that nothing has it. */
    static void checkNewVolume(String name, Optional<?> owner) {
        check(OF_VOLUME, name);
        refuseIfTaken(name, owner, "Volume already exists.");
    }

    static void checkIqn(String iqn) {
        check(IQN, iqn);
    }

    static void checkNqn(String nqn) {
        check(NQN, nqn);
    }

    private static void check(Pattern pattern, String name) {
        if (!pattern.matcher(name).matches()) {
            throw ApiError.badRequest("Invalid name.", name);
        }
    }

    private static void refuseIfTaken(String name, Optional<?> owner, String ifTaken) {
        if (owner.isPresent()) {
            throw ApiError.badRequest(ifTaken, name);
        }
    }
}
