package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.function.Consumer;

/** A run, as a fault sees it. What is handed over is called by the thread of the run, on its virtual clock. */
public interface Stage {
    World world();

    SimulatedSite site();

    /** Numbers for this fault alone: what another fault draws changes nothing here. */
    SplitMix64 chance();

    /** Each time a state of this name begins, in any execution of the recovery state machine. Not repeated for retries. */
    void onEntering(String state, Consumer<ExecutionArn> act);

    /** The first time only. */
    void onceEntering(String state, Consumer<ExecutionArn> act);

    /** Each time an execution of the recovery state machine has left a state of this name. */
    void onLeaving(String state, Consumer<ExecutionArn> act);

    /** Right before a state's task is called, for the first time and for each retry. */
    void beforeCalling(String state, Consumer<ExecutionArn> act);

    /**
     * A while after the primary has failed, between two steps of the engine: an execution may be started, stopped, redriven
     * there.
     */
    void afterTheFailure(Duration delay, Runnable act);

    /** A while from now, between two steps of the engine. */
    void later(Duration delay, Runnable act);

    /** Goes on for at least so long after everything has come to rest, since something is still to land then. */
    void outlast(Duration aftermath);

    /** Interrupts a call of a state machine's state; when that happens, the fault {@link #struck has really happened}. */
    void interrupt(Disturbance.AtState interruption);

    /** The fault has really happened, once more. */
    void struck();
}
