package io.github.outpostrecovery.storage.inventory;

import io.github.outpostrecovery.core.name.VolumeName;

/**
 * A LUN, a namespace, a volume.
 *
 * @param id the array's own identifier
 * @param bytes its size
 * @param state whether a machine could use it
 */
public record BlockVolume(VolumeName name, String id, long bytes, State state) {
    /** Whether a machine could use it. */
    public enum State {
        AVAILABLE,
        OFFLINE,
        /** Deleted, and not yet gone. */
        DESTROYED
    }
}
