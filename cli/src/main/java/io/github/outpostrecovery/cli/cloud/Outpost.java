package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.OutpostArn;

/**
 * An Outpost.
 *
 * @param owner the account that owns it
 */
public record Outpost(OutpostArn arn, String name, String owner, Hardware hardware, ServerLink link) {
    /** What it is made of. */
    public enum Hardware {
        RACK,
        SERVER,
        OTHER
    }
}
