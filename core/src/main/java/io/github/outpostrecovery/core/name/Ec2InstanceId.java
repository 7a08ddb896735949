package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** The id that EC2 gave one machine, such as {@code i-0abc1234def567890}. */
public record Ec2InstanceId(String value) {
    private static final Pattern LEGAL = Pattern.compile("i-(?:[0-9a-f]{8}|[0-9a-f]{17})");

    public Ec2InstanceId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not an EC2 instance id: it is i- and 8 or 17 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
