package io.github.outpostrecovery.core.incident;

/** The one record that every execution ends in. */
public enum Outcome {
    RECOVERED,
    RECOVERED_DEGRADED,
    STOOD_DOWN,
    REFUSED,
    FENCED_AND_PAGED,
    DUPLICATE,
    SUPPRESSED,
    REJECTED,
    EXPIRED
}
