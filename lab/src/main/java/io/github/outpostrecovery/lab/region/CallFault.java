package io.github.outpostrecovery.lab.region;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/** Something that goes wrong between a caller and a service of the Region. Data, so that a run can be saved and replayed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CallFault.NoAnswer.class, name = "no-answer"),
    @JsonSubTypes.Type(value = CallFault.AppliedNoAnswer.class, name = "applied-no-answer"),
    @JsonSubTypes.Type(value = CallFault.AppliedLate.class, name = "applied-late"),
    @JsonSubTypes.Type(value = CallFault.Throttled.class, name = "throttled"),
    @JsonSubTypes.Type(value = CallFault.Refused.class, name = "refused")
})
public sealed interface CallFault {
    /** Nothing is applied, and the caller waits {@code patience} of simulated time for nothing. */
    record NoAnswer(Duration patience) implements CallFault {}

    /** The request is applied, and the caller waits {@code patience} of simulated time for nothing. */
    record AppliedNoAnswer(Duration patience) implements CallFault {}

    /**
     * The caller waits {@code patience} for nothing. The request is applied {@code delay} after it was sent, whatever the
     * world looks like then, and again after each further {@code delay} until it has been applied {@code times} times. A
     * read has nothing to apply.
     */
    record AppliedLate(Duration patience, Duration delay, int times) implements CallFault {
        public AppliedLate {
            if (times < 1) {
                throw new IllegalArgumentException("times is " + times + "; a late request lands at least once");
            }
        }
    }

    /** Nothing is applied, and the answer is that there were too many requests. To every port that is no answer. */
    record Throttled() implements CallFault {}

    /** Nothing is applied, and the answer is an error with this code. */
    record Refused(String code, String message) implements CallFault {}
}
