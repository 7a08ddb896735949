package io.github.outpostrecovery.core.fence;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.name.Initiator;
import java.time.Duration;
import java.util.List;

/** How far one array has come. */
public sealed interface FenceResult {
    /** What the array was asked to do and what it said. */
    List<String> log();

    /** Every victim is gone from every volume, and drained. */
    record Proven(List<FenceProof> proofs, List<String> log) implements FenceResult {}

    /**
     * Every victim is gone from every volume; something of it may still be under way.
     *
     * @param soonest how long nothing that the array could show would be the proof; zero if it may be there at any time
     */
    record Draining(DrainWatch watch, String waitingFor, Duration soonest, List<String> log) implements FenceResult {
        public Draining {
            requireNonNull(watch, "watch is null");
            if (soonest.isNegative()) {
                throw new IllegalArgumentException("a proof that is due since " + soonest);
            }
        }
    }

    /**
     * A path is still open, or the array did not say.
     *
     * @param failures what the array answered to the order to revoke, where that went wrong
     */
    record NotProven(String why, List<ArrayFailure> failures, List<String> log) implements FenceResult {}

    /** The array lets in a generation that the books do not know: they are older than the array. */
    record NewerGeneration(Initiator found, List<String> log) implements FenceResult {}
}
