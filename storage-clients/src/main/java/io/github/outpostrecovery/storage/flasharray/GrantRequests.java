package io.github.outpostrecovery.storage.flasharray;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;
import java.util.function.Function;

/** The requests of one grant: each is sent once, and none after one that did not end cleanly. */
final class GrantRequests {
    private final FlashArrayRest rest;
    private int sent;
    private Optional<GrantOutcome> end = Optional.empty();

    GrantRequests(FlashArrayRest rest) {
        this.rest = requireNonNull(rest, "rest is null");
    }

    /**
     * Sends one request, unless the grant has come to an end.
     *
     * @param objection what is wrong with the items of an answer of success, if anything
     */
    void send(RestCall call, Function<JsonNode, Optional<String>> objection) {
        if (end.isPresent()) {
            return;
        }
        sent++;
        end = switch (rest.write(call)) {
            case FlashArrayWrite.Done(JsonNode items) ->
                objection
                        .apply(items)
                        .map(why -> new GrantOutcome.InDoubt(
                                new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why)));
            case FlashArrayWrite.Refused refused
            when refused.means(Meaning.PRESENT) ->
                Optional.of(new GrantOutcome.AlreadyThere(refused.failure().toString()));
            case FlashArrayWrite.Refused(ArrayFailure failure) -> Optional.of(new GrantOutcome.Refused(failure));
            case FlashArrayWrite.InDoubt(ArrayFailure failure) -> Optional.of(new GrantOutcome.InDoubt(failure));
        };
    }

    GrantOutcome outcome() {
        return end.orElseGet(() -> new GrantOutcome.Clean(sent));
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
