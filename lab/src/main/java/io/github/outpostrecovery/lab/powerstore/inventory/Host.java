package io.github.outpostrecovery.lab.powerstore.inventory;

/** A host. {@code group} is the id of the host group that it is in, empty if it is in none: it is never in two. */
public record Host(String id, String name, String description, String osType, String connectivity, String group) {
    public Host named(String newName, String newDescription) {
        return new Host(id, newName, newDescription, osType, connectivity, group);
    }

    public Host connected(String newConnectivity) {
        return new Host(id, name, description, osType, newConnectivity, group);
    }

    /** Puts the host into a group, or into none if {@code newGroup} is empty. */
    public Host in(String newGroup) {
        return new Host(id, name, description, osType, connectivity, newGroup);
    }
}
