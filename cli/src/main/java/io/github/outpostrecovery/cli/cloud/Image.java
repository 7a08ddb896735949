package io.github.outpostrecovery.cli.cloud;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An AMI.
 *
 * @param owner the account that owns it
 * @param ownerAlias such as {@code amazon} or {@code aws-marketplace}
 * @param rootDevice such as {@code /dev/xvda}
 * @param rootGib the size of its root volume; empty if it is unknown
 */
public record Image(
        String id, String name, String owner, Optional<String> ownerAlias, String rootDevice, OptionalInt rootGib) {}
