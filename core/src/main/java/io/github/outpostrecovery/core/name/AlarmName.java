package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** The name of a CloudWatch alarm. */
public record AlarmName(String value) {
    private static final Pattern LEGAL = Pattern.compile("[\\x20-\\x7e]{1,255}");

    public AlarmName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not an alarm name: 1 to 255 printable ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
