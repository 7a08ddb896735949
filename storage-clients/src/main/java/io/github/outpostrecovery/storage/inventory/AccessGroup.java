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
 */
public record AccessGroup(
        AccessObject object, String operatingSystem, Set<Initiator> initiators, List<AccessObject> partOf) {
    public AccessGroup {
        initiators = Set.copyOf(initiators);
        partOf = List.copyOf(partOf);
    }
}
