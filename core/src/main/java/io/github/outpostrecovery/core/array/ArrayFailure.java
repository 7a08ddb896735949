package io.github.outpostrecovery.core.array;

/**
 * Why an array gave no answer, or refused.
 *
 * @param kind what it means to the engine
 * @param code the array's own code, or empty where there was none
 * @param detail one line for a person, without secrets: which request, what came back
 */
public record ArrayFailure(Kind kind, String code, String detail) {
    /** What a failure means. */
    public enum Kind {
        /** No connection, no answer in time, or a 5xx: whether the request had an effect is unknown. */
        UNREACHABLE,
        /** The credentials were refused, also after they had been read again. */
        UNAUTHORISED,
        /** The array answered, and surely changed nothing. */
        REFUSED,
        /** The named object does not exist on the array. */
        NOT_FOUND,
        /** The answer was cut short or made no sense: nothing may be concluded from it. */
        INCOMPREHENSIBLE
    }

    @Override
    public String toString() {
        return detail + (code.isEmpty() ? "" : " (code " + code + ")");
    }
}
