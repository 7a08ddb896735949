package io.github.outpostrecovery.lab.datapath;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one vendor's array decides about its data path. Always called with the array's {@link StateLock} held. */
public interface AccessRules {
    /** Why a login is refused, or empty if it is let in. Asked once, at the first step of the login. */
    Optional<String> refusal(LoginAttempt attempt);

    /** What a session sees at this instant. */
    List<VisibleVolume> visible(Session session);

    /** What a command to a LUN that the session does not see ends with. */
    String senseOfInvisible(Session session);

    Set<String> initiatorsWithAccess(String volume);

    /** See {@link BlockTarget#accessState}. */
    JsonNode accessState();

    /** How long the array lists a session whose machine is gone. */
    Duration keepAlive(Session session);

    /** A login is complete. */
    default void opened(Session session, Instant at) {}

    /** A session is no longer served. */
    default void closed(Session session, Instant at) {}
}
