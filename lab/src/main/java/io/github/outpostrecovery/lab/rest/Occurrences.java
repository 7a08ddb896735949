package io.github.outpostrecovery.lab.rest;

/**
 * Which of the requests that match a pattern a fault strikes, counted from 1 when it was armed.
 *
 * @param first the first that is struck
 * @param last the last that is struck
 */
public record Occurrences(int first, int last) {
    public Occurrences {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("occurrences " + first + " to " + last + " are none");
        }
    }

    public static Occurrences nth(int nth) {
        return new Occurrences(nth, nth);
    }

    public static Occurrences fromNth(int first) {
        return new Occurrences(first, Integer.MAX_VALUE);
    }

    /** Every one until the fault is cleared. */
    public static Occurrences always() {
        return fromNth(1);
    }

    boolean strike(int occurrence) {
        return first <= occurrence && occurrence <= last;
    }
}
