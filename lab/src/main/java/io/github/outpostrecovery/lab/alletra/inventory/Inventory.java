package io.github.outpostrecovery.lab.alletra.inventory;

import java.util.List;
import java.util.stream.Stream;

/** What is set up on an array and decides who reaches what. Names are unique for each kind of thing. */
public final class Inventory {
    private final Table<Host> hosts = new Table<>(Host::name);
    private final Table<HostSet> hostSets = new Table<>(HostSet::name);
    private final Table<Volume> volumes = new Table<>(Volume::name);
    private final Table<VolumeSet> volumeSets = new Table<>(VolumeSet::name);
    private final Table<Vlun> vluns = new Table<>(Vlun::key);
    private final Reach reach = new Reach(this);

    /** All rows of all tables. */
    public record Saved(
            List<Host> hosts,
            List<HostSet> hostSets,
            List<Volume> volumes,
            List<VolumeSet> volumeSets,
            List<Vlun> vluns) {}

    /** Makes an inventory of its own from saved rows. */
    public static Inventory of(Saved saved) {
        Inventory inventory = new Inventory();
        inventory.restore(saved);
        return inventory;
    }

    public Saved save() {
        return new Saved(hosts.all(), hostSets.all(), volumes.all(), volumeSets.all(), vluns.all());
    }

    public void restore(Saved saved) {
        hosts.replaceBy(saved.hosts());
        hostSets.replaceBy(saved.hostSets());
        volumes.replaceBy(saved.volumes());
        volumeSets.replaceBy(saved.volumeSets());
        vluns.replaceBy(saved.vluns());
    }

    public Table<Host> hosts() {
        return hosts;
    }

    public Table<HostSet> hostSets() {
        return hostSets;
    }

    public Table<Volume> volumes() {
        return volumes;
    }

    public Table<VolumeSet> volumeSets() {
        return volumeSets;
    }

    public Table<Vlun> vluns() {
        return vluns;
    }

    /** Who reaches which volume. */
    public Reach reach() {
        return reach;
    }

    /** Renames a host everywhere. */
    public void rename(Host host, String newName) {
        hosts.replace(host, host.renamed(newName));
        hostSets.stream().forEach(set -> hostSets.put(set.withRenamed(host.name(), newName)));
        vlunsTo(host.name()).forEach(vlun -> vluns.replace(vlun, vlun.withHost(newName)));
    }

    /** The templates for exactly this host or host set, as a template names it. */
    public Stream<Vlun> vlunsTo(String reference) {
        return vluns.stream().filter(vlun -> vlun.host().equals(reference));
    }

    /** The templates of exactly this volume or volume set, as a template names it. */
    public Stream<Vlun> vlunsOf(String reference) {
        return vluns.stream().filter(vlun -> vlun.volume().equals(reference));
    }
}
