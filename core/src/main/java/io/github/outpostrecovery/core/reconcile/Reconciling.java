package io.github.outpostrecovery.core.reconcile;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.Permission;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.reconcile.RoundReport.Line;
import io.github.outpostrecovery.core.reconcile.RoundReport.Result;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.Executions.Life;
import io.github.outpostrecovery.core.service.Executions.Start;
import io.github.outpostrecovery.core.service.Measurements.Figure;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks after every protected instance: an alarm that stays, an execution that died, an incident that does not move, a
 * machine that nobody guards. Of each it reads, decides ({@link Remedy}) and acts, in this order and once.
 *
 * <p>A round may die anywhere, and several may run at once. It changes nothing itself but alarms: what it starts claims its
 * incident like any other execution, and of two that are started for the same thing one finds the other at work.
 */
public final class Reconciling {
    /** How long the state machine waits for an approval: an incident that waits for one is not stuck before that. */
    public static final Duration APPROVAL_TIME_OUT = Patience.APPROVAL;

    private final Outside outside;

    public Reconciling(Outside outside) {
        this.outside = requireNonNull(outside, "outside is null");
    }

    /**
     * Does one round. What fails for one instance is reported, and hides no other; the round as a whole fails with
     * {@link io.github.outpostrecovery.core.ServiceUnavailableException} if nobody said which instances there are.
     */
    public RoundReport reconcile() {
        List<Visit> visits = outside.fanOut()
                .all(outside.configurations().names().stream()
                        .map(name -> (Supplier<Visit>) () -> visit(name))
                        .toList());
        measure(visits.stream().flatMap(visit -> visit.seen().stream()).toList());
        return RoundReport.of(visits.stream().map(Visit::line).toList());
    }

    /** One instance: what was seen of it, if anything, and what came of that. */
    private record Visit(Line line, Optional<Situation> seen) {}

    private Visit visit(InstanceName instance) {
        Optional<Situation> seen = Optional.empty();
        try {
            Optional<InstanceLedger> ledger = outside.table().read(instance);
            if (ledger.isEmpty()) {
                return new Visit(new Line(instance, Result.FAILED, "there are no books of it"), seen);
            }
            seen = Optional.of(look(instance, ledger.get()));
            return new Visit(act(seen.get(), Remedy.of(seen.get())), seen);
        } catch (RuntimeException failed) {
            // Whatever it is, the other instances have a right to their turn.
            return new Visit(new Line(instance, Result.FAILED, String.valueOf(failed.getMessage())), seen);
        }
    }

    // ---- what is there

    private Situation look(InstanceName instance, InstanceLedger ledger) {
        Optional<Situation.Guard> guard = switch (outside.configurations().find(instance)) {
            case Configurations.Lookup.Found(var configured) ->
                Optional.of(
                        new Situation.Guard(configured.alarm(), outside.alarms().state(configured.alarm())));
            case Configurations.Lookup.NotProtected() -> Optional.empty();
            case Configurations.Lookup.Unreadable(String why) -> Optional.empty();
        };
        Instant now = outside.clock().instant();
        Optional<Incident> open = ledger.incident().filter(last -> last.state() != Incident.State.CLOSED);
        Trigger trigger =
                open.map(Incident::trigger).filter(Trigger::isOfAPerson).orElse(Trigger.RECONCILER);
        return new Situation(
                now,
                ledger,
                guard,
                open.map(incident -> outside.executions().lifeOf(incident.owner()))
                        .orElse(Life.UNKNOWN),
                Permission.asked(outside.controls(), instance, trigger, now),
                inAlarmSince(guard)
                        .map(since -> outside.table().recordsOf(instance, since))
                        .orElse(List.of()),
                open.filter(incident -> incident.state() == Incident.State.PAGED)
                        .flatMap(this::pagedAt),
                outside.notes().of(instance));
    }

    private static Optional<Instant> inAlarmSince(Optional<Situation.Guard> guard) {
        return guard.map(Situation.Guard::state)
                .flatMap(state -> state instanceof AlarmState.Known(var machine, Value value, Instant since)
                                && value == Value.ALARM
                        ? Optional.of(since)
                        : Optional.empty());
    }

    private Optional<Instant> pagedAt(Incident incident) {
        return outside.table().recordsOf(incident.id()).stream()
                .filter(record -> record.execution().equals(incident.owner()))
                .map(IncidentRecord::at)
                .max(Comparator.naturalOrder());
    }

    // ---- what is done

    private Line act(Situation seen, Remedy remedy) {
        InstanceName instance = seen.ledger().instance();
        return switch (remedy) {
            case Remedy.Nothing(String why) -> new Line(instance, Result.NOTHING, why);
            case Remedy.Start start -> start(seen, start);
            case Remedy.Call(String about, Trouble trouble) -> {
                call(seen, about, trouble);
                yield new Line(instance, Result.DONE, "called a person: " + trouble);
            }
            case Remedy.WatchAgain again -> watchAgain(seen, again);
        };
    }

    private Line start(Situation seen, Remedy.Start start) {
        InstanceName instance = seen.ledger().instance();
        return switch (outside.executions().start(start.name(), start.request())) {
            case Start.Started(var execution) -> {
                noteStart(seen, start.about());
                yield new Line(instance, Result.DONE, "started " + execution);
            }
            case Start.StartedBefore() -> {
                // By a round that died before it wrote that down, or that runs at this moment.
                noteStart(seen, start.about());
                yield new Line(instance, Result.NOTHING, start.name() + " was started before");
            }
            case Start.NotStarted(String why) -> new Line(instance, Result.FAILED, start.name() + ": " + why);
        };
    }

    private Line watchAgain(Situation seen, Remedy.WatchAgain again) {
        InstanceName instance = seen.ledger().instance();
        // A recovery that began meanwhile points the alarm at its own machine, and must have the last word.
        boolean unchanged = outside.table()
                .read(instance)
                .filter(fresh -> fresh.revision() == seen.ledger().revision())
                .isPresent();
        if (!unchanged) {
            return new Line(instance, Result.NOTHING, "its books have changed meanwhile");
        }
        Optional<String> failure = outside.alarms().watch(again.alarm(), again.machine());
        noteStart(seen, again.about());
        again.call().ifPresent(trouble -> call(seen, again.about(), trouble));
        return failure.map(why -> new Line(
                        instance, Result.FAILED, again.alarm() + " does not watch " + again.machine() + ": " + why))
                .orElseGet(() -> new Line(instance, Result.DONE, again.alarm() + " watches " + again.machine()));
    }

    private void noteStart(Situation seen, String about) {
        outside.notes()
                .keep(seen.ledger().instance(), seen.note().regarding(about).started(seen.now()));
    }

    private void call(Situation seen, String about, Trouble trouble) {
        outside.notices().send(Calls.of(trouble, seen, outside.console()));
        outside.notes()
                .keep(
                        seen.ledger().instance(),
                        outside.notes()
                                .of(seen.ledger().instance())
                                .regarding(about)
                                .called(seen.now()));
    }

    // ---- what is told

    private void measure(List<Situation> all) {
        Duration oldest = all.stream()
                .map(Situation::claimed)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        measure(Figure.OLDEST_CLAIM_MINUTES, oldest.toMinutes());
        measure(
                Figure.STALLED_INCIDENTS,
                all.stream().filter(seen -> seen.standstill().isPresent()).count());
        measure(
                Figure.ALARMS_WITHOUT_RECORD,
                all.stream().filter(Situation::alarmWasLost).count());
        measure(Figure.RECONCILER_RUNS, 1);
    }

    private void measure(Figure figure, long value) {
        outside.measurements().measured(figure, (double) value);
    }
}
