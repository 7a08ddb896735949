package io.github.outpostrecovery.lab.flasharray.inventory;

/** A host group. Its members refer to it. */
public record HostGroup(String id, String name) {
    public HostGroup named(String newName) {
        return new HostGroup(id, newName);
    }
}
