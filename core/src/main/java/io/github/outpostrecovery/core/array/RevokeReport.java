package io.github.outpostrecovery.core.array;

import java.util.List;

/**
 * What a revoke did, for the record. It is no proof: an order that was answered with success may have had no effect, and
 * one that failed may have had it.
 *
 * @param done one line for each change that the array confirmed
 * @param failures what went wrong
 */
public record RevokeReport(List<String> done, List<ArrayFailure> failures) {
    public RevokeReport {
        done = List.copyOf(done);
        failures = List.copyOf(failures);
    }
}
