package io.github.outpostrecovery.lab.simulation.fault.launch;

import static io.github.outpostrecovery.lab.simulation.FaultCard.simulated;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.region.CallFault;
import io.github.outpostrecovery.lab.region.LaunchFate;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.fault.launch.TemplateGone.Moment;
import java.time.Duration;
import java.util.List;

/** Faults 46 to 54. */
public final class LaunchFaults {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NEXT_TARGET = "RECOVERED on the next target, by a generation of its own";
    private static final String REFUSED = "REFUSED before anything is fenced, and a page";
    private static final String PAGED = "FENCED_AND_PAGED, with the command that resumes";
    private static final String NO_CAPACITY = "InsufficientInstanceCapacity";

    private LaunchFaults() {}

    /** In the order of their numbers. */
    public static List<Fault> all() {
        return List.of(
                new LaunchRefused(
                        simulated(46, "no-capacity", "the first target has no capacity when it is asked", NEXT_TARGET),
                        NO_CAPACITY,
                        "There is not enough capacity on the Outpost.",
                        1,
                        Outcome.RECOVERED),
                new LaunchRefused(
                        simulated(46, "no-capacity-anywhere", "no target has capacity when it is asked", PAGED),
                        NO_CAPACITY,
                        "There is not enough capacity on the Outpost.",
                        LaunchRefused.ALL,
                        Outcome.FENCED_AND_PAGED),
                new LaunchUnanswered(
                        simulated(
                                47,
                                "launch-unanswered",
                                "RunInstances makes a machine, and its answer is lost",
                                "RECOVERED with that machine, found by its client token"),
                        new CallFault.AppliedNoAnswer(PATIENCE),
                        2),
                new LaunchUnanswered(
                        simulated(
                                47,
                                "launch-request-lost",
                                "RunInstances gets lost on its way to EC2",
                                "RECOVERED by the same request under the same token"),
                        new CallFault.NoAnswer(PATIENCE),
                        2),
                new LaunchUnanswered(
                        simulated(
                                47,
                                "launch-throttled",
                                "RunInstances is throttled",
                                "RECOVERED by the same request under the same token"),
                        new CallFault.Throttled(),
                        2),
                new LaunchUnanswered(
                        simulated(
                                47,
                                "launch-lands-late",
                                "RunInstances is not answered, and makes its machine when its generation was given up",
                                "that generation is fenced and proved; RECOVERED by the next one"),
                        new CallFault.AppliedLate(PATIENCE, Duration.ofMinutes(4), 1),
                        3),
                new LaunchRefused(
                        simulated(
                                48,
                                "token-mismatch",
                                "EC2 says that the client token was used with other parameters",
                                "FENCED_AND_PAGED; no other token is tried"),
                        "IdempotentParameterMismatch",
                        "The client token was used with other parameters.",
                        1,
                        Outcome.FENCED_AND_PAGED),
                new TemplateGone(
                        simulated(49, "template-deleted", "the pinned template version is gone", REFUSED),
                        Moment.DELETED_BEFORE),
                new TemplateGone(
                        simulated(
                                49,
                                "template-deleted-after-the-check",
                                "the pinned template version goes away while the fence is proved",
                                PAGED),
                        Moment.DELETED_AFTER_THE_CHECK),
                new TemplateGone(
                        simulated(
                                49,
                                "template-changed",
                                "the template has a newer version that names no initiator",
                                "RECOVERED from the pinned version"),
                        Moment.CHANGED),
                new PreflightRefused(
                        simulated(50, "image-deregistered", "the image is gone, and DryRun says so", REFUSED),
                        "InvalidAMIID.NotFound",
                        "The image id does not exist"),
                new PreflightRefused(
                        simulated(50, "pass-role-missing", "the engine may not pass the role; DryRun says so", REFUSED),
                        "UnauthorizedOperation",
                        "You are not authorized to perform: iam:PassRole"),
                new LaunchRefused(
                        simulated(50, "key-denied", "KMS denies the key of the image at the launch itself", PAGED),
                        "KMS.AccessDeniedException",
                        "The ciphertext refers to a key that does not exist or that you are not allowed to access.",
                        LaunchRefused.ALL,
                        Outcome.FENCED_AND_PAGED),
                new LaunchFated(
                        simulated(
                                51,
                                "lands-in-the-region",
                                "EC2 puts the machine into the Region",
                                "its generation is fenced, proved and ended; " + NEXT_TARGET),
                        LaunchFate.LANDS_IN_THE_REGION),
                new LaunchFated(
                        simulated(
                                51,
                                "lands-on-another-server",
                                "EC2 puts the machine on another server than was asked for, from where it attaches",
                                "its generation is fenced, proved and ended; " + NEXT_TARGET),
                        LaunchFate.LANDS_ON_ANOTHER_SERVER),
                new LaunchFated(
                        simulated(
                                52,
                                "stays-pending",
                                "the machine never leaves pending",
                                "given up at the deadline, fenced and proved; " + NEXT_TARGET),
                        LaunchFate.STAYS_PENDING),
                new LaunchFated(
                        simulated(
                                52,
                                "ends-at-once",
                                "the machine ends as soon as it was launched",
                                "fenced and proved, the token not used again; " + NEXT_TARGET),
                        LaunchFate.ENDS_AT_ONCE),
                new LaunchRefused(
                        simulated(53, "quota-exceeded", "the account has no room for another machine", PAGED),
                        "VcpuLimitExceeded",
                        "You have requested more vCPU capacity than your current vCPU limit.",
                        LaunchRefused.ALL,
                        Outcome.FENCED_AND_PAGED),
                new LaunchRefused(
                        simulated(53, "address-in-use", "the machine that failed still holds the address", NEXT_TARGET),
                        "InvalidIPAddress.InUse",
                        "Address 10.20.1.10 is in use.",
                        1,
                        Outcome.RECOVERED),
                new PrimaryNotEnded(
                        simulated(
                                54,
                                "primary-not-ended",
                                "EC2 refuses to terminate the old machine",
                                "RECOVERED all the same: it is the last, best-effort step"),
                        new CallFault.Refused("OperationNotPermitted", "The instance may not be terminated.")),
                new PrimaryNotEnded(
                        simulated(
                                54,
                                "termination-unanswered",
                                "EC2 does not answer when the old machine is to be terminated",
                                "RECOVERED all the same: it is the last, best-effort step"),
                        new CallFault.NoAnswer(PATIENCE)));
    }
}
