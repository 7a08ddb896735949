package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;

/** What a call comes to. */
public sealed interface Reply {
    /** An answer. */
    record Now(RestResponse response) implements Reply {}

    /** A job is under way, and the caller is ready to wait for it, at most so long. */
    record WhenDone(String job, Duration atMost, Returned returned) implements Reply {}

    /** Whether the caller wants to see what was made. */
    enum Returned {
        RECORD,
        NOTHING
    }
}
