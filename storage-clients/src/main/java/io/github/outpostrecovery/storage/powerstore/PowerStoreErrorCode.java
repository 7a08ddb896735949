package io.github.outpostrecovery.storage.powerstore;

import java.util.Arrays;
import java.util.Optional;

/**
 * The error codes that decide something here. PowerStore sends them in {@code messages[].code}; the text beside them is
 * localised and decides nothing.
 *
 * <p>There is no public list. Sources: the recorded answers in dell/python-powerstore (host and host group),
 * {@code api/error_codes.go} of dell/gopowerstore, and OpenStack's driver (detach). No code is known for an initiator that is
 * registered with another host, for a volume that is attached already, and for the removal of the last initiator of a host or
 * the last host of a group: those are told by reading again.
 */
enum PowerStoreErrorCode {
    /** PATCH of a host, remove: the host does not have this initiator. */
    INITIATOR_NOT_IN_HOST("0xE0A010010014", Meaning.ABSENT),
    /** PATCH of a host, add: the host has this initiator already. */
    INITIATOR_ALREADY_IN_HOST("0xE0A01001000C", Meaning.PRESENT),
    /** Detach: the volume is not mapped to this host. */
    VOLUME_NOT_MAPPED("0xE0A08001000F", Meaning.ABSENT),
    /** Detach: the host is not attached to this volume. */
    HOST_NOT_ATTACHED("0xE0A01001001E", Meaning.ABSENT),
    /** There is no such host. */
    NO_SUCH_HOST("0xE0A010010003", Meaning.ABSENT),
    /** There is no such volume. */
    NO_SUCH_VOLUME("0xE0A08001000E", Meaning.ABSENT),
    /** There is no such volume, as a query has it. */
    VOLUME_NOT_FOUND("0xE0A07001000C", Meaning.ABSENT),
    /** Clone: the name of the volume is taken. */
    VOLUME_NAME_TAKEN("0xE0A080010014", Meaning.PRESENT);

    /** What a code says about the thing that a request was about. */
    enum Meaning {
        /** It is not there; to be believed only after it was read again. */
        ABSENT,
        /** It is there already. */
        PRESENT
    }

    private final String code;
    private final Meaning meaning;

    PowerStoreErrorCode(String code, Meaning meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number as it stands in an error body. */
    String code() {
        return code;
    }

    Meaning meaning() {
        return meaning;
    }

    static Optional<PowerStoreErrorCode> of(String code) {
        return Arrays.stream(values())
                .filter(known -> known.code.equalsIgnoreCase(code))
                .findFirst();
    }
}
