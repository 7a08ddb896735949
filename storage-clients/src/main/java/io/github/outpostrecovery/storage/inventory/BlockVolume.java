package io.github.outpostrecovery.storage.inventory;

import io.github.outpostrecovery.core.name.VolumeName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A LUN, a namespace, a volume.
 *
 * @param id the array's own identifier
 * @param bytes its size
 * @param state whether a machine could use it
 * @param details what else the array tells for whoever chooses, such as {@code OS type}, in the order of its columns
 */
public record BlockVolume(VolumeName name, String id, long bytes, State state, Map<String, String> details) {
    public BlockVolume {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** Without details. */
    public BlockVolume(VolumeName name, String id, long bytes, State state) {
        this(name, id, bytes, state, Map.of());
    }

    /** Whether a machine could use it. */
    public enum State {
        AVAILABLE,
        OFFLINE,
        /** Deleted, and not yet gone. */
        DESTROYED
    }
}
