package io.github.outpostrecovery.lab.report;

import io.github.outpostrecovery.core.evidence.Ec2Plane;
import io.github.outpostrecovery.core.evidence.Evidence.StorageAnswer;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.evidence.SessionPlane;
import io.github.outpostrecovery.core.evidence.WritePlane;

/**
 * One plane in words.
 *
 * @param value what it came to
 * @param signal what that says about the victim
 * @param remark the same in a sentence
 */
record PlaneReading(String value, Signal signal, String remark) {
    /** What a plane says about the victim. */
    enum Signal {
        ALIVE,
        SILENT,
        UNKNOWN,
        /** This plane does not speak of the victim, or this kind of array does not have it. */
        NOTHING
    }

    static PlaneReading of(Ec2Plane plane) {
        return switch (plane) {
            case HEALTHY -> reading(plane, Signal.ALIVE, "Running, both status checks pass.");
            case GUEST_FAILED ->
                reading(plane, Signal.SILENT, "The instance check failed at both looks, the system check did not.");
            case MACHINE_FAILED -> reading(plane, Signal.SILENT, "The system check failed at both looks.");
            case MISSING ->
                reading(
                        plane,
                        Signal.SILENT,
                        "EC2 answered, but has heard nothing of the machine, or not the same at both looks.");
            case STOPPED -> reading(plane, Signal.SILENT, "Stopped or terminated: somebody did that.");
            case UNKNOWN -> reading(plane, Signal.UNKNOWN, "EC2 did not answer.");
        };
    }

    static PlaneReading of(ServerLink plane) {
        return switch (plane) {
            case CONNECTED -> reading(plane, Signal.NOTHING, "The Region reaches the server.");
            case DISCONNECTED ->
                reading(plane, Signal.NOTHING, "The service link is down; instances run on without it.");
            case UNKNOWN -> reading(plane, Signal.UNKNOWN, "Nothing says whether the Region reaches the server.");
        };
    }

    static PlaneReading of(SessionPlane plane) {
        return switch (plane) {
            case LOGGED_IN -> reading(plane, Signal.ALIVE, "At least one array lists the victim.");
            case GONE -> reading(plane, Signal.SILENT, "No array lists the victim.");
            case DUPLICATE_IDENTITY ->
                reading(plane, Signal.ALIVE, "One name from two addresses: two machines may be using it.");
            case NOT_OFFERED -> reading(plane, Signal.NOTHING, "This kind of array cannot list log-ins.");
            case UNKNOWN -> reading(plane, Signal.UNKNOWN, "An array that can list log-ins did not.");
        };
    }

    static PlaneReading of(WritePlane plane) {
        return switch (plane) {
            case ADVANCING ->
                reading(plane, Signal.ALIVE, "Something was written, and only the victim can have done it.");
            case FLAT -> reading(plane, Signal.SILENT, "Nothing was written between two samples of the array.");
            case NOT_OFFERED ->
                reading(plane, Signal.NOTHING, "No array counts writes, or others may write to the same volumes.");
            case UNKNOWN -> reading(plane, Signal.UNKNOWN, "No answer, or no newer sample.");
        };
    }

    static PlaneReading of(StorageAnswer plane) {
        return switch (plane) {
            case ANSWERED -> reading(plane, Signal.NOTHING, "Every array that would have to be fenced answers.");
            case UNREACHABLE ->
                reading(plane, Signal.UNKNOWN, "At least one array did not say who reaches its volumes.");
        };
    }

    private static PlaneReading reading(Enum<?> plane, Signal signal, String remark) {
        return new PlaneReading(plane.name(), signal, remark);
    }
}
