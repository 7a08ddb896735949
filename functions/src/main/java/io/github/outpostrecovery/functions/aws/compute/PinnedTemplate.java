package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.name.LaunchTemplateId;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.ResponseLaunchTemplateData;

/**
 * One version of a launch template. It never changes, and its number is never given to another (EC2 user guide, "Manage
 * launch template versions"; EC2 API reference, CreateLaunchTemplateVersion): whoever reads it, at whatever time, reads the
 * same. So a launch that is made from it can be repeated to the byte.
 */
record PinnedTemplate(LaunchTemplateId id, int version, ResponseLaunchTemplateData data) {
    /** Empty if there is none, or if it is not Base64. */
    Optional<TemplateUserData> userData() {
        String encoded = data.userData();
        return encoded == null ? Optional.empty() : TemplateUserData.decode(encoded);
    }

    Optional<String> instanceType() {
        return Optional.ofNullable(data.instanceTypeAsString()).filter(type -> !type.isEmpty());
    }

    @Override
    public String toString() {
        return id + " version " + version;
    }
}
