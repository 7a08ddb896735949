package io.github.outpostrecovery.core.name;

import java.util.Locale;

/** A name that an array lists and that is neither an IQN nor an NQN, such as a Fibre Channel port name. Never ours. */
public record ForeignInitiator(String value) implements Initiator {
    public ForeignInitiator {
        value = value.toLowerCase(Locale.ROOT);
        if (value.isBlank()) {
            throw new IllegalArgumentException("an initiator without a name");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
