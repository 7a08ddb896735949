package io.github.outpostrecovery.storage.ontap;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.storage.ontap.OntapErrorCode.Meaning;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a revoke has done so far. A removal that ONTAP answers with "not there" is neither done nor failed until the state
 * was read again. For one thread; what it sends at the same time it takes note of one after the other.
 */
final class RevokeLog {
    /** One initiator that is to leave one object on the array. */
    record Removal(Initiator victim, String objectUuid, String objectName, String spelling) {
        @Override
        public String toString() {
            return victim + " from " + objectName;
        }
    }

    private final OntapRest rest;
    private final List<String> done = new ArrayList<>();
    private final Set<ArrayFailure> failures = new LinkedHashSet<>();
    private final Set<String> tried = new LinkedHashSet<>();
    private final Map<String, Removal> unsettled = new LinkedHashMap<>();
    private final Map<String, ArrayFailure> saidToBeGone = new LinkedHashMap<>();

    RevokeLog(OntapRest rest) {
        this.rest = rest;
    }

    /** Takes initiators out of objects, all at the same time, but for what was tried in this revoke before. */
    void remove(Set<Removal> wanted, Function<Removal, RestCall> request) {
        List<Removal> untried =
                wanted.stream().filter(removal -> tried.add(keyOf(removal))).toList();
        List<OntapWrite> ends = rest.fanOut()
                .all(untried.stream()
                        .<Supplier<OntapWrite>>map(removal -> () -> rest.write(request.apply(removal)))
                        .toList());
        for (int index = 0; index < untried.size(); index++) {
            note(untried.get(index), ends.get(index));
        }
    }

    private void note(Removal removal, OntapWrite end) {
        switch (end) {
            case OntapWrite.Done(var json) -> done.add("removed " + removal);
            case OntapWrite.Refused refused
            when refused.means(Meaning.ABSENT) || refused.means(Meaning.ELSEWHERE) -> {
                unsettled.put(keyOf(removal), removal);
                saidToBeGone.put(keyOf(removal), refused.failure());
            }
            case OntapWrite.Refused(ArrayFailure failure) -> failures.add(failure);
            case OntapWrite.InDoubt(ArrayFailure failure) -> failures.add(failure);
        }
    }

    /** Whether ONTAP said of something that it is not there, and nobody has looked since. */
    boolean mustLookAgain() {
        return !unsettled.isEmpty();
    }

    /** Settles what was open, now that it was read again which removals are still wanted. */
    void lookedAgain(Set<Removal> stillWanted) {
        Set<String> wanted = new LinkedHashSet<>();
        stillWanted.forEach(removal -> wanted.add(keyOf(removal)));
        unsettled.forEach((key, removal) -> {
            ArrayFailure said = saidToBeGone.getOrDefault(key, new ArrayFailure(Kind.INCOMPREHENSIBLE, "", ""));
            if (wanted.contains(key)) {
                failures.add(new ArrayFailure(
                        Kind.INCOMPREHENSIBLE,
                        said.code(),
                        "still listed after \"" + said.detail() + "\": " + removal));
            } else {
                done.add("gone already: " + removal);
            }
        });
        unsettled.clear();
    }

    /** What could not be looked at again is not known to be gone. */
    void couldNotLookAgain() {
        unsettled.keySet().forEach(key -> {
            ArrayFailure said = saidToBeGone.get(key);
            if (said != null) {
                failures.add(said);
            }
        });
        unsettled.clear();
    }

    void failed(ArrayFailure failure) {
        failures.add(failure);
    }

    RevokeReport report() {
        return new RevokeReport(done, List.copyOf(failures));
    }

    private static String keyOf(Removal removal) {
        return removal.objectUuid() + " " + removal.victim();
    }
}
