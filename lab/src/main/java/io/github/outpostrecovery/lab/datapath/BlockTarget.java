package io.github.outpostrecovery.lab.datapath;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * An array as machines see it. Access is evaluated for each command against the mappings of that instant; a command that
 * was accepted runs to its end.
 */
public interface BlockTarget {
    String name();

    LoginReply login(LoginAttempt attempt);

    /** Ends a session in good order; without effect if it has ended already. */
    void logout(String sessionId);

    /**
     * A machine lost power or its link. Its half-open logins come to nothing. The array does not notice: it lists the
     * sessions until their keep-alive time-out, and the writes in flight may still land.
     */
    void connectionLost(String machine);

    WriteReply write(String sessionId, int lun, long payload);

    ReadReply read(String sessionId, int lun);

    /** What the session sees; empty also if the session has ended. */
    List<VisibleVolume> reportLuns(String sessionId);

    /** Sets how slow the way from a machine is, for its later logins and writes. */
    void setLink(String machine, LinkConditions conditions);

    void observe(DataPathObserver observer);

    /** Every initiator that some mapping lets reach a volume, logged in or not. */
    Set<String> initiatorsWithAccess(String volume);

    /**
     * Everything set up on the array that decides who reaches what, in a stable order. Equal before and after means that
     * nothing was changed. Holds no secret, but differs when one does.
     */
    JsonNode accessState();
}
