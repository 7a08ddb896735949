package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** The ARN of one execution of a state machine. */
public record ExecutionArn(String value) {
    private static final Pattern LEGAL =
            Pattern.compile("arn:aws[a-z-]*:states:[a-z0-9-]+:[0-9]{12}:execution:[A-Za-z0-9_-]{1,80}:[^\\s:]{1,90}");

    public ExecutionArn {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is not the ARN of a Step Functions execution");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
