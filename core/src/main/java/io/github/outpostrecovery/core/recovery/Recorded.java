package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Notices.Notice;

/**
 * What was recorded.
 *
 * @param mail what the operators are to be told
 */
public record Recorded(Outcome outcome, String reason, Notice mail) {}
