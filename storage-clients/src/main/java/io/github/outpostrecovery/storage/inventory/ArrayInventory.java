package io.github.outpostrecovery.storage.inventory;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.List;

/**
 * What there is on one array to choose from, over one protocol. Each answer is complete or not given, as in the port that
 * recovery uses.
 */
public interface ArrayInventory extends AutoCloseable {
    /** What the array says it is. */
    Answer<ArrayModel> model();

    /** The parts that an array is divided into, such as SVMs. {@link Answer.NotOffered} where it is one whole. */
    Answer<List<String>> scopes();

    /**
     * Those of the parts that serve this protocol, with what machines ask for there: SVMs whose iSCSI service is switched on.
     * {@link Answer.NotOffered} where the array is one whole.
     */
    default Answer<List<ServingScope>> servingScopes() {
        return new Answer.NotOffered<>();
    }

    /** The volumes that can be shown to a machine. */
    Answer<List<BlockVolume>> volumes();

    /** Hosts and groups of hosts, whatever the vendor calls them. */
    Answer<List<AccessGroup>> accessGroups();

    /** Where a machine can log in, and what to ask for there. Portals that are down are left out. */
    Answer<List<TargetPortal>> portals();

    /**
     * The same for one machine that is let in already: some arrays tell the name of a target only to who is shown something.
     * A {@link TargetPortal#target} is empty if it is not told even so.
     */
    default Answer<List<TargetPortal>> portals(Initiator initiator) {
        return portals();
    }

    /**
     * Makes a copy of a volume under a new name. Sent once; an existing volume is never overwritten.
     *
     * @param source a volume or, where the vendor names them alike, a snapshot
     */
    CloneOutcome clone(VolumeName source, VolumeName target);

    /** Logs out where the array knows log-ins. Never fails. */
    @Override
    void close();
}
