package io.github.outpostrecovery.core.array;

import static java.util.Objects.requireNonNull;

/** A value that never shows itself: its text form is the same whatever it holds. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = requireNonNull(value, "value is null");
    }

    /** The value, for the one place that has to send it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
