package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;

/** Waiting, which a person may interrupt. */
final class Waiting {
    /** The code of a wait that was interrupted, or took too long: what was waited for may still come. */
    static final String GIVEN_UP = "GivenUp";

    private Waiting() {}

    /**
     * Lets time pass.
     *
     * @param awaited what for, for a person
     */
    static void pause(Pause pause, Duration length, String awaited) {
        try {
            pause.pause(length);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CloudTroubleException(
                    GIVEN_UP, "waiting for " + awaited + " was interrupted; it may still come", interrupted);
        }
    }
}
