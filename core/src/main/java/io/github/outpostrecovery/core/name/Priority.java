package io.github.outpostrecovery.core.name;

/**
 * In which order instances that fail together are recovered.
 *
 * @param value {@value #FIRST} goes first, {@value #LAST} last; equals go by the time of their failure
 */
public record Priority(int value) implements Comparable<Priority> {
    public static final int FIRST = 1;
    public static final int LAST = 9;

    /** Of an instance that nobody has given one. */
    public static final Priority USUAL = new Priority(5);

    public Priority {
        if (value < FIRST || value > LAST) {
            throw new IllegalArgumentException(
                    "priority " + value + " is not legal: " + FIRST + " is recovered first, " + LAST + " last");
        }
    }

    /** Whether others can come before it. */
    public boolean mayBePreceded() {
        return value > FIRST;
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
