package io.github.outpostrecovery.cli.terminal;

import io.github.outpostrecovery.lab.rest.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Hears of one execution while it runs. Every time is of the run's own clock, which may be simulated. */
public interface ProgressListener {
    /** A state begins. */
    void stateEntered(String state, Instant at);

    /** A state is done. */
    void stateLeft(String state, Instant at);

    /** The state waits; {@code until} is empty if it waits for a person, without end. */
    void waiting(String state, Optional<Instant> until, Instant at);

    /** A step failed and will be called again after {@code delay}. */
    void retrying(String state, String error, Duration delay, Instant at);

    /** An array has answered a call, or not. */
    void arrayCalled(Call call);

    /** Something happened to the world, such as a server that lost power. */
    void noted(String what, Instant at);
}
