package io.github.outpostrecovery.core.array;

/**
 * How a grant ended. Only {@link Clean} may be followed by a launch: an unanswered request may land later, after a fence,
 * and would then let in a name that a machine had.
 */
public sealed interface GrantOutcome {
    /** The name was nowhere before, each request was sent once, and each was answered with success. */
    record Clean(int requests) implements GrantOutcome {}

    /** The name was on the array already: somebody had granted it. */
    record AlreadyThere(String where) implements GrantOutcome {}

    /** A request was not answered, or with a 5xx: it may or may not have had its effect, or may have it later. */
    record InDoubt(ArrayFailure failure) implements GrantOutcome {}

    /**
     * The array refused a request with an answer that surely changed nothing. Earlier requests of the same grant may have
     * had their effect.
     */
    record Refused(ArrayFailure failure) implements GrantOutcome {}
}
