package io.github.outpostrecovery.lab.alletra.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One request at a time for each session key: a second one waits ("HP 3PAR Web Service API 1.3.1 Developer's Guide", page
 * 40). Counts how many there were at once.
 */
public final class KeyQueues {
    private final Map<String, KeyQueue> queues = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger highestAtOnce = new AtomicInteger();

    private static final class KeyQueue {
        final ReentrantLock lock = new ReentrantLock(true);
        final AtomicInteger atOnce = new AtomicInteger();
        final AtomicInteger highestAtOnce = new AtomicInteger();
    }

    /**
     * Serves a request of a key.
     *
     * @param work what nobody else does for the key meanwhile. The lock is let go before the state is asked for: whoever
     *     waits here may hold the agenda, and the state asks the agenda for the time
     */
    public <T> T serve(String key, Runnable work, Supplier<T> answer) {
        KeyQueue queue = queues.computeIfAbsent(key, same -> new KeyQueue());
        count(queue.atOnce, queue.highestAtOnce);
        count(atOnce, highestAtOnce);
        try {
            queue.lock.lock();
            try {
                work.run();
            } finally {
                queue.lock.unlock();
            }
            return answer.get();
        } finally {
            queue.atOnce.decrementAndGet();
            atOnce.decrementAndGet();
        }
    }

    private static void count(AtomicInteger now, AtomicInteger highest) {
        highest.accumulateAndGet(now.incrementAndGet(), Math::max);
    }

    /** How many requests of one key there were at once at most, those that waited included. */
    public int highestOfOneKey() {
        return queues.values().stream()
                .mapToInt(queue -> queue.highestAtOnce.get())
                .max()
                .orElse(0);
    }

    /** How many requests there were at once at most, whatever their keys. */
    public int highest() {
        return highestAtOnce.get();
    }
}
