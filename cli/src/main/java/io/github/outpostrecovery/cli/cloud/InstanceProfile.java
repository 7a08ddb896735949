package io.github.outpostrecovery.cli.cloud;

import java.util.Optional;

/**
 * An instance profile.
 *
 * @param role the ARN of the role in it; empty if it has none
 */
public record InstanceProfile(String name, String arn, Optional<String> role) {}
