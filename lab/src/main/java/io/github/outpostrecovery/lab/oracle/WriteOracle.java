package io.github.outpostrecovery.lab.oracle;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.lab.datapath.BlockTarget;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.machine.MachineObserver;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sees every write to a volume, every change of access and every machine that starts or stops, and checks each time what
 * must hold then. It collects violations and never throws: a run goes on, so that what follows from one can be seen.
 *
 * <p>Access counts, not sessions: whoever could log in and write counts as a writer. News may come from any thread; they
 * are worked off one after the other, without a lock held, since the checks ask the arrays.
 */
public final class WriteOracle implements DataPathObserver, MachineObserver {
    private final InstantSource clock;
    private final Supplier<? extends Collection<Ec2Instance>> instances;
    private final Map<String, BlockTarget> arrays = new TreeMap<>();
    private final Map<String, Workload> workloads = new TreeMap<>();
    private final List<Bystanders> bystanders = new CopyOnWriteArrayList<>();
    private final Map<String, Set<String>> senders = new TreeMap<>();
    private final Set<Proof> proofs = new TreeSet<>(Proof.ORDER);
    /** Violations that last, so that each is reported once. */
    private final Set<String> standing = new TreeSet<>();

    private final List<Violation> violations = new CopyOnWriteArrayList<>();
    private final AtomicLong checks = new AtomicLong();
    private final News news = new News();

    /** That a name is fenced from a volume, as the engine has proved. */
    record Proof(String initiator, GuardedVolume volume) {
        private static final Comparator<Proof> ORDER =
                Comparator.comparing(Proof::initiator).thenComparing(Proof::volume);
    }

    /** A machine that can send. */
    record Sender(String machine, Set<String> initiators) {}

    /** All that the oracle knows, but for the arrays, which are attached anew. */
    public record State(
            List<Workload.State> workloads,
            List<Bystanders> bystanders,
            List<Sender> senders,
            List<Proof> proofs,
            List<String> standing,
            List<Violation> violations,
            long checks) {
        static final State EMPTY = new State(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0);
    }

    /**
     * Makes an oracle that knows nothing yet.
     *
     * @param instances what EC2 has, for {@link #worldSnapshot}
     */
    public WriteOracle(InstantSource clock, Supplier<? extends Collection<Ec2Instance>> instances) {
        this(clock, instances, State.EMPTY);
    }

    private WriteOracle(InstantSource clock, Supplier<? extends Collection<Ec2Instance>> instances, State saved) {
        this.clock = requireNonNull(clock, "clock is null");
        this.instances = requireNonNull(instances, "instances is null");
        saved.workloads().forEach(workload -> workloads.put(workload.name(), new Workload(workload)));
        bystanders.addAll(saved.bystanders());
        saved.senders().forEach(sender -> senders.put(sender.machine(), new TreeSet<>(sender.initiators())));
        proofs.addAll(saved.proofs());
        standing.addAll(saved.standing());
        violations.addAll(saved.violations());
        checks.set(saved.checks());
    }

    public static WriteOracle restore(
            State saved, InstantSource clock, Supplier<? extends Collection<Ec2Instance>> instances) {
        return new WriteOracle(clock, instances, saved);
    }

    public State save() {
        return new State(
                workloads.values().stream().map(Workload::save).toList(),
                List.copyOf(bystanders),
                senders.entrySet().stream()
                        .map(entry -> new Sender(entry.getKey(), entry.getValue()))
                        .toList(),
                List.copyOf(proofs),
                List.copyOf(standing),
                violations(),
                checks());
    }

    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** How often something was checked. */
    public long checks() {
        return checks.get();
    }

    /** Watches an array from now on. */
    public void attach(BlockTarget array) {
        arrays.put(array.name(), array);
        array.observe(this);
    }

    /**
     * Begins to guard the volumes of a protected instance, besides those of it that are guarded already. Their arrays must be
     * attached.
     */
    public void guard(String workload, Collection<GuardedVolume> volumes) {
        note(at -> workloads
                .computeIfAbsent(workload, name -> Workload.of(name, List.of()))
                .guard(volumes));
    }

    /** The names of the instances whose volumes are guarded. */
    public Set<String> workloads() {
        return new TreeSet<>(workloads.keySet());
    }

    /** Whether a volume of an instance is guarded. */
    public boolean guards(String workload, GuardedVolume volume) {
        return ownersOf(volume).stream().anyMatch(owner -> owner.name().equals(workload));
    }

    /**
     * Begins to watch over the other instances that reach these volumes now. Their arrays must be attached.
     *
     * @param ours the names that the protected instance logs in with
     * @param volumes volumes of the protected instance: whoever shares one goes on reaching it
     * @param foreign a volume of another instance, which nobody may reach who does not reach it now
     */
    public void watchOver(Collection<String> ours, Collection<GuardedVolume> volumes, GuardedVolume foreign) {
        note(at -> {
            volumes.forEach(volume -> watchOver(ours, volume, Bystanders.Newcomers.ALLOWED));
            watchOver(ours, foreign, Bystanders.Newcomers.FORBIDDEN);
            checkBystanders(foreign.array(), at);
        });
    }

    /** The same, of an array where the volumes of others are watched over already. */
    public void watchOver(Collection<String> ours, Collection<GuardedVolume> volumes) {
        note(at -> volumes.forEach(volume -> watchOver(ours, volume, Bystanders.Newcomers.ALLOWED)));
    }

    private void watchOver(Collection<String> ours, GuardedVolume volume, Bystanders.Newcomers newcomers) {
        Set<String> admitted = access(volume);
        Set<String> staying = new TreeSet<>(admitted);
        ours.forEach(name -> staying.remove(name.toLowerCase(Locale.ROOT)));
        bystanders.add(new Bystanders(volume, staying, admitted, newcomers));
    }

    /** Tells the names of a generation, one for each array; the machine that runs when guarding begins has one as well. */
    public void generation(String workload, int generation, Map<String, String> initiatorsByArray) {
        note(at -> {
            workload(workload).declare(generation, initiatorsByArray);
            workload(workload).volumes().forEach(volume -> check(volume, at));
        });
    }

    /** Tells the name of a generation on one array, as it was seen there. */
    public void named(String workload, int generation, String array, String initiator) {
        note(at -> {
            workload(workload).declare(generation, array, initiator);
            workload(workload).volumes().forEach(volume -> check(volume, at));
        });
    }

    /** The engine has stored its proof that a name is fenced from a volume. */
    public void proved(String initiator, GuardedVolume volume) {
        note(at -> {
            proofs.add(new Proof(initiator.toLowerCase(Locale.ROOT), volume));
            check(volume, at);
        });
    }

    /**
     * An operator has been told that a name is off an array for good. It counts as a proof for every guarded volume there,
     * and is held against the array like any other.
     */
    public void retired(String array, String initiator) {
        note(at -> workloads.values().stream()
                .flatMap(workload -> workload.volumes().stream())
                .filter(volume -> volume.array().equals(array))
                .distinct()
                .toList()
                .forEach(volume -> {
                    proofs.add(new Proof(initiator.toLowerCase(Locale.ROOT), volume));
                    check(volume, at);
                }));
    }

    /** The engine sends the launch of a generation, whatever comes of it. */
    public void launching(String workload, int generation) {
        note(at -> checkProofs(workload(workload), generation, at));
    }

    /** A machine of a generation is born, be it late or for the second time. */
    public void launched(String workload, int generation, String machine) {
        note(at -> {
            Workload known = workload(workload);
            checkProofs(known, generation, at);
            checks.incrementAndGet();
            known.machine(generation, machine)
                    .ifPresent(other -> violations.add(new Violation(
                            Invariant.ONE_MACHINE_PER_GENERATION,
                            at,
                            "g" + generation + " of " + workload + " is " + other + " and " + machine)));
        });
    }

    /** A generation has won: it must keep its access, until {@link #released}. */
    public void recovered(String workload, int generation) {
        note(at -> {
            workload(workload).won(generation);
            workload(workload).volumes().forEach(volume -> check(volume, at));
        });
    }

    /** A generation is the recorded victim of an incident whose plan is stored: it may be fenced from now on. */
    public void released(String workload, int generation) {
        note(at -> workload(workload).released(generation));
    }

    /**
     * What a refusal must not change: who reaches which volume, and which instances there are, as one text. Sessions,
     * counters and the health of machines are not part of it.
     */
    public String worldSnapshot() {
        return WorldSnapshot.of(arrays.values(), instances.get());
    }

    @Override
    public void landed(LandedWrite write) {
        note(at -> {
            GuardedVolume volume = new GuardedVolume(write.array(), write.volume());
            check(volume, at);
            ownersOf(volume).forEach(workload -> checkLateWrite(workload, volume, write));
        });
    }

    @Override
    public void accessChanged(String array) {
        note(at -> checkArray(array, at));
    }

    @Override
    public void loggedIn(String array, Session session) {
        note(at -> checkArray(array, at));
    }

    @Override
    public void started(String machine, Set<String> initiators) {
        Set<String> names = initiators.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        note(at -> {
            senders.put(machine, names);
            arrays.keySet().forEach(array -> checkArray(array, at));
        });
    }

    @Override
    public void stopped(String machine) {
        note(at -> {
            senders.remove(machine);
            arrays.keySet().forEach(array -> checkArray(array, at));
        });
    }

    private void checkArray(String array, Instant at) {
        workloads.values().stream()
                .flatMap(workload -> workload.volumes().stream())
                .filter(volume -> volume.array().equals(array))
                .distinct()
                .forEach(volume -> check(volume, at));
        checkBystanders(array, at);
    }

    private void checkBystanders(String array, Instant at) {
        for (Bystanders others : bystanders) {
            if (others.volume().array().equals(array)) {
                checks.incrementAndGet();
                Set<String> access = access(others.volume());
                boolean untouched = others.areUntouchedBy(access);
                if (untouched && standing.isEmpty()) {
                    continue;
                }
                String what = others.volume() + ", which " + others.staying() + " have to reach, is reached by ";
                if (untouched) {
                    standing.removeIf(key -> key.startsWith(Invariant.NEIGHBOUR_UNTOUCHED.name() + ": " + what));
                } else {
                    hold(false, Invariant.NEIGHBOUR_UNTOUCHED, at, () -> what + access);
                }
            }
        }
    }

    private Set<String> access(GuardedVolume volume) {
        BlockTarget array = arrays.get(volume.array());
        if (array == null) {
            return Set.of();
        }
        Set<String> names = new TreeSet<>();
        for (String name : array.initiatorsWithAccess(volume.volume())) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        return names;
    }

    private void check(GuardedVolume volume, Instant at) {
        List<Workload> owners = ownersOf(volume);
        if (owners.isEmpty() || !arrays.containsKey(volume.array())) {
            return;
        }
        checks.incrementAndGet();
        Set<String> access = access(volume);
        checkWriters(volume, access, at);
        for (Workload owner : owners) {
            access.forEach(initiator -> owner.letIn(volume, initiator));
            if (owner.winnersMachine().filter(this::isTerminated).isPresent()) {
                // Somebody has ended it for good: a machine that is no more needs no access.
                owner.releaseWinner();
            }
            owner.winnerOn(volume.array())
                    .ifPresent(winner -> hold(
                            access.contains(winner),
                            Invariant.WINNER_KEEPS_ACCESS,
                            at,
                            () -> winner + ", which has won " + owner.name() + ", cannot reach " + volume));
        }
    }

    private boolean isTerminated(String machine) {
        for (Ec2Instance instance : instances.get()) {
            if (instance.id().equals(machine)) {
                return instance.lifecycle() == Lifecycle.TERMINATED;
            }
        }
        return false;
    }

    private void checkWriters(GuardedVolume volume, Set<String> access, Instant at) {
        List<String> writers = new ArrayList<>();
        senders.forEach((machine, initiators) -> {
            for (String initiator : initiators) {
                hold(
                        !access.contains(initiator) || !proofs.contains(new Proof(initiator, volume)),
                        Invariant.FENCED_STAYS_FENCED,
                        at,
                        () -> machine + " was proved fenced as " + initiator + " and reaches " + volume);
            }
            if (initiators.stream().anyMatch(access::contains)) {
                writers.add(machine);
            }
        });
        boolean one = writers.size() <= 1;
        if (one && standing.isEmpty()) {
            return;
        }
        String what = "have write access to " + volume;
        if (one) {
            standing.removeIf(key -> key.startsWith(Invariant.ONE_WRITER.name()) && key.endsWith(what));
        } else {
            hold(false, Invariant.ONE_WRITER, at, () -> String.join(" and ", writers) + " " + what);
        }
    }

    private void checkLateWrite(Workload workload, GuardedVolume volume, LandedWrite write) {
        checks.incrementAndGet();
        String initiator = write.initiator().toLowerCase(Locale.ROOT);
        int writer =
                workload.generationOf(write.machine(), write.array(), initiator).orElse(Integer.MAX_VALUE);
        workload.newestLetIn(volume)
                .filter(newest -> writer < newest)
                .ifPresent(newest -> violations.add(new Violation(
                        Invariant.NO_LATE_WRITE,
                        write.landedAt(),
                        "a write of " + write.machine() + ", g" + writer + " of " + workload.name() + ", landed on "
                                + volume + " after g" + newest + " was let in")));
    }

    private void checkProofs(Workload workload, int generation, Instant at) {
        for (GuardedVolume volume : workload.volumes()) {
            workload.olderOn(generation, volume.array()).forEach((older, initiator) -> {
                checks.incrementAndGet();
                if (!proofs.contains(new Proof(initiator, volume))) {
                    violations.add(new Violation(
                            Invariant.PROOF_BEFORE_LAUNCH,
                            at,
                            "g" + generation + " of " + workload.name() + " is launched, and g" + older
                                    + " is not proved fenced from " + volume));
                }
            });
        }
    }

    /** Reports a violation when it begins, and not again before it has ended. */
    private void hold(boolean holds, Invariant invariant, Instant at, Supplier<String> told) {
        if (holds && standing.isEmpty()) {
            return;
        }
        String what = told.get();
        String key = invariant.name() + ": " + what;
        if (holds) {
            standing.remove(key);
        } else if (standing.add(key)) {
            violations.add(new Violation(invariant, at, what));
        }
    }

    private List<Workload> ownersOf(GuardedVolume volume) {
        List<Workload> owners = new ArrayList<>();
        for (Workload workload : workloads.values()) {
            if (workload.owns(volume)) {
                owners.add(workload);
            }
        }
        return owners;
    }

    private Workload workload(String name) {
        return requireNonNull(workloads.get(name), () -> name + " is not guarded");
    }

    private void note(Consumer<Instant> work) {
        Instant at = clock.instant();
        news.take(() -> work.accept(at));
    }
}
