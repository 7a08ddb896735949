package io.github.outpostrecovery.storage.ontap;

import java.util.Arrays;
import java.util.Optional;

/**
 * The error codes that decide something here. ONTAP sends the code as a string in {@code error.code}.
 *
 * <p>Source: the error tables of the calls in NetApp's API description, as NetApp/trident carries them; the HTTP status of
 * the duplicates (409) and code 4 from what NetApp's and OpenStack's clients do.
 */
enum OntapErrorCode {
    /** Generic: the entry does not exist. */
    NO_SUCH_ENTRY("4", Meaning.ABSENT),
    /** Generic: not authorised for this command. */
    NOT_AUTHORISED("6", Meaning.REFUSAL),

    /** DELETE of an initiator: the igroup does not have it. */
    INITIATOR_NOT_IN_IGROUP("5374034", Meaning.ABSENT),
    /** DELETE of an initiator: a nested igroup owns it. */
    INITIATOR_OWNED_BY_NESTED_IGROUP("5374041", Meaning.ELSEWHERE),
    /** The igroup does not exist. */
    NO_SUCH_IGROUP("5374852", Meaning.ABSENT),
    /** DELETE of a LUN map: there is none. */
    NO_SUCH_LUN_MAP("5374922", Meaning.ABSENT),
    /** DELETE of an initiator without {@code allow_delete_while_mapped}: an error of ours. */
    IGROUP_IS_MAPPED("1254213", Meaning.REFUSAL),
    /** The peer cluster of a replicated igroup did not follow. */
    PEER_CLUSTER_FAILED("5374762", Meaning.REFUSAL),

    /** POST of an initiator: it is a member already. */
    INITIATOR_ALREADY_IN_IGROUP("5374035", Meaning.PRESENT),
    /** POST of an igroup: the name is taken. */
    IGROUP_NAME_TAKEN("5374023", Meaning.PRESENT),
    /** POST of a LUN map: the LUN is mapped to this igroup already. */
    LUN_ALREADY_MAPPED("1254207", Meaning.PRESENT),
    /** POST of an initiator or igroup: it is in an igroup with another operating system. */
    INITIATOR_HAS_OTHER_OS("5374732", Meaning.REFUSAL),
    /** POST of an initiator: one LUN would be mapped to it twice. */
    LUN_WOULD_BE_MAPPED_TWICE("1254193", Meaning.REFUSAL),
    /** POST of an initiator: it would see two LUNs under one number. */
    LUN_NUMBER_CLASH("1254324", Meaning.REFUSAL),

    /** POST of credentials: there is a record for this initiator. */
    CREDENTIALS_EXIST("5374142", Meaning.PRESENT),
    /** DELETE of credentials: there is no record for this initiator. */
    NO_SUCH_CREDENTIALS("5374895", Meaning.ABSENT),

    /** DELETE of an NVMe host: the subsystem does not have it. */
    HOST_NOT_IN_SUBSYSTEM("72090004", Meaning.ABSENT),
    /** The NVMe subsystem does not exist. */
    NO_SUCH_SUBSYSTEM("72090001", Meaning.ABSENT),
    /** POST of an NVMe host: the subsystem has it already. */
    HOST_ALREADY_IN_SUBSYSTEM("72089705", Meaning.PRESENT),

    /** POST of an NVMe subsystem: the SVM has one of that name. */
    SUBSYSTEM_NAME_TAKEN("72090025", Meaning.PRESENT),
    /** POST of an NVMe subsystem: the SVM has an igroup of that name. */
    IGROUP_HAS_SUBSYSTEM_NAME("72090043", Meaning.REFUSAL),
    /** POST of a namespace map: the namespace is in a subsystem, this one or another. */
    NAMESPACE_ALREADY_MAPPED("72089790", Meaning.PRESENT),
    /** DELETE of a namespace map: there is none. */
    NO_SUCH_NAMESPACE_MAP("72090019", Meaning.ABSENT),
    /** DELETE of an NVMe subsystem that has namespaces. */
    SUBSYSTEM_IS_MAPPED("72090023", Meaning.REFUSAL),
    /** DELETE of an NVMe subsystem that has hosts. */
    SUBSYSTEM_HAS_HOSTS("72090024", Meaning.REFUSAL),

    /** POST of a clone: there is a LUN of that name. */
    LUN_NAME_TAKEN("1260136", Meaning.PRESENT),

    /** POST of a clone: there is a LUN or namespace of that name. */
    TARGET_NAME_TAKEN("5374242", Meaning.PRESENT);

    /** What a code says about the thing that a request was about. */
    enum Meaning {
        /** It is not there; to be believed only after it was read again. */
        ABSENT,
        /** It is there already. */
        PRESENT,
        /** It is owned by another object. */
        ELSEWHERE,
        /** The request was turned down for another reason. */
        REFUSAL
    }

    private final String code;
    private final Meaning meaning;

    OntapErrorCode(String code, Meaning meaning) {
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

    static Optional<OntapErrorCode> of(String code) {
        return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
    }
}
