package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantOutcome;
import io.github.outpostrecovery.storage.alletra.WsapiCode.Meaning;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.Optional;

/** The requests of one grant: each is sent once, and none after one that did not end cleanly. */
final class GrantRequests {
    private final Wsapi wsapi;
    private int sent;
    private Optional<GrantOutcome> end = Optional.empty();

    GrantRequests(Wsapi wsapi) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
    }

    /** Sends one request, unless the grant has come to an end; gives where the array put the thing, if it says so. */
    Optional<String> send(RestCall call) {
        if (end.isPresent()) {
            return Optional.empty();
        }
        sent++;
        return switch (wsapi.write(call)) {
            case WsapiWrite.Done(var json, Optional<String> location) -> location;
            case WsapiWrite.Refused refused
            when refused.means(Meaning.PRESENT) ->
                ended(new GrantOutcome.AlreadyThere(refused.failure().toString()));
            case WsapiWrite.Refused(ArrayFailure failure) -> ended(new GrantOutcome.Refused(failure));
            case WsapiWrite.InDoubt(ArrayFailure failure) -> ended(new GrantOutcome.InDoubt(failure));
        };
    }

    /** An answer of success that says something else than was asked for. */
    void doubt(RestCall call, String why) {
        if (end.isEmpty()) {
            end = Optional.of(new GrantOutcome.InDoubt(new ArrayFailure(Kind.INCOMPREHENSIBLE, "", call + ": " + why)));
        }
    }

    GrantOutcome outcome() {
        return end.orElseGet(() -> new GrantOutcome.Clean(sent));
    }

    private Optional<String> ended(GrantOutcome outcome) {
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
