package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/**
 * The name of a protected instance, such as {@code web-01}.
 *
 * <p>Lower-case letters, digits and hyphens, starting with a letter, at most 40 characters: it becomes part of IQNs,
 * stack names and parameter paths, and has to be legal in each of them.
 */
public record InstanceName(String value) implements Comparable<InstanceName> {
    private static final Pattern LEGAL = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");

    public InstanceName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("instance name \"" + value
                    + "\" is not legal: use 1 to 40 lower-case letters, digits and hyphens, starting with a letter");
        }
    }

    static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches();
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
