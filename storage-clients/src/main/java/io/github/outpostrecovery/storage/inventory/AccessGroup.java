package io.github.outpostrecovery.storage.inventory;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.List;
import java.util.Set;

/**
 * An object by which initiators are let in.
 *
 * @param operatingSystem as the array writes it; empty if it does not say
 * @param initiators all that it lets in, through objects inside it as well
 * @param partOf the groups that it is a member of
 * @param kind what an operator names to have it
 * @param protocol as the array writes it, such as {@code iscsi}, {@code fcp} or {@code mixed}; empty if it does not say
 */
public record AccessGroup(
        AccessObject object,
        String operatingSystem,
        Set<Initiator> initiators,
        List<AccessObject> partOf,
        Kind kind,
        String protocol) {
    public AccessGroup {
        initiators = Set.copyOf(initiators);
        partOf = List.copyOf(partOf);
    }

    /** A host of an array that does not say for which protocol. */
    public AccessGroup(
            AccessObject object, String operatingSystem, Set<Initiator> initiators, List<AccessObject> partOf) {
        this(object, operatingSystem, initiators, partOf, Kind.HOST, "");
    }

    /** A host group or host set. */
    public static AccessGroup group(AccessObject object, Set<Initiator> initiators) {
        return new AccessGroup(object, "", initiators, List.of(), Kind.GROUP, "");
    }

    /** What it is to an operator. */
    public enum Kind {
        /** What holds initiators: a host, an igroup, a subsystem. */
        HOST,
        /** What holds hosts. */
        GROUP
    }
}
