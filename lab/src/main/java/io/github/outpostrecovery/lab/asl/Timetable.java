package io.github.outpostrecovery.lab.asl;

import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.time.Instant;

/** Writes what is to happen to executions into the agenda. */
final class Timetable {
    private final Agenda agenda;

    Timetable(Agenda agenda) {
        this.agenda = agenda;
    }

    Instant now() {
        return agenda.instant();
    }

    /** Lets the execution take a step after a delay, if nothing else has happened to it by then. */
    void schedule(Execution execution, AgendaEntry.Step step, Duration delay) {
        write(execution, step, delay, execution.epoch());
    }

    /** Lets the execution take a step at an instant, if nothing else has happened to it by then. */
    void scheduleAt(Execution execution, AgendaEntry.Step step, Instant at) {
        schedule(execution, step, Duration.between(now(), at));
    }

    /** Ends the execution when its time is over, if it has one and was not redriven by then. */
    void limit(Execution execution) {
        execution
                .lifecycle()
                .deadline()
                .ifPresent(deadline -> write(
                        execution,
                        AgendaEntry.Step.EXECUTION_TIMEOUT,
                        Duration.between(now(), deadline),
                        execution.lifecycle().redriveCount()));
    }

    private void write(Execution execution, AgendaEntry.Step step, Duration delay, long epoch) {
        agenda.schedule(
                delay, StepFunctions.RECIPIENT, new AgendaEntry(execution.arn().value(), step, epoch).toJson());
    }
}
