package io.github.outpostrecovery.storage.flasharray;

import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.RevokeReport;
import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What a revoke has done so far. A removal that the array answers with "does not exist" is neither done nor failed until the
 * state was read again.
 */
final class RevokeLog {
    private final List<String> done = new ArrayList<>();
    private final Set<ArrayFailure> failures = new LinkedHashSet<>();
    private final Map<String, ArrayFailure> saidToBeGone = new LinkedHashMap<>();

    /** Notes how the attempt to take {@code what} away ended. */
    void tried(String what, FlashArrayWrite end) {
        switch (end) {
            case FlashArrayWrite.Done(var items) -> done.add("removed " + what);
            case FlashArrayWrite.Refused refused when saysGone(refused) -> saidToBeGone.put(what, refused.failure());
            case FlashArrayWrite.Refused(ArrayFailure failure) -> failures.add(failure);
            case FlashArrayWrite.InDoubt(ArrayFailure failure) -> failures.add(failure);
        }
    }

    /** Whether the array says by this end that there is nothing to take away. */
    static boolean saysGone(FlashArrayWrite end) {
        return end instanceof FlashArrayWrite.Refused refused && refused.means(Meaning.ABSENT);
    }

    /** Of what the array said that it is not there, and nobody has looked since. */
    Set<String> open() {
        return Set.copyOf(saidToBeGone.keySet());
    }

    /** Settles what was open of {@code about}, now that it was read again what of it is still there. */
    void lookedAgain(Set<String> about, Set<String> stillThere) {
        settle(about, (what, said) -> {
            if (stillThere.contains(what)) {
                failures.add(new ArrayFailure(
                        Kind.INCOMPREHENSIBLE, said.code(), "still listed after \"" + said.detail() + "\": " + what));
            } else {
                done.add("gone already: " + what);
            }
        });
    }

    /** What could not be looked at again is not known to be gone. */
    void couldNotLookAgain(Set<String> about) {
        settle(about, (what, said) -> failures.add(said));
    }

    private void settle(Set<String> about, BiConsumer<String, ArrayFailure> settling) {
        for (String what : new TreeSet<>(about)) {
            ArrayFailure said = saidToBeGone.remove(what);
            if (said != null) {
                settling.accept(what, said);
            }
        }
    }

    void failed(ArrayFailure failure) {
        failures.add(failure);
    }

    RevokeReport report() {
        return new RevokeReport(done, List.copyOf(failures));
    }
}
