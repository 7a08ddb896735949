package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;

/**
 * Whom to let in, and how.
 *
 * @param chap what the new machine will log in with, where the array asks for it
 */
public record GrantOrder(
        InstanceName instance,
        Generation generation,
        Initiator initiator,
        GrantRoute route,
        Optional<ChapCredentials> chap) {}
