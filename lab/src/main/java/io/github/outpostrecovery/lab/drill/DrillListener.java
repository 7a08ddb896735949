package io.github.outpostrecovery.lab.drill;

import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Instant;

/** Watches a drill go on; every {@code at} is simulated time. */
public interface DrillListener extends StepListener {
    /** Sees nothing. */
    DrillListener NONE = new DrillListener() {};

    /** Something happened to the site, or was done to it. */
    default void noted(String what, Instant at) {}

    /** An array was called. */
    default void called(Call call) {}
}
