package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.order.InOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A generation of this incident: one machine, one set of names, one target, one client token.
 *
 * @param stage how far it was announced
 * @param storedAt when it was written down, before the first fence of the one that it replaces
 * @param launchAnnouncedAt when its launch was first announced
 * @param machine what was launched, once that is known
 */
public record Successor(
        Generation generation,
        LaunchTarget target,
        Map<ArrayName, Initiator> initiators,
        Stage stage,
        Instant storedAt,
        Optional<Instant> launchAnnouncedAt,
        Optional<Ec2InstanceId> machine) {
    /** What has been announced for a generation. It only ever moves forward. */
    public enum Stage {
        STORED,
        GRANT_ANNOUNCED,
        LAUNCH_ANNOUNCED
    }

    public Successor {
        initiators = InOrder.copyOf(initiators);
    }

    /** A generation that nothing has been announced for yet. */
    public static Successor stored(
            Generation generation, LaunchTarget target, Map<ArrayName, Initiator> initiators, Instant now) {
        return new Successor(generation, target, initiators, Stage.STORED, now, Optional.empty(), Optional.empty());
    }

    Successor grantAnnounced() {
        return new Successor(
                generation, target, initiators, Stage.GRANT_ANNOUNCED, storedAt, launchAnnouncedAt, machine);
    }

    Successor launchAnnounced(Instant now) {
        return new Successor(
                generation,
                target,
                initiators,
                Stage.LAUNCH_ANNOUNCED,
                storedAt,
                Optional.of(launchAnnouncedAt.orElse(now)),
                machine);
    }

    Successor launched(Ec2InstanceId id) {
        return new Successor(generation, target, initiators, stage, storedAt, launchAnnouncedAt, Optional.of(id));
    }
}
