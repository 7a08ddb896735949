package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.evidence.Look;
import java.time.Instant;
import java.util.Optional;

/**
 * How far verifying has come; it travels from one call to the next.
 *
 * @param since when the first look was taken
 * @param looks how many have been taken
 * @param last the one to compare the next with
 */
public record VerifyProgress(Optional<Instant> since, int looks, Optional<Look> last) {
    public static final VerifyProgress NONE = new VerifyProgress(Optional.empty(), 0, Optional.empty());

    VerifyProgress after(Look now) {
        return new VerifyProgress(
                Optional.of(since.orElse(now.at())),
                looks + 1,
                complete(now) ? Optional.of(now) : last.or(() -> Optional.of(now)));
    }

    /** A look that an array did not answer is no base to compare the next one with. */
    static boolean complete(Look look) {
        return look.arrays().stream()
                .noneMatch(array -> array.access() instanceof Answer.Unanswered
                        || array.sessions() instanceof Answer.Unanswered
                        || array.activity() instanceof Answer.Unanswered);
    }
}
