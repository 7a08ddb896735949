package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a new machine in on one array, for an operator, and takes the names of dead ones out again. What the array did not say
 * is {@link Answer.Unanswered}, never a guess. Array trouble never leaves as an exception.
 */
public interface ArrayProvisioning extends AutoCloseable {
    /**
     * What would have to be changed for a machine to reach its volumes. Changes nothing. What is there already, as it has to
     * be, is no change: a plan of a run that is repeated is empty.
     *
     * <p>{@link Answer.Unanswered} with {@code REFUSED} and the reason where it cannot be: a volume that is not there, a LUN
     * that is taken or not offered, an object that is for another operating system or protocol, a name that somebody else logs
     * in with.
     */
    Answer<ProvisioningPlan> plan(AccessRequest request);

    /**
     * Makes the changes of a plan, each sent once. A new initiator name goes by the rule of the grant: after any answer but a
     * clean one it must not be launched with. That goes for a name that the plan has to bring in and that is there by then: it
     * was sent by somebody else, or by an earlier request that landed late, and is {@link ProvisioningOutcome.InDoubt}.
     */
    ProvisioningOutcome apply(ProvisioningPlan plan);

    /** Under which LUN an initiator is shown each volume that it reaches, whatever volumes those are. */
    Answer<Map<VolumeName, LunId>> shown(Initiator initiator);

    /**
     * The target names under which an initiator is shown its volumes, for arrays whose inventory tells none before a volume is
     * shown. {@link Answer.NotOffered} where the inventory tells them.
     */
    default Answer<List<String>> targets(Initiator initiator) {
        return new Answer.NotOffered<>();
    }

    /**
     * Every object of the array in which one of these names stands, whether or not it opens a volume: hosts, igroups,
     * subsystems, but no CHAP accounts, which let nobody in. A name that stands nowhere is left out.
     */
    Answer<Map<Initiator, Set<AccessObject>>> holders(Set<Initiator> initiators);

    /**
     * All initiator names that the array knows, in accounts for CHAP too, and that may be ours for any instance ({@link
     * Initiator#mayBeOurs}), each once, to find those nobody uses.
     */
    Answer<List<Initiator>> ours();

    /**
     * Takes a name off the array for good: out of every object that holds it, with its own host, igroup or CHAP account if
     * nobody else is in it. Refuses while it reaches a volume or is logged in. May be repeated.
     */
    RetireOutcome retire(Initiator dead);

    /**
     * Undoes the changes of an applied plan, newest first, as far as nobody else relies on them: give it the changes that were
     * made, and after a doubt the one that is in doubt as well. Nothing is undone while the initiator is logged in. May be
     * repeated: what is gone already counts as undone.
     */
    UndoReport undo(ProvisioningPlan plan);

    /** Logs out where the array knows log-ins. Never fails. */
    @Override
    void close();
}
