package io.github.outpostrecovery.lab.oracle;

import java.util.Comparator;

/** A volume of a protected instance, by its identity on its array. In the order of the arrays' names. */
public record GuardedVolume(String array, String volume) implements Comparable<GuardedVolume> {
    private static final Comparator<GuardedVolume> ORDER =
            Comparator.comparing(GuardedVolume::array).thenComparing(GuardedVolume::volume);

    @Override
    public int compareTo(GuardedVolume other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return array + "/" + volume;
    }
}
