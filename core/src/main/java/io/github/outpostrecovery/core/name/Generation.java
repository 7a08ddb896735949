package io.github.outpostrecovery.core.name;

/**
 * Counts the machines launched for a protected instance, failed launches included.
 *
 * <p>One generation is one machine, one initiator, one launch target, one client token: never used before, never again.
 */
public record Generation(int number) implements Comparable<Generation> {
    /** The machine that was running when protection began. */
    public static final Generation FIRST = new Generation(1);

    public Generation {
        if (number < 1) {
            throw new IllegalArgumentException("generation " + number + " is not legal: generations count from 1");
        }
    }

    public Generation next() {
        return new Generation(number + 1);
    }

    public boolean isOlderThan(Generation other) {
        return number < other.number;
    }

    @Override
    public int compareTo(Generation other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "g" + number;
    }
}
