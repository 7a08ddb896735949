package io.github.outpostrecovery.core.readiness;

import java.util.Locale;

/** The steps of a recovery that are rehearsed, in their order; each by the function, and so the role, that does the step. */
public enum RehearsedStep {
    VERIFICATION,
    FENCE,
    GRANT,
    LAUNCH,
    CONFIRMATION,
    APPROVAL,
    COMPLETION;

    /** The name under which the state machine keeps what was found. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
