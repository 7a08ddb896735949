package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.PathActivityReport;
import io.github.outpostrecovery.core.array.SessionReport;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Waits until an array sees a machine under its name. */
final class AttachmentWatch {
    private static final Duration EVERY = Duration.ofSeconds(10);
    /** Longer than a server takes to boot Windows from the array. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private static final Duration TELL = Duration.ofMinutes(1);

    private final Cloud cloud;
    private final Consumer<String> lines;

    AttachmentWatch(Cloud cloud, Consumer<String> lines) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.lines = requireNonNull(lines, "lines is null");
    }

    /** What was seen; empty if nothing was until the time was over. */
    Optional<LaunchReport.Seen> await(ArraySide side) throws InterruptedException {
        Initiator name = side.initiator().name();
        Instant begun = cloud.clock().instant();
        Instant told = begun;
        String last = "";
        try (StorageArray array =
                cloud.arrays().array(side.connection(), side.login().credentials())) {
            while (true) {
                Look look = look(array, name);
                switch (look) {
                    case Look.Found(LaunchReport.Seen seen) -> {
                        return Optional.of(seen);
                    }
                    case Look.NotYet(String why) -> last = why;
                }
                Instant now = cloud.clock().instant();
                if (Duration.between(begun, now).compareTo(LONGEST) >= 0) {
                    return Optional.empty();
                }
                if (Duration.between(told, now).compareTo(TELL) >= 0) {
                    told = now;
                    lines.accept("  still waiting for " + side.connection().name() + " to see " + name.value()
                            + ", for " + Duration.between(begun, now).toMinutes() + " min" + last);
                }
                cloud.pause().pause(EVERY);
            }
        }
    }

    private sealed interface Look {
        record Found(LaunchReport.Seen seen) implements Look {}

        record NotYet(String why) implements Look {}
    }

    private static Look look(StorageArray array, Initiator name) {
        Answer<SessionReport> sessions = array.sessions(Set.of(name));
        return switch (sessions) {
            case Answer.Answered<SessionReport>(SessionReport report) ->
                report.of(name).isEmpty()
                        ? new Look.NotYet("")
                        : attached(report.portalsOf(name).stream()
                                .filter(portal -> !portal.isEmpty())
                                .sorted()
                                .toList());
            case Answer.Unanswered<SessionReport>(var failure) -> new Look.NotYet(" (" + failure + ")");
            case Answer.NotOffered<SessionReport>() -> byActivity(array.pathActivity(Set.of(name)), name);
        };
    }

    private static Look byActivity(Answer<PathActivityReport> activity, Initiator name) {
        return switch (activity) {
            case Answer.Answered<PathActivityReport>(PathActivityReport report) ->
                report.busyPortalsOf(name).isEmpty()
                        ? new Look.NotYet("")
                        : attached(report.busyPortalsOf(name).stream().sorted().toList());
            case Answer.Unanswered<PathActivityReport>(var failure) -> new Look.NotYet(" (" + failure + ")");
            case Answer.NotOffered<PathActivityReport>() -> new Look.Found(new LaunchReport.Seen.CannotShow());
        };
    }

    private static Look attached(List<String> portals) {
        return new Look.Found(new LaunchReport.Seen.Attached(portals));
    }
}
