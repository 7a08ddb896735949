package io.github.outpostrecovery.lab.powerstore.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the cluster has agreed to, and what holds. A change is agreed to at once; reads and the data path follow the one that
 * took effect last.
 */
public final class StagedInventory {
    private final Inventory accepted;
    private final Inventory effective;
    private final List<Stage> staged = new ArrayList<>();
    private long nextStage = 1;

    /** What will hold once a change takes effect. */
    public record Stage(long number, Inventory.Saved inventory) {}

    /** All of it. */
    public record Saved(
            String origin, Inventory.Saved accepted, Inventory.Saved effective, List<Stage> staged, long nextStage) {}

    /** Begins with {@code inventory} in effect. */
    public StagedInventory(Inventory inventory) {
        this.accepted = new Inventory(inventory.origin());
        this.effective = new Inventory(inventory.origin());
        accepted.restore(inventory.save());
        effective.restore(inventory.save());
    }

    public static StagedInventory restore(Saved saved) {
        StagedInventory inventories = new StagedInventory(new Inventory(saved.origin()));
        inventories.accepted.restore(saved.accepted());
        inventories.effective.restore(saved.effective());
        inventories.staged.addAll(saved.staged());
        inventories.nextStage = saved.nextStage();
        return inventories;
    }

    public Saved save() {
        return new Saved(accepted.origin(), accepted.save(), effective.save(), List.copyOf(staged), nextStage);
    }

    /** What changes are made to, and checked against. */
    public Inventory accepted() {
        return accepted;
    }

    /** What reads and the data path see. */
    public Inventory effective() {
        return effective;
    }

    /** What has not taken effect yet, the oldest first. */
    public List<Stage> staged() {
        return List.copyOf(staged);
    }

    /** Notes what is accepted now as something that will take effect; {@link #takeEffect} with its number does it. */
    public long stage() {
        Stage stage = new Stage(nextStage++, accepted.save());
        staged.add(stage);
        return stage.number();
    }

    /** Lets a change hold, and every one before it. Without effect if it does already. */
    public void takeEffect(long number) {
        staged.stream()
                .filter(stage -> stage.number() == number)
                .findFirst()
                .ifPresent(stage -> effective.restore(stage.inventory()));
        staged.removeIf(stage -> stage.number() <= number);
    }

    /** Something past the API, which holds at once and waits for nothing that is staged. */
    public void changeEverywhere(Consumer<Inventory> change) {
        change.accept(accepted);
        change.accept(effective);
        staged.replaceAll(stage -> {
            Inventory later = new Inventory(accepted.origin());
            later.restore(stage.inventory());
            change.accept(later);
            return new Stage(stage.number(), later.save());
        });
    }
}
