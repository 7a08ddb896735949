package io.github.outpostrecovery.lab.oracle;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work that comes from any thread and is done one piece after the other, by whoever is there, without a lock held: it may
 * ask an array, which may have news of its own.
 */
final class News {
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean working = new AtomicBoolean();

    void take(Runnable work) {
        waiting.add(work);
        while (!waiting.isEmpty() && working.compareAndSet(false, true)) {
            try {
                for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                    next.run();
                }
            } finally {
                working.set(false);
            }
        }
    }
}
