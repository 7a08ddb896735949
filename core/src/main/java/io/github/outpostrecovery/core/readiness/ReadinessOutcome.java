package io.github.outpostrecovery.core.readiness;

import io.github.outpostrecovery.core.service.Notices.Notice;

/** What a readiness run came to. */
public sealed interface ReadinessOutcome {
    /** Everything that was looked at is as it has to be. */
    record Ready(int findings) implements ReadinessOutcome {}

    /**
     * A recovery would fail.
     *
     * @param mail what the operators are to be told
     */
    record NotReady(int failures, Notice mail) implements ReadinessOutcome {}
}
