package io.github.outpostrecovery.lab.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Another instance beside a protected one, whose access nobody may touch.
 *
 * @param initiator the name that its machine logs in with
 * @param own its volume, which nobody else reaches
 * @param shared volumes of the protected instance that it reaches as well
 */
public record Neighbour(String initiator, GuardedVolume own, List<GuardedVolume> shared) {
    public Neighbour {
        shared = List.copyOf(shared);
    }

    /** Whether all is well on a volume that these names reach. */
    boolean isUntouched(GuardedVolume volume, Set<String> access) {
        return volume.equals(own)
                ? access.equals(Set.of(initiator))
                : !shared.contains(volume) || access.contains(initiator);
    }

    /** Its own volume, and those that it shares. */
    List<GuardedVolume> volumes() {
        List<GuardedVolume> all = new ArrayList<>(shared);
        all.add(own);
        return all;
    }
}
