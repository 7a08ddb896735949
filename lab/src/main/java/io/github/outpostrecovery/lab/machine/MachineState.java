package io.github.outpostrecovery.lab.machine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a machine knows.
 *
 * @param id the EC2 instance id
 * @param number counts the machines of the site
 * @param server the Outpost ARN; null for a machine in the Region (a saved record holds no Optional)
 * @param wanted whether EC2 wants it to have power
 * @param onShutdown what its guest makes of being asked to shut down
 * @param life counts its power-ons and awakenings
 * @param attempts how many writes it has tried, on any path
 * @param writes how many writes an array has accepted from it
 * @param refusedWrites how many writes were refused on every path
 * @param lastWriteAt when the last write was accepted; null before the first
 */
public record MachineState(
        String id,
        int number,
        @Nullable String server,
        String userData,
        GuestImage image,
        Wanted wanted,
        OnShutdown onShutdown,
        Phase phase,
        int life,
        List<ArrayPath> paths,
        long attempts,
        long writes,
        long refusedWrites,
        @Nullable Instant lastWriteAt) {
    /** Whether EC2 wants a machine to have power. */
    public enum Wanted {
        ON,
        OFF
    }

    /** What a guest makes of being asked to shut down. */
    public enum OnShutdown {
        OBEYS,
        IGNORES
    }

    /** The Outpost ARN; empty for a machine in the Region. */
    public Optional<String> outpost() {
        return Optional.ofNullable(server);
    }

    /** When the last write was accepted. */
    public Optional<Instant> lastWrite() {
        return Optional.ofNullable(lastWriteAt);
    }

    /** On how many paths it has a session, as far as it knows. */
    public int pathsUp() {
        return Math.toIntExact(paths.stream()
                .filter(path -> path.status() == ArrayPath.Status.UP)
                .count());
    }
}
