package io.github.outpostrecovery.storage.rest;

import java.io.IOException;
import java.util.Map;

/**
 * How a vendor wants to be shown who asks. May keep a session, as long as it is safe to use from several threads.
 */
public interface Authentication {
    /**
     * The headers that open the door, possibly by logging in first over {@code transport}.
     *
     * @throws IOException if a log-in got no answer
     */
    Map<String, String> headers(ArrayCredentials credentials, Transport transport)
            throws IOException, InterruptedException;

    /** The array answered 401 to the headers handed out before. */
    void refused();
}
