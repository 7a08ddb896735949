package io.github.outpostrecovery.lab.alletra.inventory;

import java.time.Instant;

/**
 * A physical copy that takes its time.
 *
 * @param source the name of the volume that is copied
 * @param destination the name of the volume that it is copied to
 * @param finished when it ended; the epoch until then
 */
public record CopyTask(
        int id,
        Mode mode,
        Status status,
        String user,
        String source,
        String destination,
        Instant started,
        Instant finished) {
    /** Whether the copy can be used before it is complete. */
    public enum Mode {
        ONLINE,
        OFFLINE
    }

    /** How far it is, with the number that the API has for it. */
    public enum Status {
        DONE(1),
        ACTIVE(2),
        CANCELLED(3),
        FAILED(4);

        private final int number;

        Status(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    public CopyTask ended(Status how, Instant at) {
        return new CopyTask(id, mode, how, user, source, destination, started, at);
    }
}
