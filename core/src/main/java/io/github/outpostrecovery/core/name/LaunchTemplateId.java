package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** The id of an EC2 launch template. */
public record LaunchTemplateId(String value) {
    private static final Pattern LEGAL = Pattern.compile("lt-[0-9a-f]{8,17}");

    public LaunchTemplateId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a launch template id: it is lt- and 8 to 17 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
