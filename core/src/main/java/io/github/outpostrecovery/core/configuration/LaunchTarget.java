package io.github.outpostrecovery.core.configuration;

import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;

/**
 * Where a successor can be launched, and from what.
 *
 * @param templateVersion the pinned version, counted from 1; never {@code $Default} or {@code $Latest}
 */
public record LaunchTarget(OutpostArn server, SubnetId subnet, LaunchTemplateId template, int templateVersion) {
    public LaunchTarget {
        if (templateVersion < 1) {
            throw new IllegalArgumentException(
                    "launch template version " + templateVersion + " is not legal: pin a version, counted from 1");
        }
    }
}
