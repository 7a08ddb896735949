package io.github.outpostrecovery.lab.ontap.api;

import java.util.regex.Pattern;

/** What ONTAP accepts as the name of an initiator or host. */
final class InitiatorNames {
    private static final int LONGEST = 223;
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9.:-]+");
    private static final Pattern IQN_DATE = Pattern.compile("iqn\\.\\d{4}-\\d{2}(?:\\..*)?");
    private static final Pattern IQN = Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.[a-z0-9.-]+:.+");
    private static final Pattern EUI = Pattern.compile("eui\\.[0-9a-fA-F]{16}");
    private static final Pattern NQN_DATE = Pattern.compile("nqn\\.\\d{4}-\\d{2}\\..*");
    private static final Pattern NQN = Pattern.compile("nqn\\.\\d{4}-\\d{2}\\.[^:]+:.+");

    private InitiatorNames() {}

    /** Checks an IQN or EUI. Upper case is refused: arrays do not fold it, and names that differ in it are two. */
    static void check(String name) {
        if (EUI.matcher(name).matches()) {
            return;
        }
        if (name.length() > LONGEST) {
            throw OntapError.badRequest("5373992", "The initiator name is too long.", "name");
        }
        if (!name.startsWith("iqn.")) {
            throw OntapError.badRequest("5374039", "The iSCSI initiator name is invalid.", "name");
        }
        if (!IQN_DATE.matcher(name).matches()) {
            throw OntapError.badRequest("5373971", "The date field of the IQN is invalid.", "name");
        }
        if (!ALLOWED.matcher(name).matches()) {
            throw OntapError.badRequest("5373972", "The IQN contains characters that are not allowed.", "name");
        }
        if (!IQN.matcher(name).matches()) {
            throw OntapError.badRequest("5373969", "A non-empty qualifier is required after the prefix.", "name");
        }
    }

    /** Checks a host NQN. */
    static void checkNqn(String nqn) {
        if (!nqn.startsWith("nqn.")) {
            throw OntapError.badRequest("72089772", "The NQN is invalid. Add the prefix 'nqn'.", "nqn");
        }
        if (!NQN_DATE.matcher(nqn).matches()) {
            throw OntapError.badRequest("72089773", "The date field of the NQN is invalid.", "nqn");
        }
        if (!NQN.matcher(nqn).matches() || nqn.length() > LONGEST) {
            throw OntapError.badRequest(
                    "72089771", "The NQN is invalid. A non-empty qualifier is required after the prefix.", "nqn");
        }
    }
}
