package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** The id of a VPC subnet. */
public record SubnetId(String value) {
    private static final Pattern LEGAL = Pattern.compile("subnet-[0-9a-f]{8,17}");

    public SubnetId {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a subnet id: it is subnet- and 8 to 17 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
