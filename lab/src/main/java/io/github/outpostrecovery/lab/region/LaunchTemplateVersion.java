package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;

/**
 * One version of a launch template. The user data of a recovery template carry the markers of {@link
 * io.github.outpostrecovery.core.compute.UserData}.
 *
 * @param version counted from 1
 */
public record LaunchTemplateVersion(String template, int version, InstanceSpecification specification) {
    /** The user data as text; empty if there are none. */
    public String userData() {
        String text = specification.userData();
        return text == null ? "" : text;
    }
}
