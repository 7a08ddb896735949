package io.github.outpostrecovery.lab.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;

/**
 * Steps of the engine that are under way at the same simulated time, each on a thread of its own. One thread runs at a time,
 * that of the agenda or that of one step, and hands over to the next: nothing hangs on how the threads are scheduled.
 */
final class Overlap {
    private final ThreadLocal<Optional<Step>> current = ThreadLocal.withInitial(Optional::empty);
    private final Map<Long, Step> waiting = new HashMap<>();
    private long next;

    /** What a step says to the agenda: it waits, or it is over, with what it threw. */
    private record Turn(Optional<Throwable> thrown) {
        static final Turn ENDED = new Turn(Optional.empty());
    }

    /** A step, with the two ways to hand over. */
    private static final class Step {
        private final SynchronousQueue<Turn> toAgenda = new SynchronousQueue<>();
        private final SynchronousQueue<Turn> toStep = new SynchronousQueue<>();
    }

    boolean isInAStep() {
        return current.get().isPresent();
    }

    /** Runs a step until it waits or ends. */
    void begin(Runnable work) {
        Step step = new Step();
        Thread.ofVirtual().start(() -> {
            current.set(Optional.of(step));
            Optional<Throwable> thrown = Optional.empty();
            try {
                work.run();
            } catch (RuntimeException | Error failed) {
                thrown = Optional.of(failed);
            }
            put(step.toAgenda, new Turn(thrown));
        });
        heed(take(step.toAgenda));
    }

    /**
     * Lets the others run until this step is woken.
     *
     * @param schedule puts what wakes it into the agenda
     */
    void await(Consumer<JsonNode> schedule) {
        Step step = current.get().orElseThrow();
        long number = next++;
        waiting.put(number, step);
        schedule.accept(JsonNodeFactory.instance.numberNode(number));
        put(step.toAgenda, Turn.ENDED);
        take(step.toStep);
    }

    /** Lets a step run on, until it waits again or ends. */
    void wake(JsonNode number) {
        Step step = Optional.ofNullable(waiting.remove(number.asLong())).orElseThrow();
        put(step.toStep, Turn.ENDED);
        heed(take(step.toAgenda));
    }

    private static void heed(Turn turn) {
        turn.thrown().ifPresent(thrown -> {
            throw new IllegalStateException("a step of the engine has failed", thrown);
        });
    }

    private static void put(SynchronousQueue<Turn> way, Turn turn) {
        try {
            way.put(turn);
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        }
    }

    private static Turn take(SynchronousQueue<Turn> way) {
        try {
            return way.take();
        } catch (InterruptedException interrupted) {
            throw stopped(interrupted);
        }
    }

    private static IllegalStateException stopped(InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("the agenda was interrupted", interrupted);
    }
}
