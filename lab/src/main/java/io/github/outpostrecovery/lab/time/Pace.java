package io.github.outpostrecovery.lab.time;

import java.time.Duration;

/** How fast simulated time passes for whoever watches: at once, or as it would. */
public interface Pace {
    /** Simulated time jumps; nothing waits. */
    Pace VIRTUAL = duration -> {};

    /** Simulated time passes as fast as real time does. */
    Pace REAL = duration -> {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    };

    /** Lets {@code duration} of simulated time pass before returning. */
    void pass(Duration duration);
}
