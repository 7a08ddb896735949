package io.github.outpostrecovery.storage.rest;

import java.io.IOException;
import java.util.Map;

/**
 * How a vendor wants to be shown who asks. May keep a session, as long as it is safe to use from several threads.
 */
public interface Authentication {
    /** What an answer means to who was authenticated. */
    enum Renewal {
        /** It is an answer to the call: nothing about the headers was wrong. */
        NONE,
        /** The session is over: log in again, with the credentials that are known. */
        NEW_LOGIN,
        /** The credentials are not right any more: read them again. */
        NEW_CREDENTIALS
    }

    /**
     * The headers that open the door for {@code call}, possibly by logging in first over {@code exchange}.
     *
     * @throws IOException if a log-in got no answer that tells anything
     * @throws LoginRefusedException if the array does not let these credentials in
     */
    Map<String, String> headers(RestCall call, ArrayCredentials credentials, Exchange exchange)
            throws IOException, InterruptedException, LoginRefusedException;

    /**
     * The array rejected a call that was sent with {@code headers}. Anything but {@link Renewal#NONE} claims that the call
     * surely changed nothing: it is sent once more.
     */
    Renewal after(RestOutcome.Rejected rejected, Map<String, String> headers);

    /** Logs out, if it had logged in. Never fails; nothing is sent afterwards. */
    void logOut(Exchange exchange);

    /** Sends calls that are about the session itself: once, without authentication but for what is given. */
    @FunctionalInterface
    interface Exchange {
        /**
         * Sends one call and gives its answer, whatever the status. The secrets of the call and the values of the headers are
         * kept out of whatever is told about it.
         *
         * @throws IOException if no complete answer came
         */
        RestResponse send(RestCall call, Map<String, String> headers) throws IOException, InterruptedException;
    }
}
