package io.github.outpostrecovery.core.evidence;

/** What EC2 says about one machine. */
public sealed interface MachineStatus {
    /**
     * EC2 answered.
     *
     * @param lifecycle the instance's state
     * @param systemCheck the check of what lies below the guest
     * @param instanceCheck the check of the guest
     */
    record Observed(Lifecycle lifecycle, Check systemCheck, Check instanceCheck) implements MachineStatus {}

    /** EC2 was asked and gave no answer. */
    record Unobserved(String why) implements MachineStatus {}

    /** Instance states of the EC2 API, and one for an id that EC2 does not know any more. */
    enum Lifecycle {
        PENDING,
        RUNNING,
        STOPPING,
        STOPPED,
        SHUTTING_DOWN,
        TERMINATED,
        NOT_FOUND
    }

    /** Results of a status check in the EC2 API. */
    enum Check {
        PASSED,
        FAILED,
        INITIALIZING,
        INSUFFICIENT_DATA
    }
}
