package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/** What an execution is doing between two entries of the agenda. */
sealed interface Activity {
    /** Its state runs next: entered for the first time, or tried again. */
    record Ready() implements Activity {}

    /** An integration is being called; the answer to its token may have come already. */
    record Calling(String resource, Optional<PendingToken> token, Optional<Answer> answer) implements Activity {}

    /** A Wait state waits. */
    record Waiting(Instant until) implements Activity {}

    /** A task waits for its token. */
    record AwaitingToken(PendingToken token) implements Activity {}

    /** The token was answered; the state goes on next. */
    record Answered(Answer answer) implements Activity {}

    /** The execution is terminal. */
    record Ended() implements Activity {}

    /** What somebody answered to a token. */
    sealed interface Answer {
        /** The task succeeded. */
        record Success(JsonNode output) implements Answer {}

        /** The task failed. */
        record Failure(String error, String cause) implements Answer {}
    }

    /**
     * A token that can still be answered.
     *
     * @param since when its task was scheduled
     * @param deadline when the task times out
     * @param heartbeatSeconds how often a heartbeat must come, 0 for never
     * @param heartbeatDeadline when the next one must have come
     */
    record PendingToken(
            String token,
            Instant since,
            Optional<Instant> deadline,
            int heartbeatSeconds,
            Optional<Instant> heartbeatDeadline) {

        boolean expired(Instant now) {
            return deadline.filter(end -> !now.isBefore(end)).isPresent()
                    || heartbeatDeadline.filter(end -> !now.isBefore(end)).isPresent();
        }

        PendingToken beat(Instant now) {
            Optional<Instant> next = heartbeatDeadline.map(previous -> now.plusSeconds(heartbeatSeconds));
            return new PendingToken(token, since, deadline, heartbeatSeconds, next);
        }
    }

    /** The token that can be answered now. */
    default Optional<PendingToken> pendingToken() {
        return switch (this) {
            case Calling(String resource, Optional<PendingToken> token, Optional<Answer> answer) ->
                answer.isEmpty() ? token : Optional.empty();
            case AwaitingToken(PendingToken token) -> Optional.of(token);
            case Ready ready -> Optional.empty();
            case Waiting waiting -> Optional.empty();
            case Answered answered -> Optional.empty();
            case Ended ended -> Optional.empty();
        };
    }
}
