package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import java.util.List;

/**
 * The changes that let a machine in, in the order in which they are made.
 *
 * @param changes none if everything is there already
 */
public record ProvisioningPlan(AccessRequest request, List<Change> changes) {
    public ProvisioningPlan {
        changes = List.copyOf(changes);
    }

    /** That there can be no plan, and why: a sentence for a person, with the object in it and what to do. */
    public static Answer<ProvisioningPlan> refused(String why) {
        return Answer.unanswered(new ArrayFailure(ArrayFailure.Kind.REFUSED, "", why));
    }

    /** One change. */
    public sealed interface Change {
        /** What a person reads before saying yes. */
        String line();

        /** Makes a host, an igroup or a subsystem. */
        record CreateHost(String name, String line) implements Change {}

        /** Puts the initiator's name into one that is there. */
        record AddInitiator(String host, String line) implements Change {}

        /** Makes a host group or a host set. */
        record CreateGroup(String name, String line) implements Change {}

        /** Puts the host into a group. */
        record JoinGroup(String group, String line) implements Change {}

        /** Shows one volume to the host, or to its group. */
        record Export(AccessRequest.RequestedVolume volume, String to, String line) implements Change {}

        /** Keeps what the machine proves itself with. */
        record KeepChap(String line) implements Change {}
    }
}
