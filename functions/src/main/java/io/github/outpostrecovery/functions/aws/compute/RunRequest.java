package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What every {@code RunInstances} of ours has in common, be it meant or be it a dry run: one machine, of one version. */
final class RunRequest {
    private RunRequest() {}

    /** Without a client token, and not yet a dry run: the caller says which it is. */
    static RunInstancesRequest.Builder of(PinnedTemplate template, LaunchTarget target, List<TagSpecification> tags) {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .launchTemplate(LaunchTemplateSpecification.builder()
                        .launchTemplateId(template.id().value())
                        .version(Integer.toString(template.version()))
                        .build())
                .minCount(1)
                .maxCount(1)
                .tagSpecifications(tags);
        NetworkPlacement.of(template, target.subnet()).applyTo(request);
        return request;
    }
}
