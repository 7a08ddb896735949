package io.github.outpostrecovery.core.name;

import java.util.regex.Pattern;

/** The name of an execution: unique for 90 days within its state machine (Step Functions API reference, StartExecution). */
public record ExecutionName(String value) {
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,80}");

    public ExecutionName {
        if (!LEGAL.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is no name for an execution: use 1 to 80 letters, digits, hyphens and underscores");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
