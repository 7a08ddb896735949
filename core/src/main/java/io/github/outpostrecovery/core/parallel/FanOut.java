package io.github.outpostrecovery.core.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** How tasks that do not depend on each other are done: at the same time, or one after the other. */
@FunctionalInterface
public interface FanOut {
    /**
     * Does every task, and gives their results in the order of the tasks. Returns when the last one has ended: nothing goes on
     * behind the caller's back.
     *
     * @throws RuntimeException as the first task that failed has thrown it, after all have ended
     */
    <T> List<T> all(List<? extends Supplier<T>> tasks);

    /** Does both, and joins what they give. Returns, and throws, as {@link #all} does. */
    default <A, B, C> C both(Supplier<A> one, Supplier<B> other, BiFunction<A, B, C> join) {
        AtomicReference<Optional<A>> first = new AtomicReference<>(Optional.empty());
        AtomicReference<Optional<B>> second = new AtomicReference<>(Optional.empty());
        List<Supplier<Boolean>> tasks = List.of(
                () -> first.compareAndSet(Optional.empty(), Optional.of(one.get())),
                () -> second.compareAndSet(Optional.empty(), Optional.of(other.get())));
        all(tasks);
        return join.apply(first.get().orElseThrow(), second.get().orElseThrow());
    }

    /** One after the other, in order: for a simulation, which has one thread. */
    static FanOut inOrder() {
        return new FanOut() {
            @Override
            public <T> List<T> all(List<? extends Supplier<T>> tasks) {
                List<T> results = new ArrayList<>();
                tasks.forEach(task -> results.add(task.get()));
                return results;
            }
        };
    }

    /** All at the same time, each in a virtual thread of its own. */
    static FanOut inVirtualThreads() {
        return new FanOut() {
            @Override
            public <T> List<T> all(List<? extends Supplier<T>> tasks) {
                if (tasks.size() < 2) {
                    return inOrder().all(tasks);
                }
                List<Future<T>> running = new ArrayList<>();
                // Closing waits for every task.
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    tasks.forEach(task -> running.add(threads.submit(task::get)));
                }
                List<T> results = new ArrayList<>();
                for (Future<T> one : running) {
                    results.add(resultOf(one));
                }
                return results;
            }
        };
    }

    private static <T> T resultOf(Future<T> ended) {
        try {
            return ended.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a task threw what it cannot throw", failed.getCause());
        } catch (InterruptedException interrupted) {
            // The task has ended, so this does not wait; the mark is kept for the caller.
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tasks ran", interrupted);
        }
    }
}
