package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.util.Optional;

/**
 * What was recorded.
 *
 * @param mail what the operators are to be told; empty where nobody is to be woken
 */
public record Recorded(Outcome outcome, String reason, Optional<Notice> mail) {}
