package io.github.outpostrecovery.lab.drill;

import io.github.outpostrecovery.lab.rest.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Watches a drill go on; every {@code at} is simulated time. */
public interface DrillListener {
    /** Sees nothing. */
    DrillListener NONE = new DrillListener() {};

    /** Something happened to the site, or was done to it. */
    default void note(String what, Instant at) {}

    default void stateEntered(String execution, String state, Instant at) {}

    default void stateLeft(String execution, String state, Instant at) {}

    /** A state waits, until then if it is known. */
    default void waiting(String execution, String state, Optional<Instant> until, Instant at) {}

    default void retry(String execution, String state, String error, Duration delay, Instant at) {}

    /** An array was called. */
    default void called(Call call) {}
}
