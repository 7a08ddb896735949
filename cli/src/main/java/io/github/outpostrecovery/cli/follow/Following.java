package io.github.outpostrecovery.cli.follow;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows an execution of the recovery state machine to its end, by reading the books: they are what counts, and reading them
 * needs no more rights than {@code status} does. Changes nothing.
 */
public final class Following {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final Engine engine;
    private final InstantSource clock;
    private final Pause pause;
    private final Consumer<String> progress;

    /**
     * Makes one.
     *
     * @param progress told in one line whenever something has moved
     */
    public Following(Engine engine, InstantSource clock, Pause pause, Consumer<String> progress) {
        this.engine = requireNonNull(engine, "engine is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.pause = requireNonNull(pause, "pause is null");
        this.progress = requireNonNull(progress, "progress is null");
    }

    /**
     * Waits until the execution has a record, asks for an approval that was asked for after {@code since}, or has died.
     *
     * @param instance that it is for
     * @param since when it was started, or answered
     * @param patience how long to go on at most
     */
    public Followed follow(ExecutionArn execution, InstanceName instance, Instant since, Duration patience)
            throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        Optional<Announcement> told = Optional.empty();
        boolean ended = false;
        while (true) {
            try {
                Optional<IncidentRecord> record = engine.table().recordOf(execution);
                if (record.isPresent()) {
                    return new Followed.Ended(record.get());
                }
                if (ended) {
                    return new Followed.Died();
                }
                Optional<Incident> incident = engine.table()
                        .read(instance)
                        .flatMap(InstanceLedger::incident)
                        .filter(newest -> newest.owner().equals(execution));
                if (asksAfter(incident, since)) {
                    return new Followed.WaitsForApproval(incident.orElseThrow());
                }
                Optional<Announcement> latest = incident.flatMap(Incident::announced);
                if (!latest.equals(told)) {
                    told = latest;
                    latest.ifPresent(announced -> progress.accept(line(announced, incident.orElseThrow())));
                }
                // The record is written by the last step: once more after the end was seen.
                ended = engine.executions().lifeOf(execution) == Executions.Life.TERMINAL;
            } catch (ServiceUnavailableException unanswered) {
                progress.accept("no answer, asked again: " + unanswered.getMessage());
            }
            if (!clock.instant().isBefore(end)) {
                return new Followed.GoesOn();
            }
            pause.pause(BETWEEN_LOOKS);
        }
    }

    private static boolean asksAfter(Optional<Incident> incident, Instant since) {
        return incident.filter(Incident::waitsForAPerson)
                .flatMap(Incident::approval)
                .filter(request -> request.askedAt().isAfter(since))
                .isPresent();
    }

    private static String line(Announcement announced, Incident incident) {
        String what = switch (announced.step()) {
            case ASK_FOR_APPROVAL -> "asks for an approval";
            case STOP -> "asks the guest of " + incident.victim().id() + " to stop";
            case START -> "starts " + incident.victim().id() + " again: nothing came of the move";
            case FENCE -> "fences every generation before " + incident.generation();
            case GRANT -> "lets generation " + incident.generation() + " in";
            case LAUNCH -> "launches generation " + incident.generation();
            case MOVE_TRAFFIC -> "moves the traffic";
            case REARM -> "points the alarm at the new machine";
        };
        return announced.at() + " " + incident.id() + " " + what;
    }
}
