package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Set;

/**
 * One storage array, as the engine sees it. A vendor's client implements this; the fence, the proof and the drain are
 * made of it in {@code core.fence}, once for all vendors.
 *
 * <p>Contract of every method:
 *
 * <ul>
 *   <li>What the array did not say is {@link Answer.Unanswered}, never a guess. A report is complete or it is not given:
 *       a page that cannot be read makes the whole answer {@code Unanswered}.
 *   <li>Array trouble never leaves as an exception. An exception is a bug.
 *   <li>Reads may be repeated by the client within its time budget. {@link #revoke} may be repeated freely, by anyone, at
 *       any time: it names the victims, so that a late or repeated one cannot touch a successor. {@link #grant} is sent
 *       once: the client repeats none of its requests, but for one that the array refused with 401 before doing
 *       anything.
 *   <li>A method that changes the array says what it did, and nobody believes it: only a later {@link #access} counts.
 *   <li>Whole operations are safe to call from several threads.
 * </ul>
 */
public interface StorageArray extends AutoCloseable {
    ArrayName name();

    /** What this array is able to prove. */
    ArrayCapabilities capabilities();

    /**
     * Every path by which anybody reaches each of the volumes now: directly, through groups, nested groups and host sets.
     * A volume that the array does not have makes the answer {@code Unanswered} with {@link ArrayFailure.Kind#NOT_FOUND}.
     */
    Answer<AccessReport> access(Set<VolumeName> volumes);

    /**
     * Who is logged in under one of these names, whether or not it still reaches a volume. {@link Answer.NotOffered} where
     * the array cannot tell.
     */
    Answer<SessionReport> sessions(Set<Initiator> initiators);

    /**
     * What each of these initiators reads and writes on each portal. {@link Answer.NotOffered} where the array does not count
     * by path.
     */
    Answer<PathActivityReport> pathActivity(Set<Initiator> initiators);

    /**
     * What is written to the volumes, as the array counts or measures it, by its own clock. {@link Answer.NotOffered} where it
     * does neither.
     */
    Answer<ActivityReport> activity(Set<VolumeName> volumes);

    /** The addresses at which the array serves these volumes now: what a new machine should be seen on. */
    Answer<PortalReport> portals(Set<VolumeName> volumes);

    /**
     * How the successor of {@code victim} can be given these volumes at the same LUN ids: by taking the victim's place in
     * its object on the array, or by an object of its own where that one is shared. Changes nothing.
     */
    Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes);

    /**
     * Takes these volumes away from the victims, and from nobody else, on every path. Where the array can, also keeps the
     * victims' names from logging in again. Returns when every request was answered or given up; it proves nothing.
     */
    RevokeReport revoke(RevokeOrder order);

    /**
     * Lets the new initiator in, once. First makes sure that the name is nowhere on the array; then sends each request one
     * time and reports whether every one was answered.
     */
    GrantOutcome grant(GrantOrder order);

    /** Logs out where the array knows log-ins. Never fails. */
    @Override
    void close();
}
