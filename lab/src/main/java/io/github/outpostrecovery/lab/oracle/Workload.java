package io.github.outpostrecovery.lab.oracle;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A protected instance as the oracle knows it: its volumes, the generations it had, and the one that won. */
final class Workload {
    private static final int NOBODY = 0;

    private final String name;
    private final List<GuardedVolume> volumes = new ArrayList<>();
    private final TreeMap<Integer, TreeMap<String, String>> initiatorsByArray = new TreeMap<>();
    private final TreeMap<Integer, String> machines = new TreeMap<>();
    private final TreeMap<GuardedVolume, Integer> newestLetIn = new TreeMap<>();
    private int winner = NOBODY;

    /** One generation: the name it uses on each array. */
    record GenerationState(int generation, Map<String, String> initiators) {}

    /** The machine of a generation. */
    record MachineOf(int generation, String machine) {}

    /** The newest generation that a volume has ever let in. */
    record LetIn(GuardedVolume volume, int generation) {}

    /** All that is known; the winner is 0 while there is none. */
    record State(
            String name,
            List<GuardedVolume> volumes,
            List<GenerationState> generations,
            List<MachineOf> machines,
            List<LetIn> newestLetIn,
            int winner) {}

    Workload(State saved) {
        this.name = requireNonNull(saved.name(), "name is null");
        this.volumes.addAll(saved.volumes());
        saved.generations().forEach(one -> declare(one.generation(), one.initiators()));
        saved.machines().forEach(one -> machines.put(one.generation(), one.machine()));
        saved.newestLetIn().forEach(one -> newestLetIn.put(one.volume(), one.generation()));
        this.winner = saved.winner();
    }

    static Workload of(String name, List<GuardedVolume> volumes) {
        return new Workload(new State(name, volumes, List.of(), List.of(), List.of(), NOBODY));
    }

    State save() {
        List<GenerationState> generations = new ArrayList<>();
        initiatorsByArray.forEach(
                (generation, names) -> generations.add(new GenerationState(generation, new TreeMap<>(names))));
        List<MachineOf> ofGenerations = new ArrayList<>();
        machines.forEach((generation, machine) -> ofGenerations.add(new MachineOf(generation, machine)));
        List<LetIn> letIn = new ArrayList<>();
        newestLetIn.forEach((volume, generation) -> letIn.add(new LetIn(volume, generation)));
        return new State(name, volumes(), generations, ofGenerations, letIn, winner);
    }

    String name() {
        return name;
    }

    List<GuardedVolume> volumes() {
        return List.copyOf(volumes);
    }

    boolean owns(GuardedVolume volume) {
        return volumes.contains(volume);
    }

    /** Adds volumes, those that are not there. */
    void guard(Collection<GuardedVolume> more) {
        more.stream().filter(volume -> !volumes.contains(volume)).forEach(volumes::add);
    }

    void declare(int generation, Map<String, String> initiators) {
        TreeMap<String, String> names = new TreeMap<>();
        initiators.forEach((array, initiator) -> names.put(array, initiator.toLowerCase(Locale.ROOT)));
        initiatorsByArray.put(generation, names);
    }

    /** Adds the name of a generation on one array. */
    void declare(int generation, String array, String initiator) {
        initiatorsByArray
                .computeIfAbsent(generation, number -> new TreeMap<>())
                .put(array, initiator.toLowerCase(Locale.ROOT));
    }

    /** Records the machine of a generation; returns another one that the generation has already, if so. */
    Optional<String> machine(int generation, String machine) {
        String earlier = machines.putIfAbsent(generation, machine);
        return Optional.ofNullable(earlier).filter(other -> !other.equals(machine));
    }

    /** The generations older than one, and the name of each on an array. */
    Map<Integer, String> olderOn(int generation, String array) {
        Map<Integer, String> older = new TreeMap<>();
        initiatorsByArray
                .headMap(generation)
                .forEach((number, names) ->
                        Optional.ofNullable(names.get(array)).ifPresent(initiator -> older.put(number, initiator)));
        return older;
    }

    /** Remembers that a volume lets in a name, if that name is one of this workload's generations. */
    void letIn(GuardedVolume volume, String initiator) {
        initiatorsByArray.forEach((generation, names) -> {
            if (initiator.equals(names.get(volume.array()))) {
                newestLetIn.merge(volume, generation, Math::max);
            }
        });
    }

    Optional<Integer> newestLetIn(GuardedVolume volume) {
        return Optional.ofNullable(newestLetIn.get(volume));
    }

    /** The generation of a machine, or of the name it used if the machine is not known. */
    Optional<Integer> generationOf(String machine, String array, String initiator) {
        for (Map.Entry<Integer, String> entry : machines.entrySet()) {
            if (entry.getValue().equals(machine)) {
                return Optional.of(entry.getKey());
            }
        }
        for (Map.Entry<Integer, TreeMap<String, String>> entry : initiatorsByArray.entrySet()) {
            if (initiator.equals(entry.getValue().get(array))) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** The machine of the generation that has won. */
    Optional<String> winnersMachine() {
        return Optional.ofNullable(machines.get(winner));
    }

    void releaseWinner() {
        winner = NOBODY;
    }

    void won(int generation) {
        winner = generation;
    }

    /** The winner may be fenced from now on, as the victim of the next incident. */
    void released(int generation) {
        if (winner == generation) {
            winner = NOBODY;
        }
    }

    /** The winner's name on an array, if there is a winner. */
    Optional<String> winnerOn(String array) {
        return Optional.ofNullable(initiatorsByArray.get(winner)).map(names -> names.get(array));
    }
}
