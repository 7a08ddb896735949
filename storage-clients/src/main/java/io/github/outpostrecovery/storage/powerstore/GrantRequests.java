package io.github.outpostrecovery.storage.powerstore;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.storage.powerstore.PowerStoreErrorCode.Meaning;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The requests of one grant: each is sent once, and none after one that did not end cleanly. */
final class GrantRequests {
    private static final int AT_A_TIME = 8;

    private final PowerStoreRest rest;
    private int sent;
    private Optional<GrantOutcome> end = Optional.empty();

    GrantRequests(PowerStoreRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /** Sends one request and gives PowerStore's answer, or empty if the grant has come to an end, now or before. */
    Optional<JsonNode> send(RestCall call) {
        List<JsonNode> answers = sendAll(List.of(call));
        return answers.stream().findFirst();
    }

    /** Sends requests that do not depend on each other, some at a time. */
    List<JsonNode> sendAll(List<RestCall> calls) {
        List<JsonNode> answers = new ArrayList<>();
        for (int from = 0; from < calls.size() && end.isEmpty(); from += AT_A_TIME) {
            List<Supplier<PowerStoreWrite>> some = new ArrayList<>();
            calls.subList(from, Math.min(calls.size(), from + AT_A_TIME))
                    .forEach(call -> some.add(() -> rest.write(call)));
            sent += some.size();
            for (PowerStoreWrite write : rest.fanOut().all(some)) {
                switch (write) {
                    case PowerStoreWrite.Done(JsonNode json) -> answers.add(json);
                    case PowerStoreWrite.Refused refused
                    when refused.means(Meaning.PRESENT) ->
                        ended(new GrantOutcome.AlreadyThere(refused.failure().toString()));
                    case PowerStoreWrite.Refused(ArrayFailure failure) -> ended(new GrantOutcome.Refused(failure));
                    case PowerStoreWrite.InDoubt(ArrayFailure failure) -> ended(new GrantOutcome.InDoubt(failure));
                }
            }
        }
        return answers;
    }

    /** An answer of success that does not say what it has to. */
    void doubt(ArrayFailure failure) {
        ended(new GrantOutcome.InDoubt(failure));
    }

    /** An answer of success that does not say what it has to. */
    void doubt(RestCall call, String why) {
        doubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why));
    }

    boolean isOpen() {
        return end.isEmpty();
    }

    GrantOutcome outcome() {
        return end.orElseGet(() -> new GrantOutcome.Clean(sent));
    }

    /** Of several requests that ended badly, a doubt outweighs the others: it is the one that may still land. */
    private void ended(GrantOutcome outcome) {
        if (end.isEmpty() || outcome instanceof GrantOutcome.InDoubt) {
            end = Optional.of(outcome);
        }
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
