package io.github.outpostrecovery.lab.region;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way to one service: what each call costs in simulated time, and what goes wrong with it. The service acts in the
 * middle of the call, so that the world moves both before and after.
 */
public final class ServiceCalls {
    private final Agenda agenda;
    private final Latencies latencies;
    private final List<ArmedCallFault> armed;
    private final Map<String, Runnable> listeners = new HashMap<>();
    private final Map<String, Runnable> before = new HashMap<>();

    ServiceCalls(Agenda agenda, Latencies latencies, List<ArmedCallFault> armed) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.latencies = requireNonNull(latencies, "latencies is null");
        this.armed = new ArrayList<>(armed);
    }

    /** Arms a fault. Where several strike the same call, the one that was armed first does. */
    public void arm(CallFaultRule rule) {
        synchronized (armed) {
            if (armed.stream().anyMatch(one -> one.rule().id().equals(rule.id()))) {
                throw new IllegalArgumentException("a fault " + rule.id() + " is armed already");
            }
            armed.add(new ArmedCallFault(rule, 0));
        }
    }

    /** Arms a fault, and has somebody told each time it strikes, before the call goes on. Who listens is not saved. */
    public void arm(CallFaultRule rule, Runnable struck) {
        arm(rule);
        synchronized (armed) {
            listeners.put(rule.id(), requireNonNull(struck, "struck is null"));
        }
    }

    /** Has somebody told of each call of an operation before it is made, in the place of whoever was told so far. Not saved. */
    public void beforeEach(String operation, Runnable told) {
        before.put(operation, requireNonNull(told, "told is null"));
    }

    /** Disarms a fault; without effect if there is none. */
    public void clear(String id) {
        synchronized (armed) {
            armed.removeIf(one -> one.rule().id().equals(id));
            listeners.remove(id);
        }
    }

    List<ArmedCallFault> save() {
        synchronized (armed) {
            return List.copyOf(armed);
        }
    }

    /** A call that changes nothing. */
    <T> CallResult<T> read(String operation, Supplier<T> work) {
        return call(operation, delay -> {}, work);
    }

    /**
     * A call that may change something.
     *
     * @param later puts the same request into the agenda, for it to land after a delay
     */
    <T> CallResult<T> change(String operation, Consumer<Duration> later, Supplier<T> work) {
        return call(operation, later, work);
    }

    private <T> CallResult<T> call(String operation, Consumer<Duration> later, Supplier<T> work) {
        Duration latency = latencies.of(operation);
        Duration there = latency.dividedBy(2);
        Duration back = latency.minus(there);
        before.getOrDefault(operation, () -> {}).run();
        Optional<CallFaultRule> struck = strike(operation);
        struck.ifPresent(this::tell);
        Optional<CallFault> fault = struck.map(CallFaultRule::fault);
        agenda.advance(there);
        if (fault.isEmpty()) {
            T value = work.get();
            agenda.advance(back);
            return new CallResult.Answered<>(value);
        }
        return switch (fault.get()) {
            case CallFault.NoAnswer(Duration patience) -> unanswered(operation, patience);
            case CallFault.AppliedNoAnswer(Duration patience) -> {
                T _ = work.get();
                yield unanswered(operation, patience);
            }
            case CallFault.AppliedLate(Duration patience, Duration delay, int times) -> {
                for (int landing = 1; landing <= times; landing++) {
                    later.accept(delay.multipliedBy(landing));
                }
                yield unanswered(operation, patience);
            }
            case CallFault.Throttled() -> {
                agenda.advance(back);
                yield new CallResult.Unanswered<>(operation + ": ThrottlingException: Rate exceeded");
            }
            case CallFault.Refused(String code, String message) -> {
                agenda.advance(back);
                yield new CallResult.Refused<>(code, message);
            }
        };
    }

    private <T> CallResult<T> unanswered(String operation, Duration patience) {
        agenda.advance(patience);
        return new CallResult.Unanswered<>(operation + " gave no answer within " + patience.toMillis() + " ms");
    }

    private void tell(CallFaultRule struck) {
        Runnable listener;
        synchronized (armed) {
            listener = listeners.getOrDefault(struck.id(), () -> {});
        }
        listener.run();
    }

    /** Counts the call against every rule that concerns it, and returns the first that strikes. */
    private Optional<CallFaultRule> strike(String operation) {
        synchronized (armed) {
            Optional<CallFaultRule> struck = Optional.empty();
            for (int i = 0; i < armed.size(); i++) {
                CallFaultRule rule = armed.get(i).rule();
                if (rule.concerns(operation)) {
                    int seen = armed.get(i).seen() + 1;
                    armed.set(i, new ArmedCallFault(rule, seen));
                    if (struck.isEmpty() && rule.strikes(seen)) {
                        struck = Optional.of(rule);
                    }
                }
            }
            return struck;
        }
    }
}
