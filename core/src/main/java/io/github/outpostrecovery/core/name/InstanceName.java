package io.github.outpostrecovery.core.name;

/**
 * The name of a protected instance, such as {@code web-01}.
 *
 * <p>Lower-case letters, digits and hyphens, starting with a letter, at most 40 characters: it becomes part of IQNs,
 * stack names and parameter paths, and has to be legal in each of them.
 */
public record InstanceName(String value) implements Comparable<InstanceName> {
    private static final int LONGEST = 40;

    public InstanceName {
        if (!isLegal(value)) {
            throw new IllegalArgumentException("instance name \"" + value
                    + "\" is not legal: use 1 to 40 lower-case letters, digits and hyphens, starting with a letter");
        }
    }

    static boolean isLegal(String name) {
        return !name.isEmpty()
                && name.length() <= LONGEST
                && name.charAt(0) >= 'a'
                && name.charAt(0) <= 'z'
                && name.charAt(name.length() - 1) != '-'
                && Characters.areLowerOrDigitsOr("-", name, 1, name.length());
    }

    @Override
    public int compareTo(InstanceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
