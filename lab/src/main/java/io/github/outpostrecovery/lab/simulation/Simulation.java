package io.github.outpostrecovery.lab.simulation;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.site.SiteConditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Many runs, on several threads. What they come to does not depend on how many threads there are, nor on which of them makes
 * which run.
 */
public final class Simulation {
    private static final int MOST_SHRUNK = 5;
    private static final long NANOS = 1_000_000_000L;

    private final Order order;
    private final LongConsumer progress;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong done = new AtomicLong();

    /**
     * What is ordered.
     *
     * @param runs how many runs
     * @param seed what they are drawn from
     * @param fault one that every run is to have
     * @param atMost of wall time; with it, how many runs there are depends on the machine
     * @param threads how many runs go on at once
     * @param around changes the conditions of every site, to see whether what is broken there is found
     */
    public record Order(
            long runs,
            long seed,
            Optional<Fault> fault,
            Optional<Duration> atMost,
            int threads,
            UnaryOperator<SiteConditions> around) {
        /** Runs on one thread, on sites as they should be. */
        public static Order of(long runs, long seed) {
            return new Order(runs, seed, Optional.empty(), Optional.empty(), 1, UnaryOperator.identity());
        }

        /** The same with this fault in every run. */
        public Order with(Fault ordered) {
            return new Order(runs, seed, Optional.of(ordered), atMost, threads, around);
        }

        /** The same, with no run begun after so long. */
        public Order within(Duration most) {
            return new Order(runs, seed, fault, Optional.of(most), threads, around);
        }

        /** The same on so many threads. */
        public Order on(int number) {
            return new Order(runs, seed, fault, atMost, number, around);
        }

        /** The same on sites that are changed by this. */
        public Order under(UnaryOperator<SiteConditions> changed) {
            return new Order(runs, seed, fault, atMost, threads, changed);
        }

        public Order {
            requireNonNull(around, "around is null");
            requireNonNull(fault, "fault is null");
            requireNonNull(atMost, "atMost is null");
            if (runs < 1 || threads < 1) {
                throw new IllegalArgumentException("at least one run on one thread, not " + runs + " on " + threads);
            }
        }
    }

    private Simulation(Order order, LongConsumer progress) {
        this.order = order;
        this.progress = progress;
    }

    /**
     * Makes the runs.
     *
     * @param progress is told how many are done, by any thread
     */
    public static SimulationResult run(Order order, LongConsumer progress) throws InterruptedException {
        return new Simulation(order, progress).run();
    }

    private SimulationResult run() throws InterruptedException {
        long started = System.nanoTime();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Share> shares = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(order.threads())) {
            List<Future<Share>> futures = new ArrayList<>();
            for (int thread = 0; thread < order.threads(); thread++) {
                futures.add(threads.submit(() -> work(started, stopped)));
            }
            for (Future<Share> future : futures) {
                shares.add(future.get());
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a run could not be made: " + failed.getCause(), failed);
        } catch (InterruptedException interrupted) {
            stopped.set(true);
            throw interrupted;
        }
        double seconds = (double) (System.nanoTime() - started) / NANOS;
        return merge(shares, seconds);
    }

    private Share work(long started, AtomicBoolean stopped) {
        Share share = new Share();
        for (long number = next.getAndIncrement();
                number < order.runs() && !stopped.get() && !isOver(started);
                number = next.getAndIncrement()) {
            RunName name = RunName.of(order.seed(), number, order.fault());
            share.add(name, SimulatedRun.run(name.scenario(), Journal.NONE, order.around()));
            progress.accept(done.incrementAndGet());
        }
        return share;
    }

    private boolean isOver(long started) {
        return order.atMost()
                .filter(most -> System.nanoTime() - started > most.toNanos())
                .isPresent();
    }

    private SimulationResult merge(List<Share> shares, double seconds) {
        Share all = new Share();
        shares.forEach(all::add);
        List<BrokenRun> violations = new ArrayList<>();
        all.broken.forEach((number, trouble) -> {
            RunName name = RunName.of(order.seed(), number, order.fault());
            RunName shrunk =
                    violations.size() < MOST_SHRUNK ? Shrinking.shrink(name, trouble.slug(), order.around()) : name;
            violations.add(
                    new BrokenRun(name, trouble, shrunk, shrunk.scenario().told()));
        });
        return new SimulationResult(
                all.runs,
                violations,
                all.outcomes,
                FaultCatalogue.all().stream()
                        .map(fault -> new FaultTally(
                                fault.card(),
                                all.injected.getOrDefault(fault.card().slug(), 0),
                                all.byFault.getOrDefault(fault.card().slug(), Map.of())))
                        .toList(),
                all.covered,
                Boundary.all().size(),
                all.checks,
                Math.round(all.runs / seconds * 10) / 10.0);
    }

    /** What one thread has seen. */
    private static final class Share {
        private long runs;
        private long checks;
        private final Map<Long, Trouble> broken = new TreeMap<>();
        private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        private final Map<String, Integer> injected = new HashMap<>();
        private final Map<String, Map<Outcome, Integer>> byFault = new HashMap<>();
        private final Set<Boundary> covered = new TreeSet<>();

        void add(RunName name, RunResult result) {
            runs++;
            checks += result.checks();
            Optional<Outcome> outcome = result.outcome();
            outcome.ifPresent(ended -> outcomes.merge(ended, 1, Integer::sum));
            result.struck().forEach((slug, times) -> {
                if (times > 0) {
                    injected.merge(slug, 1, Integer::sum);
                    outcome.ifPresent(ended -> byFault.computeIfAbsent(slug, first -> new EnumMap<>(Outcome.class))
                            .merge(ended, 1, Integer::sum));
                }
            });
            covered.addAll(result.covered());
            if (!result.troubles().isEmpty()) {
                broken.put(name.number(), result.troubles().getFirst());
            }
        }

        void add(Share other) {
            runs += other.runs;
            checks += other.checks;
            broken.putAll(other.broken);
            other.outcomes.forEach((outcome, times) -> outcomes.merge(outcome, times, Integer::sum));
            other.injected.forEach((slug, times) -> injected.merge(slug, times, Integer::sum));
            other.byFault.forEach((slug, ends) -> ends.forEach(
                    (outcome, times) -> byFault.computeIfAbsent(slug, first -> new EnumMap<>(Outcome.class))
                            .merge(outcome, times, Integer::sum)));
            covered.addAll(other.covered);
        }
    }
}
