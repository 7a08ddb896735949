package io.github.outpostrecovery.lab.time;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What will happen when: the clock and the event queue of a simulated site.
 *
 * <p>One thread drives it through {@link #runNext}. While a step of the engine runs, whoever serves its calls reports the
 * time these take through {@link #advance}, and what the {@link Recipient.Kind#WORLD world} has due meanwhile happens
 * meanwhile: a machine goes on writing while its fence is under way. Entries due at the same instant run in the order in
 * which they were made, so that a run depends on nothing but its inputs.
 */
public final class Agenda implements InstantSource {
    private static final String WAKE = "agenda/wake";
    private static final Comparator<Entry> ORDER =
            Comparator.comparing(Entry::due).thenComparingLong(Entry::sequence);

    private final ReentrantLock lock = new ReentrantLock();
    private final Pace pace;
    private final Map<String, Registration> recipients = new HashMap<>();
    private final TreeSet<Entry> entries = new TreeSet<>(ORDER);
    private Instant now;
    private long nextSequence;
    private boolean advancing;
    private Runnable duringCalls = () -> {};
    private final Optional<Overlap> overlap;

    /** An entry: what {@code recipient} receives at {@code due}. */
    public record Entry(Instant due, long sequence, String recipient, JsonNode payload) {}

    /** Everything that an agenda knows, but for the recipients, who register anew. */
    public record Saved(Instant now, long nextSequence, List<Entry> entries) {}

    private record Registration(Recipient recipient, Recipient.Kind kind) {}

    public Agenda(Instant start, Pace pace) {
        this(start, pace, Optional.empty());
    }

    private Agenda(Instant start, Pace pace, Optional<Overlap> overlap) {
        this.now = requireNonNull(start, "start is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.overlap = overlap;
        overlap.ifPresent(steps -> register(WAKE, Recipient.Kind.ENGINE, steps::wake));
    }

    /**
     * Makes an agenda on which steps of the engine overlap: while one waits for an answer, others run. Exactly one runs at a
     * time, and which one hangs on nothing but the agenda. It cannot be saved while a step is under way.
     */
    public static Agenda overlapping(Instant start, Pace pace) {
        return new Agenda(start, pace, Optional.of(new Overlap()));
    }

    /** Makes the agenda again as it was when {@link #save} was called. */
    public static Agenda restore(Saved saved, Pace pace) {
        Agenda agenda = new Agenda(saved.now(), pace);
        agenda.nextSequence = saved.nextSequence();
        agenda.entries.addAll(saved.entries());
        return agenda;
    }

    public Saved save() {
        lock.lock();
        try {
            return new Saved(now, nextSequence, new ArrayList<>(entries));
        } finally {
            lock.unlock();
        }
    }

    /** Names a recipient. Every name in the agenda must be registered before its entries come due. */
    public void register(String name, Recipient.Kind kind, Recipient recipient) {
        lock.lock();
        try {
            if (recipients.putIfAbsent(name, new Registration(recipient, kind)) != null) {
                throw new IllegalStateException("recipient " + name + " is registered already");
            }
        } finally {
            lock.unlock();
        }
    }

    public void schedule(Duration delay, String recipient, JsonNode payload) {
        lock.lock();
        try {
            Instant due = now.plus(delay.isNegative() ? Duration.ZERO : delay);
            entries.add(new Entry(due, nextSequence++, recipient, payload));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets time pass while a step of the engine waits for an answer: what the world has due by then happens, in order. A
     * call from within such an event only moves the clock.
     */
    public void advance(Duration duration) {
        if (overlap.isPresent() && overlap.get().isInAStep()) {
            overlap.get().await(step -> schedule(duration, WAKE, step));
            return;
        }
        if (!advancing) {
            duringCalls.run();
        }
        lock.lock();
        try {
            Instant end = now.plus(duration);
            if (!advancing) {
                advancing = true;
                try {
                    for (Optional<Entry> next = firstOfWorld(end); next.isPresent(); next = firstOfWorld(end)) {
                        entries.remove(next.get());
                        moveTo(next.get().due());
                        deliver(next.get());
                    }
                } finally {
                    advancing = false;
                }
            }
            moveTo(end);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has somebody called whenever a step of the engine reports that time passes, before it does: between a request and its
     * effect, and between the effect and the answer. He may hold the step there while he lets other entries run, and may
     * throw, which ends the step on the spot.
     */
    public void duringCalls(Runnable called) {
        duringCalls = requireNonNull(called, "called is null");
    }

    /** Runs the next entry, after letting the time until it pass. Returns whether there was one. */
    public boolean runNext() {
        Entry next;
        lock.lock();
        try {
            if (entries.isEmpty()) {
                return false;
            }
            next = entries.removeFirst();
            moveTo(next.due());
        } finally {
            lock.unlock();
        }
        deliver(next);
        return true;
    }

    /** Runs entries until {@code done} holds, none is left, or the next one is due after {@code limit}. */
    public void runUntil(Instant limit, BooleanSupplier done) {
        while (!done.getAsBoolean()
                && nextDue().filter(due -> !due.isAfter(limit)).isPresent()) {
            runNext();
        }
    }

    /** When the next entry is due, or empty if there is none. */
    public Optional<Instant> nextDue() {
        lock.lock();
        try {
            return entries.isEmpty()
                    ? Optional.empty()
                    : Optional.of(entries.first().due());
        } finally {
            lock.unlock();
        }
    }

    private Optional<Entry> firstOfWorld(Instant end) {
        for (Entry entry : entries) {
            if (entry.due().isAfter(end)) {
                return Optional.empty();
            }
            if (registration(entry).kind() == Recipient.Kind.WORLD) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private void moveTo(Instant instant) {
        if (instant.isAfter(now)) {
            pace.pass(Duration.between(now, instant));
            now = instant;
        }
    }

    private void deliver(Entry entry) {
        Registration registration = registration(entry);
        boolean aStep = registration.kind() == Recipient.Kind.ENGINE
                && !entry.recipient().equals(WAKE);
        if (overlap.isPresent() && aStep) {
            overlap.get().begin(() -> registration.recipient().receive(entry.payload()));
        } else {
            registration.recipient().receive(entry.payload());
        }
    }

    private Registration registration(Entry entry) {
        Registration registration = recipients.get(entry.recipient());
        if (registration == null) {
            throw new IllegalStateException("nobody is registered as " + entry.recipient());
        }
        return registration;
    }
}
