package io.github.outpostrecovery.cli.cleanup;

import java.util.ArrayList;
import java.util.List;

/**
 * What was done, and what is left.
 *
 * @param done a line for each thing that was changed, in this order
 * @param left a line for each thing that stays
 * @param reasons why it ended so; none if everything was done
 */
public record CleanupReport(Ended ended, List<String> done, List<String> left, List<String> reasons) {
    /** How it ended. */
    public enum Ended {
        DONE,
        /** Nothing was changed: it may not be. */
        REFUSED,
        /** A person did not agree to a step; those before it were done. */
        DECLINED,
        /** A step did not succeed; running it again goes on from there. */
        INCOMPLETE,
        /** There is no such thing. */
        NOT_FOUND
    }

    public CleanupReport {
        done = List.copyOf(done);
        left = List.copyOf(left);
        reasons = List.copyOf(reasons);
    }

    static CleanupReport refused(String why) {
        return new CleanupReport(Ended.REFUSED, List.of(), List.of(), List.of(why));
    }

    static CleanupReport notFound(String why) {
        return new CleanupReport(Ended.NOT_FOUND, List.of(), List.of(), List.of(why));
    }

    /** Collects the lines of one run. */
    static final class Lines {
        private final Consent consent;
        private final List<String> done = new ArrayList<>();
        private final List<String> left = new ArrayList<>();

        Lines(Consent consent) {
            this.consent = consent;
        }

        void done(String line) {
            done.add(line);
            consent.tell(line);
        }

        void left(String line) {
            left.add(line);
        }

        CleanupReport end(Ended ended, List<String> reasons) {
            return new CleanupReport(ended, done, left, reasons);
        }
    }
}
