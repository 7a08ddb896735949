package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.compute.Compute.Room;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.StormPolicy;
import io.github.outpostrecovery.core.incident.RecoveryTable.Commit;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.storm.RoomBook;
import io.github.outpostrecovery.core.storm.Suspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Promises room on a recovery server, to those of higher priority first: each instance that is fenced has somewhere to go.
 * EC2 counts what runs; what was promised and does not run yet is in the books.
 */
final class Promising {
    private static final int ATTEMPTS = 10;
    private static final int PAUSE_SECONDS = 10;
    private static final int RECOUNT_SECONDS = 10;

    private final Services services;

    Promising(Services services) {
        this.services = requireNonNull(services, "services is null");
    }

    /** A target that is ready, with what its server has free. */
    private record Place(TargetCheck check, Room room, RoomBook book, int free) {}

    /** @param others who is noted beside {@code mine} */
    Admitting.Answer promise(
            Suspect mine,
            List<Suspect> others,
            List<LaunchTarget> order,
            List<TargetCheck> checked,
            StormPolicy policy) {
        if (checked.stream().noneMatch(check -> roomOf(check).isPresent())) {
            // Nobody counts, or no target is ready: planning says what that means.
            services.storms().note(mine.started(Optional.empty(), now()));
            return new Admitting.Answer.Admitted(checked, Optional.empty());
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Place> places = places(mine, order, checked);
            int free = places.stream().mapToInt(Place::free).sum();
            if (free == 0) {
                return new Admitting.Answer.NoRoom(
                        RECOUNT_SECONDS, "all room on its recovery servers is promised to others that failed with it");
            }
            Optional<String> objection = precedence(mine, others, free, policy);
            if (objection.isPresent()) {
                return new Admitting.Answer.Later(PAUSE_SECONDS, objection.get());
            }
            Place chosen = places.stream()
                    .filter(place -> place.free() > 0)
                    .findFirst()
                    .orElseThrow();
            OutpostArn server = chosen.book().server();
            RoomBook next = chosen.book().promise(mine.incident(), chosen.room().type(), now());
            if (services.storms().commit(next, mine.started(Optional.of(server), now())) == Commit.COMMITTED) {
                return new Admitting.Answer.Admitted(withoutFull(checked, places), Optional.of(server));
            }
        }
        return new Admitting.Answer.Later(
                1 + Math.floorMod(mine.incident().toString().hashCode(), PAUSE_SECONDS),
                "others were being promised room at the same time");
    }

    private Optional<String> precedence(Suspect mine, List<Suspect> others, int free, StormPolicy policy) {
        Instant now = now();
        long ahead = others.stream().filter(other -> other.isAheadOf(mine, now)).count();
        if (ahead >= free) {
            return Optional.of("room is left for " + free + ", and " + ahead + " of higher priority come first");
        }
        List<Suspect> onMyServer = others.stream()
                .filter(other -> other.server().equals(mine.server()))
                .toList();
        long undecided = onMyServer.stream().filter(Suspect::isUndecided).count();
        boolean isShort = undecided > 0 && free <= undecided;
        Instant first = onMyServer.stream()
                .map(Suspect::openedAt)
                .filter(mine.openedAt()::isAfter)
                .min(Instant::compareTo)
                .orElse(mine.openedAt());
        return isShort && mine.priority().mayBePreceded() && now.isBefore(first.plus(policy.gather()))
                ? Optional.of("room is short, and not all that failed with it may have been heard of yet")
                : Optional.empty();
    }

    private List<Place> places(Suspect mine, List<LaunchTarget> order, List<TargetCheck> checked) {
        List<Supplier<Place>> questions = new ArrayList<>();
        for (LaunchTarget target : order) {
            checked.stream()
                    .filter(check -> check.target().equals(target))
                    .findFirst()
                    .ifPresent(check -> roomOf(check).ifPresent(room -> questions.add(() -> place(mine, check, room))));
        }
        return services.fanOut().all(questions);
    }

    private Place place(Suspect mine, TargetCheck check, Room room) {
        RoomBook book = services.storms().room(check.target().server());
        Instant counted = check.at().orElse(mine.openedAt());
        return new Place(check, room, book, book.free(room, counted, mine.incident()));
    }

    private static Optional<Room> roomOf(TargetCheck check) {
        return check.answer() instanceof Preflight.Ready(Optional<Room> room) ? room : Optional.empty();
    }

    private static List<TargetCheck> withoutFull(List<TargetCheck> checked, List<Place> places) {
        List<TargetCheck> left = new ArrayList<>();
        for (TargetCheck check : checked) {
            boolean full = places.stream().anyMatch(place -> place.check().equals(check) && place.free() == 0);
            left.add(
                    full
                            ? new TargetCheck(
                                    check.target(),
                                    new Preflight.NotReady("all its room is promised to others"),
                                    check.at())
                            : check);
        }
        return left;
    }

    private Instant now() {
        return services.clock().instant();
    }
}
