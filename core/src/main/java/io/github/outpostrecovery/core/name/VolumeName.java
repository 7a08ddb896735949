package io.github.outpostrecovery.core.name;

/**
 * The name by which its array knows one volume: a LUN path or namespace path on ONTAP, a volume name elsewhere.
 *
 * <p>Unique only together with the array and, on ONTAP, the SVM.
 */
public record VolumeName(String value) implements Comparable<VolumeName> {
    private static final int LONGEST = 512;

    public VolumeName {
        if (value.isEmpty()
                || value.length() > LONGEST
                || value.chars()
                        .anyMatch(character ->
                                character <= ' ' || character > '~' || character == '*' || character == ',')) {
            throw new IllegalArgumentException("volume name \"" + value
                    + "\" is not legal: use 1 to 512 printable characters without spaces, commas and asterisks");
        }
    }

    @Override
    public int compareTo(VolumeName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
