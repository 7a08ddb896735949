package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** The ARN of one Outpost: the server, in this product. */
public record OutpostArn(String value) {
    private static final Pattern LEGAL =
            Pattern.compile("arn:aws[a-z-]*:outposts:[a-z0-9-]+:[0-9]{12}:outpost/op-[0-9a-f]{17}");

    public OutpostArn {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value
                            + "\" is not an Outpost ARN: arn:aws:outposts:REGION:ACCOUNT:outpost/op-ID with 17 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
