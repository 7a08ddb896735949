package io.github.outpostrecovery.lab.flasharray.inventory;

import java.time.Instant;

/**
 * A volume.
 *
 * @param id what the data path knows it by
 * @param nsid its namespace id, the same for every host
 * @param size in bytes
 * @param sourceId of the volume that it was copied from, empty if from none
 * @param changed when it was destroyed, if it is, else when it was made
 */
public record Volume(
        String id,
        String name,
        String serial,
        int nsid,
        long size,
        Instant created,
        String sourceId,
        String sourceName,
        State state,
        Instant changed) {
    /** Whether hosts can have it. */
    public enum State {
        IN_USE,
        /** Waits for its eradication. */
        DESTROYED
    }

    public Volume named(String newName) {
        return new Volume(id, newName, serial, nsid, size, created, sourceId, sourceName, state, changed);
    }

    public Volume sized(long bytes) {
        return new Volume(id, name, serial, nsid, bytes, created, sourceId, sourceName, state, changed);
    }

    public Volume in(State next, Instant at) {
        return new Volume(id, name, serial, nsid, size, created, sourceId, sourceName, next, at);
    }

    public Volume copiedFrom(Volume source) {
        return new Volume(id, name, serial, nsid, source.size, created, source.id, source.name, state, changed);
    }
}
