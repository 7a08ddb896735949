package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.util.Optional;
import java.util.Set;

/**
 * That every generation before the current one is fenced from every volume of the plan, as the books say.
 *
 * <p>Without one there is no grant and no launch: both ask for it, and there is no other way to make one than
 * {@link #of}.
 */
public final class ProvenFence {
    private final Generation generation;

    private ProvenFence(Generation generation) {
        this.generation = generation;
    }

    /**
     * Checks the books. Empty if a single pair of volume and older initiator is not proved, or if there is an array on
     * which the books know no older name at all: nothing to prove is no proof.
     */
    public static Optional<ProvenFence> of(Incident incident) {
        Optional<RecoveryPlan> plan = incident.plan();
        if (plan.isEmpty() || incident.successors().isEmpty()) {
            return Optional.empty();
        }
        for (ArrayPlan array : plan.get().arrays()) {
            Set<Initiator> olderOnes =
                    incident.olderInitiatorsOn(array.connection().name()).keySet();
            if (olderOnes.isEmpty()) {
                return Optional.empty();
            }
            for (Initiator older : olderOnes) {
                if (!array.volumes().stream()
                        .allMatch(volume -> incident.proofs().stream()
                                .anyMatch(proof ->
                                        proof.array().equals(array.connection().name())
                                                && proof.volume().equals(volume)
                                                && proof.initiator().equals(older)))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new ProvenFence(incident.generation()));
    }

    /** The generation that may now be granted and launched. */
    public Generation generation() {
        return generation;
    }
}
