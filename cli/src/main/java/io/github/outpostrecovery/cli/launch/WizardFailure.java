package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.exit.ExitCode;
import java.util.Locale;

/**
 * Why there was no launch. The word of each is stable: scripts may go by it.
 *
 * <p>Exit codes: 2 for what was typed wrong, 3 for what does not exist, 4 for what was refused with nothing changed, 6 for what a
 * person has to look at, else 1.
 */
public enum WizardFailure {
    DECLINED(ExitCode.NOTHING_DONE),
    FEATURE_NOT_SUPPORTED(ExitCode.NOTHING_DONE),
    INVALID_INPUT(ExitCode.USAGE),
    MISSING_ANSWERS(ExitCode.USAGE),
    SECRET_ON_COMMAND_LINE(ExitCode.USAGE),
    USER_DATA_IMPOSSIBLE(ExitCode.NOTHING_DONE),
    SCRIPT_NOT_FOUND(ExitCode.NOT_FOUND),
    SCRIPT_UNREADABLE(ExitCode.FAILED),
    SAVE_FAILED(ExitCode.FAILED),
    AWS_FAILED(ExitCode.FAILED),
    IMAGE_NOT_FOUND(ExitCode.NOT_FOUND),
    IMAGE_NOT_TRUSTED(ExitCode.NOTHING_DONE),
    INSTANCE_NAME_TAKEN(ExitCode.NOTHING_DONE),
    INSTANCE_PROFILE_NOT_FOUND(ExitCode.NOT_FOUND),
    INSTANCE_PROFILE_NEEDED(ExitCode.NOTHING_DONE),
    INSTANCE_TYPE_NOT_OFFERED(ExitCode.NOT_FOUND),
    NO_CAPACITY(ExitCode.NOTHING_DONE),
    KEY_PAIR_NOT_FOUND(ExitCode.NOT_FOUND),
    SECURITY_GROUP_NOT_FOUND(ExitCode.NOT_FOUND),
    SECURITY_GROUP_OF_ANOTHER_VPC(ExitCode.NOTHING_DONE),
    LOCAL_NETWORK_INDEX(ExitCode.NOTHING_DONE),
    SUBNET_NOT_FOUND(ExitCode.NOT_FOUND),
    SUBNET_NOT_ON_OUTPOST(ExitCode.NOTHING_DONE),
    HARDWARE_TYPE(ExitCode.NOTHING_DONE),
    ADDRESS_POOL_NOT_FOUND(ExitCode.NOT_FOUND),
    ROOT_VOLUME_TOO_SMALL(ExitCode.USAGE),
    SECRET_NOT_FOUND(ExitCode.NOT_FOUND),
    SECRET_INCOMPLETE(ExitCode.NOTHING_DONE),
    CREDENTIALS_UNUSABLE(ExitCode.FAILED),
    ENDPOINT_NOT_FOUND(ExitCode.NOT_FOUND),
    TOO_MANY_TARGETS(ExitCode.USAGE),
    SVM_NOT_FOUND(ExitCode.NOT_FOUND),
    ISCSI_NOT_ENABLED(ExitCode.NOT_FOUND),
    LUN_NOT_FOUND(ExitCode.NOT_FOUND),
    LUN_DIFFERS(ExitCode.NOTHING_DONE),
    SUBSYSTEM_NOT_FOUND(ExitCode.NOT_FOUND),
    VOLUME_NOT_FOUND(ExitCode.NOT_FOUND),
    VOLUME_NAME_TAKEN(ExitCode.NOTHING_DONE),
    VOLUME_IN_USE(ExitCode.NOTHING_DONE),
    HOST_IN_USE(ExitCode.NOTHING_DONE),
    VOLUMES_NOT_REQUESTED(ExitCode.NOTHING_DONE),
    INITIATOR_IN_USE(ExitCode.NOTHING_DONE),
    ARRAY_REFUSED(ExitCode.NOTHING_DONE),
    NETAPP_FAILED(ExitCode.FAILED),
    PURESTORAGE_FAILED(ExitCode.FAILED),
    DELL_FAILED(ExitCode.FAILED),
    HPE_FAILED(ExitCode.FAILED),
    ARRAY_IN_DOUBT(ExitCode.A_PERSON_MUST_ACT),
    LAUNCH_REFUSED(ExitCode.FAILED),
    LAUNCH_UNKNOWN(ExitCode.A_PERSON_MUST_ACT),
    LAUNCHED_OFF_OUTPOST(ExitCode.FAILED),
    NOT_RUNNING(ExitCode.FAILED),
    ATTACHMENT_NOT_SEEN(ExitCode.A_PERSON_MUST_ACT),
    INTERRUPTED(ExitCode.INTERRUPTED);

    private final ExitCode exitCode;

    WizardFailure(ExitCode exitCode) {
        this.exitCode = exitCode;
    }

    /** The word, such as {@code subnet-not-found}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the command ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    /** What it is called when an array of a vendor does not answer, or not with what can be used. */
    static WizardFailure ofVendor(String vendor) {
        return switch (vendor) {
            case "netapp" -> NETAPP_FAILED;
            case "purestorage" -> PURESTORAGE_FAILED;
            case "dell" -> DELL_FAILED;
            case "hpe" -> HPE_FAILED;
            default -> throw new IllegalArgumentException("no array of the vendor " + vendor + " is spoken to");
        };
    }
}
