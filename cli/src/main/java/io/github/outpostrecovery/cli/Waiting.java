package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;

/** How a command waits. */
final class Waiting {
    private Waiting() {}

    /** Waits. Being interrupted ends the command. */
    static void pass(Pause pause, Duration length) {
        try {
            pause.pause(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException(interrupted);
        }
    }
}
