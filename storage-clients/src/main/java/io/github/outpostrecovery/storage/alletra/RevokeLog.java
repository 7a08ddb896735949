package io.github.outpostrecovery.storage.alletra;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.storage.alletra.WsapiCode.Meaning;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a revoke has done so far. A change that the array answers with "not there" is neither done nor failed until the state
 * was read again.
 */
final class RevokeLog {
    /** How a change ended. */
    enum End {
        DONE,
        SAID_TO_BE_GONE,
        /** The array will not do it, whoever asks. */
        REFUSED,
        /** Not answered, not sent, or not allowed to us. */
        FAILED,
        /** It was tried before in this revoke. */
        REPEATED
    }

    private final Wsapi wsapi;
    private final List<String> done = new ArrayList<>();
    private final Set<ArrayFailure> failures = new LinkedHashSet<>();
    private final Set<String> tried = new LinkedHashSet<>();
    private final Map<String, ArrayFailure> saidToBeGone = new LinkedHashMap<>();

    RevokeLog(Wsapi wsapi) {
        this.wsapi = requireNonNull(wsapi, "wsapi is null");
    }

    /**
     * Makes one change, unless it was tried in this revoke before.
     *
     * @param change what it is, in words; the same change has the same words
     */
    End change(String change, RestCall call) {
        return change(change, call, Optional.empty());
    }

    /** Makes one change that may be refused without harm: then {@code otherwise} is written down, and it is no failure. */
    End changeIfPossible(String change, RestCall call, String otherwise) {
        return change(change, call, Optional.of(otherwise));
    }

    /** Makes changes that do not depend on each other, but for those that were tried before, and gives how each ended. */
    List<End> changeAll(List<Removal> removals) {
        List<Removal> untried =
                removals.stream().filter(removal -> tried.add(removal.words())).toList();
        List<WsapiWrite> written =
                wsapi.writeAll(untried.stream().map(Removal::call).toList());
        Map<String, End> ends = new HashMap<>();
        for (int i = 0; i < untried.size(); i++) {
            String change = untried.get(i).words();
            ends.put(change, ended(change, written.get(i), Optional.empty()));
        }
        return removals.stream()
                .map(removal -> ends.getOrDefault(removal.words(), End.REPEATED))
                .toList();
    }

    private End change(String change, RestCall call, Optional<String> otherwise) {
        return tried.add(change) ? ended(change, wsapi.write(call), otherwise) : End.REPEATED;
    }

    private End ended(String change, WsapiWrite written, Optional<String> otherwise) {
        return switch (written) {
            case WsapiWrite.Done(var json, var location) -> {
                done.add(change);
                yield End.DONE;
            }
            case WsapiWrite.Refused refused
            when refused.means(Meaning.ABSENT) && !(otherwise.isPresent() && isOfSet(refused)) -> {
                saidToBeGone.put(change, refused.failure());
                yield End.SAID_TO_BE_GONE;
            }
            case WsapiWrite.Refused(ArrayFailure failure)
            when failure.kind() == Kind.REFUSED -> {
                otherwise.ifPresentOrElse(harmless -> done.add(harmless + ": " + failure), () -> failures.add(failure));
                yield End.REFUSED;
            }
            case WsapiWrite.Refused(ArrayFailure failure) -> {
                failures.add(failure);
                yield End.FAILED;
            }
            case WsapiWrite.InDoubt(ArrayFailure failure) -> {
                failures.add(failure);
                yield End.FAILED;
            }
        };
    }

    /** By the same code a host is kept that is in a set. */
    private static boolean isOfSet(WsapiWrite.Refused refused) {
        return refused.code().filter(WsapiCode.SET::equals).isPresent();
    }

    /** Whether the array said of something that it is not there, and nobody has looked since. */
    boolean mustLookAgain() {
        return !saidToBeGone.isEmpty();
    }

    /** Settles what was open, now that it was read again which changes are still wanted. */
    void lookedAgain(Set<String> stillWanted) {
        saidToBeGone.forEach((change, said) -> {
            if (stillWanted.contains(change)) {
                failures.add(new ArrayFailure(
                        Kind.INCOMPREHENSIBLE, said.code(), "still listed after \"" + said.detail() + "\": " + change));
            } else {
                done.add("gone already: " + change);
            }
        });
        saidToBeGone.clear();
    }

    /** What could not be looked at again is not known to be gone. */
    void couldNotLookAgain() {
        failures.addAll(saidToBeGone.values());
        saidToBeGone.clear();
    }

    void failed(ArrayFailure failure) {
        failures.add(failure);
    }

    RevokeReport report() {
        return new RevokeReport(done, List.copyOf(failures));
    }
}
