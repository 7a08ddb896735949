package io.github.outpostrecovery.lab.datapath;

/**
 * Sees everything that happens on an array's data path, in order. Called without any lock of the array held, so it may
 * ask the array whatever it likes.
 */
public interface DataPathObserver {
    default void landed(LandedWrite write) {}

    /** A read or write was refused. */
    default void refused(String array, Session session, int lun, String sense) {}

    /** A management call may have changed who reaches what. */
    default void accessChanged(String array) {}

    default void loggedIn(String array, Session session) {}

    default void loginRefused(String array, LoginAttempt attempt, String reason) {}

    /** The array no longer serves the session. It may go on listing it while writes are in flight. */
    default void sessionClosed(String array, Session session) {}
}
