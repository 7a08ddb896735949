package io.github.outpostrecovery.cli.terminal;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.terminal.Colour.Ink;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.Display;
import io.github.outpostrecovery.lab.report.Elapsed;
import io.github.outpostrecovery.lab.report.StateKind;
import io.github.outpostrecovery.lab.rest.Call;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes progress: a line for every step that is finished, repetitions and the waits between them included, a line for
 * every retry and every note, and on a live terminal a last line that shows what is going on now. Meant for standard
 * error. Any thread may call it.
 */
public final class ProgressView implements ProgressListener, AutoCloseable {
    private static final String ERASE = "\r\u001b[2K";
    private static final int BAR = 20;
    private static final Duration LONG_WAIT = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final PrintWriter out;
    private final TerminalSettings settings;
    private final InstantSource wallClock;
    private Optional<Instant> start = Optional.empty();
    private Optional<StepInProgress> step = Optional.empty();
    private Optional<Wait> wait = Optional.empty();

    /** A wait, and when it began for whoever watches. */
    private record Wait(Instant from, Instant until, Instant seenAt) {}

    /**
     * Begins.
     *
     * @param wallClock for the bar of a wait in a run at real speed
     */
    public ProgressView(PrintWriter out, TerminalSettings settings, InstantSource wallClock) {
        this.out = requireNonNull(out, "out is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.wallClock = requireNonNull(wallClock, "wallClock is null");
    }

    @Override
    public void stateEntered(String state, Instant at) {
        locked(at, () -> {
            StateKind kind = StateKind.of(state);
            if (kind == StateKind.ROUTE
                    || step.filter(now -> now.takes(state, kind)).isPresent()) {
                step.filter(now -> kind != StateKind.ROUTE).ifPresent(now -> now.enter(state, at));
                return;
            }
            finish();
            step = Optional.of(new StepInProgress(state, kind, at));
        });
    }

    @Override
    public void stateLeft(String state, Instant at) {
        locked(at, () -> {
            wait = Optional.empty();
            if (StateKind.of(state) != StateKind.ROUTE) {
                step.ifPresent(now -> now.leave(at));
            }
        });
    }

    @Override
    public void waiting(String state, Optional<Instant> until, Instant at) {
        locked(at, () -> {
            wait = until.map(end -> new Wait(at, end, wallClock.instant()));
            if (StateKind.of(state) == StateKind.PERSON) {
                line(at, settings.colour().paint(Ink.YELLOW, state + ": waiting for a person"));
            } else if (settings.display() == Display.PLAIN && until.isPresent()) {
                Duration length = Duration.between(at, until.get());
                if (length.compareTo(LONG_WAIT) >= 0
                        && step.filter(StepInProgress::firstWait).isPresent()) {
                    line(at, Printable.line(state) + ": " + Elapsed.text(length));
                }
            }
        });
    }

    @Override
    public void retrying(String state, String error, Duration delay, Instant at) {
        locked(at, () -> {
            step.ifPresent(StepInProgress::retry);
            line(
                    at,
                    settings.colour().paint(Ink.YELLOW, "retry") + " " + Printable.line(state) + " in "
                            + Elapsed.text(delay) + ": " + Printable.line(error));
        });
    }

    @Override
    public void arrayCalled(Call call) {
        locked(call.at(), () -> step.ifPresent(now -> now.call(call)));
    }

    @Override
    public void noted(String what, Instant at) {
        locked(at, () -> line(at, settings.colour().paint(Ink.BOLD, "* " + Printable.line(what))));
    }

    /** Draws the last line anew; to be called a few times a second while a run at real speed waits. */
    public void refresh() {
        lock.lock();
        try {
            drawStatus();
        } finally {
            lock.unlock();
        }
    }

    /** Finishes the last step and clears the last line. */
    @Override
    public void close() {
        lock.lock();
        try {
            finish();
            wait = Optional.empty();
            eraseStatus();
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    private void locked(Instant at, Runnable change) {
        lock.lock();
        try {
            if (start.isEmpty()) {
                start = Optional.of(at);
            }
            change.run();
            drawStatus();
        } finally {
            lock.unlock();
        }
    }

    private void finish() {
        step.ifPresent(done -> line(
                done.to(),
                Printable.fit(done.label(), labelWidth()) + " " + Printable.right(Elapsed.text(done.duration()), 13)
                        + settings.colour().paint(Ink.DIM, done.details())));
        step = Optional.empty();
    }

    private void line(Instant at, String text) {
        eraseStatus();
        out.println(settings.colour().paint(Ink.DIM, "[" + sinceStart(at) + "]") + " " + text.stripTrailing());
        out.flush();
    }

    private void drawStatus() {
        if (settings.display() == Display.PLAIN || step.isEmpty()) {
            return;
        }
        String text = step.get().label() + step.get().times();
        String status = wait.map(now -> text + " " + bar(now)).orElse(text + " ...");
        eraseStatus();
        // One column less than there is, or some terminals begin a new line.
        out.print(status.substring(0, Math.min(status.length(), settings.width() - 1)));
        out.flush();
    }

    private void eraseStatus() {
        if (settings.display() == Display.LIVE) {
            out.print(ERASE);
        }
    }

    private String bar(Wait now) {
        Duration length = Duration.between(now.from(), now.until());
        Duration passed = Duration.between(now.seenAt(), wallClock.instant());
        double share =
                length.isPositive() ? Math.clamp((double) passed.toMillis() / Math.max(1, length.toMillis()), 0, 1) : 1;
        int full = (int) Math.round(share * BAR);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] "
                + Elapsed.text(Duration.ofMillis(Math.round(share * length.toMillis()))) + " of "
                + Elapsed.text(length);
    }

    private int labelWidth() {
        return Math.clamp(settings.width() - 46L, 16, 34);
    }

    private String sinceStart(Instant at) {
        double seconds = start.map(zero -> Duration.between(zero, at).toMillis() / 1000.0)
                .orElse(0.0);
        return String.format(Locale.ROOT, "%8.1f s", seconds);
    }
}
