package io.github.outpostrecovery.storage.rest;

import java.time.Duration;

/** Lets time pass: really, or on a clock of a simulation. */
@FunctionalInterface
public interface Pause {
    void pause(Duration length) throws InterruptedException;

    /** Really waits. */
    static Pause real() {
        return Thread::sleep;
    }
}
