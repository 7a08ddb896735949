package io.github.outpostrecovery.lab.rest;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Every call to the arrays of a site, in the order in which they ended, without secrets. They are taken out when somebody
 * reads the log: most runs are never read.
 */
public final class CallLog {
    private final List<Call> calls;
    private final List<Supplier<Call>> unread = new ArrayList<>();
    private final Blanking blanking;
    private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<RestRequest>> confidants = new CopyOnWriteArrayList<>();

    public CallLog() {
        this(Blanking.ofFields(), List.of());
    }

    /** Goes on with the calls of an earlier log. */
    public CallLog(Blanking blanking, List<Call> earlier) {
        this.blanking = requireNonNull(blanking, "blanking is null");
        this.calls = new ArrayList<>(earlier);
    }

    /** Tells {@code listener} of every later call, in the thread that served it. */
    public void listen(Consumer<Call> listener) {
        listeners.add(listener);
    }

    /**
     * Tells {@code confidant} of every later request as it was sent, with all that it holds: for whoever has to know the
     * secrets to see that nobody else does.
     */
    public void confideIn(Consumer<RestRequest> confidant) {
        confidants.add(confidant);
    }

    public synchronized List<Call> calls() {
        unread.forEach(call -> calls.add(call.get()));
        unread.clear();
        return List.copyOf(calls);
    }

    void record(
            String service, Instant at, Duration took, RestRequest request, int status, String fault, boolean write) {
        Supplier<Call> made = () -> new Call(
                at,
                service,
                request.method(),
                blanking.target(request),
                blanking.body(request.body()),
                status,
                took.toMillis(),
                fault,
                write);
        confidants.forEach(confidant -> confidant.accept(request));
        if (listeners.isEmpty()) {
            add(made);
            return;
        }
        Call call = made.get();
        add(() -> call);
        listeners.forEach(listener -> listener.accept(call));
    }

    private synchronized void add(Supplier<Call> call) {
        unread.add(call);
    }
}
