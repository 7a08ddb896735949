package io.github.outpostrecovery.lab.flasharray.inventory;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The state that administrators were told of, and the one that reads and the data path know; on a slow array the second
 * follows the first.
 */
public final class Versions {
    private final String origin;
    private final Inventory accepted;
    private final Inventory applied;
    private final TreeMap<Long, Inventory.Saved> waiting = new TreeMap<>();
    private long sequence;

    /** Everything. */
    public record Saved(long sequence, Inventory.Saved accepted, Inventory.Saved applied, List<Waiting> waiting) {}

    /** An accepted state that is still to be applied. */
    public record Waiting(long sequence, Inventory.Saved state) {}

    /**
     * Makes empty ones.
     *
     * @param origin what identifiers are drawn from
     */
    public Versions(String origin) {
        this.origin = requireNonNull(origin, "origin is null");
        this.accepted = new Inventory(origin);
        this.applied = new Inventory(origin);
    }

    public Saved save() {
        return new Saved(
                sequence,
                accepted.save(),
                applied.save(),
                waiting.entrySet().stream()
                        .map(one -> new Waiting(one.getKey(), one.getValue()))
                        .toList());
    }

    public void restore(Saved saved) {
        sequence = saved.sequence();
        accepted.restore(saved.accepted());
        applied.restore(saved.applied());
        waiting.clear();
        saved.waiting().forEach(one -> waiting.put(one.sequence(), one.state()));
    }

    /** What changes act on. */
    public Inventory accepted() {
        return accepted;
    }

    /** What reads and the data path see. Only to be read. */
    public Inventory applied() {
        return applied;
    }

    /** Whether something accepted is still to be applied. */
    public boolean lag() {
        return !waiting.isEmpty();
    }

    /** Applies all that was accepted. */
    public void apply() {
        waiting.clear();
        applied.restore(accepted.save());
    }

    /** Remembers what is accepted now, to be {@link #apply(long) applied} later. */
    public long defer() {
        sequence++;
        waiting.put(sequence, accepted.save());
        return sequence;
    }

    /** Applies what was deferred under a number and all before it; without effect if that has happened. */
    public void apply(long number) {
        Optional.ofNullable(waiting.get(number)).ifPresent(applied::restore);
        waiting.headMap(number, true).clear();
    }

    /** Changes past and future alike: by hand, on the array itself. */
    public void everywhere(Consumer<Inventory> change) {
        change.accept(accepted);
        change.accept(applied);
        waiting.replaceAll((number, state) -> {
            Inventory inventory = new Inventory(origin);
            inventory.restore(state);
            change.accept(inventory);
            return inventory.save();
        });
    }
}
