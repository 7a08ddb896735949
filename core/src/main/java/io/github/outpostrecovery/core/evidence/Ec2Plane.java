package io.github.outpostrecovery.core.evidence;

/** What EC2 has to say about the victim, from two looks. */
public enum Ec2Plane {
    /** Running, both checks passed at the later look. */
    HEALTHY,
    /** The instance check failed at both looks, the system check did not. */
    GUEST_FAILED,
    /** The system check failed at both looks. */
    MACHINE_FAILED,
    /** EC2 answered, and has no data to judge by, or not the same at both looks. */
    MISSING,
    /** Stopped or terminated: somebody did that, it is no failure. */
    STOPPED,
    /** EC2 did not answer. */
    UNKNOWN
}
