package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.lab.asl.ExecutionArn;
import java.time.Instant;

/**
 * A call that a state of an execution has made of a Lambda function.
 *
 * @param number counts the calls of a run
 */
record EngineCall(ExecutionArn execution, String state, Instant since, int number) {
    static final String OPEN = "Open the incident";
    static final String VERIFY = "Verify primary";
    static final String ASK = "Ask for approval";
    static final String FENCE = "Fence old initiator";
    static final String GRANT = "Grant new initiator";
    static final String LAUNCH = "Relaunch from recovery template";
    static final String STOP = "Ask the guest to stop";
    static final String START = "Start the guest again";
    static final String RECORD_RECOVERY = "Record recovery";
    static final String RECORD_END = "Record the end";
    static final String TELL = "Tell the operators";

    boolean isOf(String name) {
        return state.equals(name);
    }
}
