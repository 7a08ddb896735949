package io.github.outpostrecovery.lab.rest;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * Something that goes wrong between a client and an array. Data, so that a run with faults can be saved and replayed.
 *
 * <p>A client that repeats a lost GET by itself, as the JDK's does, meets a fault that strikes once without noticing: let
 * faults on reads strike more often.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RestFault.Unreachable.class, name = "unreachable"),
    @JsonSubTypes.Type(value = RestFault.NoAnswer.class, name = "no-answer"),
    @JsonSubTypes.Type(value = RestFault.AppliedNoAnswer.class, name = "applied-no-answer"),
    @JsonSubTypes.Type(value = RestFault.LandsLate.class, name = "lands-late"),
    @JsonSubTypes.Type(value = RestFault.ErrorBefore.class, name = "error-before"),
    @JsonSubTypes.Type(value = RestFault.ErrorAfterApplying.class, name = "error-after-applying"),
    @JsonSubTypes.Type(value = RestFault.Unauthorized.class, name = "unauthorized"),
    @JsonSubTypes.Type(value = RestFault.Slow.class, name = "slow"),
    @JsonSubTypes.Type(value = RestFault.ShortPage.class, name = "short-page"),
    @JsonSubTypes.Type(value = RestFault.IncompletePage.class, name = "incomplete-page"),
    @JsonSubTypes.Type(value = RestFault.LyingSuccess.class, name = "lying-success")
})
public sealed interface RestFault {
    /** The connection closes at once; nothing is applied. */
    record Unreachable() implements RestFault {}

    /** Nothing is applied, and the client waits {@code patience} of simulated time until the connection closes. */
    record NoAnswer(Duration patience) implements RestFault {}

    /** The request is applied, and the client waits {@code patience} of simulated time until the connection closes. */
    record AppliedNoAnswer(Duration patience) implements RestFault {}

    /**
     * The connection closes at once; the request is applied {@code delay} later, whatever the world looks like then, and
     * again after each further {@code delay} until it has been applied {@code times} times.
     */
    record LandsLate(Duration delay, int times) implements RestFault {
        public LandsLate {
            if (times < 1) {
                throw new IllegalArgumentException("times is " + times + "; a late request lands at least once");
            }
        }
    }

    /** Nothing is applied; the answer is an error in the words of the vendor. */
    record ErrorBefore(int status, String code, String message) implements RestFault {}

    /** The request is applied; the answer is an error all the same. */
    record ErrorAfterApplying(int status) implements RestFault {}

    /** Nothing is applied; the answer is the vendor's 401. */
    record Unauthorized() implements RestFault {}

    /** Served properly, {@code duration} of simulated time later. */
    record Slow(Duration duration) implements RestFault {}

    /** A read of a collection that is answered with at most {@code records} records and a way to ask for the rest. */
    record ShortPage(int records) implements RestFault {}

    /** As {@link ShortPage}, but whoever asks for the rest gets an internal error. */
    record IncompletePage(int records) implements RestFault {}

    /** Nothing is applied; the answer claims success. */
    record LyingSuccess(int status, String body) implements RestFault {}
}
