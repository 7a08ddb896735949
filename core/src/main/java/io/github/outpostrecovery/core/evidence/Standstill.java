package io.github.outpostrecovery.core.evidence;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;

/**
 * Whether a guest that was asked to stop has stopped, for a planned move alone. A machine that an array lists as logged in,
 * or that writes, has not, whatever EC2 says of it; and one that EC2 finds well has not either, whatever the arrays say.
 */
public sealed interface Standstill {
    /**
     * It is gone, in both looks: stopped as it was asked to, or dead.
     *
     * @param verdict {@link Verdict#STOPPED_ON_PURPOSE} or {@link Verdict#DEAD}
     */
    record Stopped(Verdict verdict) implements Standstill {}

    /** It is still there. */
    record StillUp(String why) implements Standstill {}

    /** A plane that would have to say so did not: that is no sign of a stop. */
    record NotKnown(String why) implements Standstill {}

    /** Judges two looks, the later one taken some seconds after the earlier, and the evidence that they amount to. */
    static Standstill of(Evidence evidence, Look earlier, Look later) {
        if (evidence.storageAnswered() == Evidence.StorageAnswer.UNREACHABLE) {
            return new NotKnown("an array that has to be fenced does not answer");
        }
        return switch (evidence.writes()) {
            case ADVANCING -> new StillUp("its volumes are being written");
            case UNKNOWN -> new NotKnown("it is not known whether its volumes are being written");
            case FLAT, NOT_OFFERED -> silent(evidence, earlier, later);
        };
    }

    private static Standstill silent(Evidence evidence, Look earlier, Look later) {
        return switch (evidence.sessions()) {
            case DUPLICATE_IDENTITY -> new StillUp("its name is logged in from two addresses");
            case LOGGED_IN -> new StillUp("an array lists it as logged in");
            case UNKNOWN -> new NotKnown("an array that lists log-ins did not");
            case GONE ->
                listed(earlier)
                        ? new StillUp("an array listed it as logged in a moment ago")
                        : byEc2(evidence, new Stopped(Verdict.STOPPED_ON_PURPOSE));
            case NOT_OFFERED ->
                byEc2(
                        evidence,
                        hasEnded(earlier) && hasEnded(later)
                                ? new Stopped(Verdict.STOPPED_ON_PURPOSE)
                                : new StillUp("EC2 has not seen it stop yet, and an array cannot list log-ins"));
        };
    }

    private static Standstill byEc2(Evidence evidence, Standstill ifStopped) {
        return switch (evidence.ec2()) {
            case STOPPED -> ifStopped;
            case HEALTHY -> new StillUp("EC2 finds it running and well");
            case UNKNOWN -> new NotKnown("EC2 did not answer");
            case GUEST_FAILED, MACHINE_FAILED, MISSING ->
                Verdict.of(evidence) == Verdict.DEAD
                        ? new Stopped(Verdict.DEAD)
                        : new NotKnown("EC2 does not say whether it runs");
        };
    }

    private static boolean listed(Look look) {
        return look.arrays().stream()
                .anyMatch(array -> array.sessions() instanceof Answer.Answered<SessionReport>(SessionReport report)
                        && !report.sourcesOf(array.victim()).isEmpty());
    }

    /** A machine that is only stopping may be between two writes. */
    private static boolean hasEnded(Look look) {
        return look.machine() instanceof Observed(Lifecycle lifecycle, var system, var guest)
                && switch (lifecycle) {
                    case STOPPED, TERMINATED, NOT_FOUND -> true;
                    case PENDING, RUNNING, STOPPING, SHUTTING_DOWN -> false;
                };
    }
}
