package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.rest.RestRequest;
import java.time.Instant;

/**
 * An asynchronous job.
 *
 * @param request what it is to do
 * @param status the HTTP status that it came to, 0 until then
 * @param answer the body that it came to, empty until then or if there is none
 */
public record Job(
        String id,
        String user,
        RestRequest request,
        Phase phase,
        int status,
        String answer,
        Instant start,
        Instant end) {
    /** How far it is. */
    public enum Phase {
        QUEUED("Queued", 0),
        IN_PROGRESS("In_Progress", 50),
        COMPLETED("Completed", 100),
        FAILED("Failed", 100);

        private final String text;
        private final int progress;

        Phase(String text, int progress) {
            this.text = text;
            this.progress = progress;
        }

        /** As the API spells it. */
        String text() {
            return text;
        }

        /** In per cent. */
        int progress() {
            return progress;
        }

        boolean over() {
            return this == COMPLETED || this == FAILED;
        }
    }

    Job begun() {
        return new Job(id, user, request, Phase.IN_PROGRESS, 0, "", start, end);
    }

    Job ended(int withStatus, String withAnswer, Instant now) {
        Phase last = withStatus < 300 ? Phase.COMPLETED : Phase.FAILED;
        return new Job(id, user, request, last, withStatus, withAnswer, start, now);
    }
}
