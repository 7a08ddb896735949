package io.github.outpostrecovery.lab.oracle;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of other instances that reach a volume, as it was in the beginning. Nobody may touch them.
 *
 * @param staying they keep their access
 * @param admitted everybody who reached it in the beginning
 */
record Bystanders(GuardedVolume volume, Set<String> staying, Set<String> admitted, Newcomers newcomers) {
    /** Whether others may join. */
    enum Newcomers {
        /** It is a volume of the protected instance, whose next generation has to get in. */
        ALLOWED,
        /** It is somebody else's. */
        FORBIDDEN
    }

    Bystanders {
        staying = Collections.unmodifiableSet(new TreeSet<>(staying));
        admitted = Collections.unmodifiableSet(new TreeSet<>(admitted));
    }

    /** Whether all is well while these names reach the volume. */
    boolean areUntouchedBy(Set<String> access) {
        return access.containsAll(staying)
                && switch (newcomers) {
                    case ALLOWED -> true;
                    case FORBIDDEN -> admitted.containsAll(access);
                };
    }
}
