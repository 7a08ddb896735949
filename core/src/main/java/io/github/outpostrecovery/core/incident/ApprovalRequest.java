package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.evidence.Verdict;
import java.time.Instant;

/**
 * What a person was asked to approve.
 *
 * @param verdict the class of evidence that an approval covers
 * @param evidence the hash that names it
 */
public record ApprovalRequest(Verdict verdict, String evidence, Instant askedAt) {}
