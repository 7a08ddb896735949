package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.order.InOrder;
import java.time.Instant;
import java.util.Map;

/**
 * One machine of a protected instance, as recorded when it was adopted.
 *
 * @param initiators the name that it logs in with, by array
 */
public record Machine(
        Generation generation,
        Ec2InstanceId id,
        OutpostArn server,
        Map<ArrayName, Initiator> initiators,
        Instant launchedAt) {
    public Machine {
        initiators = InOrder.copyOf(initiators);
    }
}
