package io.github.outpostrecovery.core.evidence;

/** What the evidence means. The table is in docs/verdicts.md, and a test holds both against every combination of planes. */
public enum Verdict {
    /** The machine is well, or EC2 says so and it writes. */
    HEALTHY,
    /** Somebody stopped or terminated it. */
    STOPPED_ON_PURPOSE,
    /** The machine or its guest is gone: nothing logged in, nothing written. */
    DEAD,
    /** The guest does not answer its check and writes nothing, but its log-in stands. */
    HUNG,
    /** A check fails, and the machine goes on writing. */
    ISOLATED_ALIVE,
    /** The Region has lost the server, and the machine behind it may well be alive. */
    LINK_LOSS,
    /** EC2 finds the machine well, and the array has lost it. */
    STORAGE_LOSS,
    /** Two machines may be using the victim's name. */
    DUPLICATE_IDENTITY,
    /** Something that should have been known is not. */
    BLIND;

    /** The meaning of {@code evidence}: total, and never DEAD or HUNG where something is UNKNOWN. */
    public static Verdict of(Evidence evidence) {
        if (evidence.sessions() == SessionPlane.DUPLICATE_IDENTITY) {
            return DUPLICATE_IDENTITY;
        }
        return switch (evidence.writes()) {
            case ADVANCING -> writing(evidence);
            case UNKNOWN -> BLIND;
            case FLAT, NOT_OFFERED -> silent(evidence);
        };
    }

    private static Verdict writing(Evidence evidence) {
        return switch (evidence.server()) {
            case DISCONNECTED -> LINK_LOSS;
            case CONNECTED, UNKNOWN -> evidence.ec2() == Ec2Plane.HEALTHY ? HEALTHY : ISOLATED_ALIVE;
        };
    }

    private static Verdict silent(Evidence evidence) {
        if (evidence.sessions() == SessionPlane.UNKNOWN
                || evidence.storageAnswered() == Evidence.StorageAnswer.UNREACHABLE) {
            return BLIND;
        }
        return switch (evidence.ec2()) {
            case UNKNOWN -> BLIND;
            case STOPPED -> STOPPED_ON_PURPOSE;
            case HEALTHY -> passing(evidence);
            case GUEST_FAILED, MACHINE_FAILED -> failing(evidence);
            case MISSING ->
                switch (evidence.server()) {
                    case DISCONNECTED -> disconnected(evidence);
                    case CONNECTED, UNKNOWN -> BLIND;
                };
        };
    }

    private static Verdict passing(Evidence evidence) {
        return switch (evidence.sessions()) {
            case GONE -> STORAGE_LOSS;
            case LOGGED_IN, NOT_OFFERED ->
                switch (evidence.server()) {
                    case DISCONNECTED -> LINK_LOSS;
                    case CONNECTED, UNKNOWN -> HEALTHY;
                };
            case DUPLICATE_IDENTITY -> DUPLICATE_IDENTITY;
            case UNKNOWN -> BLIND;
        };
    }

    private static Verdict failing(Evidence evidence) {
        return switch (evidence.server()) {
            case UNKNOWN -> BLIND;
            case DISCONNECTED -> disconnected(evidence);
            case CONNECTED ->
                switch (evidence.sessions()) {
                    case GONE -> DEAD;
                    case LOGGED_IN -> evidence.writes() == WritePlane.FLAT ? HUNG : ISOLATED_ALIVE;
                    case NOT_OFFERED -> evidence.writes() == WritePlane.FLAT ? DEAD : BLIND;
                    case DUPLICATE_IDENTITY -> DUPLICATE_IDENTITY;
                    case UNKNOWN -> BLIND;
                };
        };
    }

    /** Behind a lost service link an idle living machine looks like a dead one, unless the array has seen it go. */
    private static Verdict disconnected(Evidence evidence) {
        return switch (evidence.sessions()) {
            case GONE -> DEAD;
            case LOGGED_IN, NOT_OFFERED -> LINK_LOSS;
            case DUPLICATE_IDENTITY -> DUPLICATE_IDENTITY;
            case UNKNOWN -> BLIND;
        };
    }
}
