package io.github.outpostrecovery.core.storm;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.Room;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who has been promised room on one server, from before the fence until EC2 counts the machine itself. A promise is no
 * lock: one that is wrong makes somebody wait, or makes EC2 refuse a launch.
 *
 * @param revision how often the book was written; 0 if never
 */
public record RoomBook(OutpostArn server, long revision, List<Promise> promises) {
    /** EC2 may list a machine as late as this after it was launched. */
    static final Duration LISTING_LAG = Duration.ofSeconds(30);

    /** Whoever has not launched by then has been given up, and nobody has said so. */
    static final Duration FORGOTTEN = Duration.ofMinutes(30);

    /**
     * One place.
     *
     * @param type the instance type that the place is for
     * @param kept when its machine was launched or its incident ended, if that is so
     */
    public record Promise(IncidentId incident, String type, Instant since, Optional<Instant> kept) {
        /** Whether EC2's count of {@code countedAt} may leave this one out. */
        boolean isBeside(Instant countedAt) {
            return kept.map(at -> at.isAfter(countedAt.minus(LISTING_LAG)))
                    .orElseGet(() -> since.isAfter(countedAt.minus(FORGOTTEN)));
        }
    }

    public RoomBook {
        requireNonNull(server, "server is null");
        promises = List.copyOf(promises);
    }

    /** The book of a server that nobody has been promised room on. */
    public static RoomBook empty(OutpostArn server) {
        return new RoomBook(server, 0, List.of());
    }

    /**
     * How many places are free for {@code incident}: what EC2 has counted, less what the others were promised meanwhile.
     *
     * @param countedAt when EC2 was asked
     */
    public int free(Room room, Instant countedAt, IncidentId incident) {
        long promised = promises.stream()
                .filter(promise -> promise.type().equals(room.type()))
                .filter(promise -> !promise.incident().equals(incident))
                .filter(promise -> promise.isBeside(countedAt))
                .count();
        return Math.max(0, Math.toIntExact(room.places() - promised));
    }

    /** Promises a place; once for each incident. */
    public RoomBook promise(IncidentId incident, String type, Instant now) {
        return write(now, incident, new Promise(incident, type, now, Optional.empty()));
    }

    /** Notes that EC2 counts the machine itself from now on, or that there will be none; empty if there is nothing to note. */
    public Optional<RoomBook> keep(IncidentId incident, Instant now) {
        return promises.stream()
                .filter(promise -> promise.incident().equals(incident))
                .filter(promise -> promise.kept().isEmpty())
                .findFirst()
                .map(promise ->
                        write(now, incident, new Promise(incident, promise.type(), promise.since(), Optional.of(now))));
    }

    private RoomBook write(Instant now, IncidentId incident, Promise changed) {
        Stream<Promise> others = promises.stream()
                .filter(promise -> !promise.incident().equals(incident))
                .filter(promise -> promise.isBeside(now.minus(FORGOTTEN)));
        return new RoomBook(
                server, revision + 1, Stream.concat(others, Stream.of(changed)).toList());
    }
}
