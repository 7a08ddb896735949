package io.github.outpostrecovery.lab.alletra.inventory;

import java.util.ArrayList;
import java.util.List;

/** Hosts that volumes are exported to together. A host may be in several sets. */
public record HostSet(int id, String name, List<String> members, String comment) {
    public HostSet {
        members = List.copyOf(members);
    }

    public HostSet renamed(String newName) {
        return new HostSet(id, newName, members, comment);
    }

    public HostSet with(String host) {
        List<String> more = new ArrayList<>(members);
        more.add(host);
        return new HostSet(id, name, more, comment);
    }

    public HostSet without(String host) {
        List<String> fewer = new ArrayList<>(members);
        fewer.remove(host);
        return new HostSet(id, name, fewer, comment);
    }

    /** The same set after one of its members was renamed. */
    public HostSet withRenamed(String old, String next) {
        return new HostSet(
                id,
                name,
                members.stream().map(one -> one.equals(old) ? next : one).toList(),
                comment);
    }
}
