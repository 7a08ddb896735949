package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** What the operator calls one storage array, such as {@code array-1}. */
public record ArrayName(String value) implements Comparable<ArrayName> {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62})");

    public ArrayName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not an array name: 1 to 63 letters, digits, dots, hyphens and underscores");
        }
    }

    @Override
    public int compareTo(ArrayName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
