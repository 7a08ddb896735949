package io.github.outpostrecovery.lab.region.catalog;

import org.jspecify.annotations.Nullable;

/**
 * An instance profile.
 *
 * @param role the ARN of its role; null where it has none
 */
public record InstanceProfile(
        String name, String arn, @Nullable String role) {}
