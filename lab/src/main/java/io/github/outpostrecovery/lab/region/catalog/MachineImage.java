package io.github.outpostrecovery.lab.region.catalog;

import org.jspecify.annotations.Nullable;

/**
 * An AMI.
 *
 * @param owner the account that owns it
 * @param ownerAlias such as {@code amazon}; null where the owner has none
 * @param rootGib the size of its root volume
 */
public record MachineImage(
        String id, String name, String owner, @Nullable String ownerAlias, String rootDevice, int rootGib) {}
