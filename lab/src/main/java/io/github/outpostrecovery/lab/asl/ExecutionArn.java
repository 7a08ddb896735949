package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

/** The name of one execution, such as {@code arn:aws:states:us-west-2:123456789012:execution:recovery:run-1}. */
public record ExecutionArn(String value) {
    public ExecutionArn {
        requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return value;
    }
}
