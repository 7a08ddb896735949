package io.github.outpostrecovery.storage.ontap;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.storage.ontap.OntapErrorCode.Meaning;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The requests of one grant: each is sent once, and none after one that did not end cleanly.
 *
 * <p>Requests that do not depend on each other may be sent together. Then it cannot be told which of them would not have been
 * sent after one that failed, so that the rule holds for them as a whole: if any of several did not end cleanly, and were it
 * with a refusal, the grant is in doubt.
 */
final class GrantRequests {
    private final OntapRest rest;
    private int sent;
    private Optional<GrantOutcome> end = Optional.empty();

    GrantRequests(OntapRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** Sends one request, unless the grant has come to an end. */
    void send(RestCall call) {
        Optional<JsonNode> _ = sendForRecord(call);
    }

    /** Sends one request and gives ONTAP's answer, or empty if the grant has come to an end, now or before. */
    Optional<JsonNode> sendForRecord(RestCall call) {
        if (end.isPresent()) {
            return Optional.empty();
        }
        sent++;
        return switch (rest.write(call)) {
            case OntapWrite.Done(JsonNode json) -> Optional.of(json);
            case OntapWrite.Refused refused
            when refused.means(Meaning.PRESENT) ->
                ended(new GrantOutcome.AlreadyThere(refused.failure().toString()));
            case OntapWrite.Refused(ArrayFailure failure) -> ended(new GrantOutcome.Refused(failure));
            case OntapWrite.InDoubt(ArrayFailure failure) -> ended(new GrantOutcome.InDoubt(failure));
        };
    }

    /** Sends requests at the same time and gives ONTAP's answers in their order; none if the grant has come to an end. */
    List<JsonNode> sendTogether(List<RestCall> calls) {
        if (end.isPresent()) {
            return List.of();
        }
        if (calls.size() < 2) {
            return calls.stream().flatMap(call -> sendForRecord(call).stream()).toList();
        }
        sent += calls.size();
        List<OntapWrite> ends = rest.fanOut()
                .all(calls.stream()
                        .<Supplier<OntapWrite>>map(call -> () -> rest.write(call))
                        .toList());
        List<JsonNode> answers = new ArrayList<>();
        List<ArrayFailure> refusals = new ArrayList<>();
        List<ArrayFailure> doubts = new ArrayList<>();
        for (OntapWrite one : ends) {
            switch (one) {
                case OntapWrite.Done(JsonNode json) -> answers.add(json);
                case OntapWrite.Refused(ArrayFailure failure) -> refusals.add(failure);
                case OntapWrite.InDoubt(ArrayFailure failure) -> doubts.add(failure);
            }
        }
        doubts.addAll(refusals);
        if (doubts.isEmpty()) {
            return List.copyOf(answers);
        }
        end = Optional.of(new GrantOutcome.InDoubt(doubts.getFirst()));
        return List.of();
    }

    /** An answer of success that does not say what it has to. */
    void doubt(RestCall call, String why) {
        if (end.isEmpty()) {
            end = Optional.of(new GrantOutcome.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why)));
        }
    }

    GrantOutcome outcome() {
        return end.orElseGet(() -> new GrantOutcome.Clean(sent));
    }

    private Optional<JsonNode> ended(GrantOutcome outcome) {
        end = Optional.of(outcome);
        return Optional.empty();
    }

    /** Refused here, before anything was sent. */
    static GrantOutcome unfit(String why) {
        return new GrantOutcome.Refused(new ArrayFailure(Kind.REFUSED, "", "nothing was sent: " + why));
    }

    /** The look at what is there failed, so nothing was sent and nothing can have changed. */
    static GrantOutcome notLookedAt(ArrayFailure failure) {
        return new GrantOutcome.Refused(
                new ArrayFailure(failure.kind(), failure.code(), "nothing was sent: " + failure.detail()));
    }
}
