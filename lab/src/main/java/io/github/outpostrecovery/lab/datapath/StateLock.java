package io.github.outpostrecovery.lab.datapath;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One array's state belongs to one thread at a time.
 *
 * <p>The agenda locks itself while it lets the world act, and the world acts on arrays: an array that called the agenda
 * with its own state held could deadlock with it. So a turn reads the clock before it begins, and its entries and news go
 * out after it has ended. News are told one after the other, in the order of the turns; under concurrency they may be told
 * by another thread.
 */
public final class StateLock {
    private final Agenda agenda;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<DataPathObserver> observers = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<DataPathObserver>> news = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean telling = new AtomicBoolean();
    private @Nullable CurrentTurn current;
    private Instant lastTurn = Instant.MIN;
    private long changes;

    public StateLock(Agenda agenda) {
        this.agenda = requireNonNull(agenda, "agenda is null");
    }

    public void observe(DataPathObserver observer) {
        observers.add(requireNonNull(observer, "observer is null"));
    }

    /** Does {@code work} while nobody else holds the state. A turn within a turn is part of it. */
    public <T> T hold(Function<Turn, T> work) {
        if (lock.isHeldByCurrentThread()) {
            CurrentTurn turn = requireNonNull(current, "the state is held outside a turn");
            mayChange(turn);
            return work.apply(turn);
        }
        return begin(new CurrentTurn(agenda.instant()), work);
    }

    /**
     * Does {@code work} that changes nothing that {@link AccessRules} decide by: data may be written and counted, who reaches
     * what stays. Within a turn it is part of it; a turn begun by {@link #hold} within it may change everything again.
     */
    public <T> T pass(Function<Turn, T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.apply(requireNonNull(current, "the state is held outside a turn"));
        }
        CurrentTurn turn = new CurrentTurn(agenda.instant());
        turn.passing = true;
        return begin(turn, work);
    }

    private void mayChange(CurrentTurn turn) {
        turn.passing = false;
        changes++;
    }

    /** How often the rules may have come to decide otherwise; empty during a turn that may change them. With the state held. */
    OptionalLong changes() {
        return requireNonNull(current, "the state is not held").passing
                ? OptionalLong.of(changes)
                : OptionalLong.empty();
    }

    private <T> T begin(CurrentTurn turn, Function<Turn, T> work) {
        T result;
        lock.lock();
        try {
            // Another thread may have read a later clock and come first.
            lastTurn = turn.startAt(lastTurn);
            current = turn;
            if (!turn.passing) {
                mayChange(turn);
            }
            try {
                result = work.apply(turn);
            } finally {
                current = null;
                if (!turn.news.isEmpty()) {
                    news.addAll(turn.news);
                }
            }
        } finally {
            lock.unlock();
        }
        turn.entries.forEach(entry -> agenda.schedule(entry.delay(), entry.recipient(), entry.payload()));
        tellNews();
        return result;
    }

    private void tellNews() {
        while (!news.isEmpty() && telling.compareAndSet(false, true)) {
            try {
                for (Consumer<DataPathObserver> one = news.poll(); one != null; one = news.poll()) {
                    observers.forEach(one);
                }
            } finally {
                telling.set(false);
            }
        }
    }

    private record Entry(Duration delay, String recipient, JsonNode payload) {}

    private static final class CurrentTurn implements Turn {
        private Instant now;
        private boolean passing;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Consumer<DataPathObserver>> news = new ArrayList<>();

        CurrentTurn(Instant now) {
            this.now = now;
        }

        Instant startAt(Instant notBefore) {
            now = now.isBefore(notBefore) ? notBefore : now;
            return now;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void schedule(Duration delay, String recipient, JsonNode payload) {
            entries.add(new Entry(delay, recipient, payload));
        }

        @Override
        public void tell(Consumer<DataPathObserver> one) {
            news.add(one);
        }
    }
}
