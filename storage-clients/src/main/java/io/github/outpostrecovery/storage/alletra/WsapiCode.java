package io.github.outpostrecovery.storage.alletra;

import java.util.Arrays;
import java.util.Optional;

/**
 * The error codes that decide something here. Only the number is a contract, neither its text nor the HTTP status (the
 * guide, page 22).
 *
 * <p>Sources: the guide, tables 5 and 6; 3parclient's documentation and its test server; 29 as Canonical LXD reads it.
 */
enum WsapiCode {
    INVALID_USER_OR_PASSWORD(5, Meaning.REFUSAL),
    INVALID_SESSION_KEY(6, Meaning.REFUSAL),
    NO_SUCH_RESOURCE(11, Meaning.REFUSAL),
    PERMISSION_DENIED(13, Meaning.REFUSAL),
    HOST_EXISTS(16, Meaning.PRESENT),
    NO_SUCH_HOST(17, Meaning.ABSENT),
    NO_SUCH_VLUN(19, Meaning.ABSENT),
    VOLUME_EXISTS(22, Meaning.PRESENT),
    NO_SUCH_VOLUME(23, Meaning.ABSENT),
    /** A path or a host cannot go, since there are exports to it. */
    EXPORTED(26, Meaning.REFUSAL),
    /** The volume is exported to that host already, or the number is taken. */
    ALREADY_EXPORTED(29, Meaning.PRESENT),
    /** What names a VLUN is not complete: an error of ours. */
    MISSING_REQUIRED(40, Meaning.REFUSAL),
    /** The port in the name of a VLUN is wrong: an error of ours. */
    PORT_SPECIFICATION(55, Meaning.REFUSAL),
    /** Another host has this initiator. */
    PATH_EXISTS(73, Meaning.PRESENT),
    /** No such set, or a host that is in a set: the sources differ. */
    SET(77, Meaning.ABSENT),
    /** The host does not have this initiator; as 400 in 3parclient's documentation, as 404 in its test server. */
    NO_SUCH_PATH(80, Meaning.ABSENT),
    NO_SUCH_SET(102, Meaning.ABSENT);

    /** What a code says about the thing that a request was about. */
    enum Meaning {
        /** It is not there; to be believed only after it was read again. */
        ABSENT,
        /** It is there already. */
        PRESENT,
        /** The request was turned down for another reason. */
        REFUSAL
    }

    private final int number;
    private final Meaning meaning;

    WsapiCode(int number, Meaning meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    Meaning meaning() {
        return meaning;
    }

    /** Whether {@code code}, as it was read from an error, is this one. */
    boolean is(String code) {
        return code.equals(Integer.toString(number));
    }

    static Optional<WsapiCode> of(String code) {
        return Arrays.stream(values()).filter(known -> known.is(code)).findFirst();
    }
}
