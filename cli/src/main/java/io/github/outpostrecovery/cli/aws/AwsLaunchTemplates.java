package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/**
 * Launch templates of EC2. A request to make one carries a token of its own, which the SDK draws, so that its repetition by
 * the SDK makes no second.
 */
final class AwsLaunchTemplates implements LaunchTemplates {
    private static final Set<String> NO_TEMPLATE = Set.of(
            "InvalidLaunchTemplateId.Malformed",
            "InvalidLaunchTemplateId.MalformedException",
            "InvalidLaunchTemplateId.NotFound",
            "InvalidLaunchTemplateId.NotFoundException",
            "InvalidLaunchTemplateName.MalformedException",
            "InvalidLaunchTemplateName.NotFound",
            "InvalidLaunchTemplateName.NotFoundException");

    private static final Set<String> NO_VERSION = Set.of(
            "InvalidLaunchTemplateId.Malformed",
            "InvalidLaunchTemplateId.MalformedException",
            "InvalidLaunchTemplateId.NotFound",
            "InvalidLaunchTemplateId.NotFoundException",
            "InvalidLaunchTemplateId.VersionNotFound");

    private static final String DESCRIBE = "ec2:DescribeLaunchTemplates";

    private final Supplier<Ec2Client> ec2;

    AwsLaunchTemplates(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    @Override
    public Optional<Template> named(String name) {
        return Asking.unless(
                NO_TEMPLATE,
                DESCRIBE,
                "the launch template " + name,
                () ->
                        ec2
                                .get()
                                .describeLaunchTemplates(request -> request.launchTemplateNames(name))
                                .launchTemplates()
                                .stream()
                                .findFirst()
                                .map(AwsLaunchTemplates::template));
    }

    @Override
    public Optional<Template> find(LaunchTemplateId id) {
        return Asking.unless(
                NO_TEMPLATE,
                DESCRIBE,
                id.value(),
                () -> ec2
                        .get()
                        .describeLaunchTemplates(request -> request.launchTemplateIds(id.value()))
                        .launchTemplates()
                        .stream()
                        .findFirst()
                        .map(AwsLaunchTemplates::template));
    }

    @Override
    public List<Template> tagged(String key, String value) {
        return Asking.of(
                DESCRIBE,
                "the launch templates with the tag " + key + "=" + value,
                () -> ec2
                        .get()
                        .describeLaunchTemplatesPaginator(request -> request.filters(Filter.builder()
                                .name("tag:" + key)
                                .values(value)
                                .build()))
                        .launchTemplates()
                        .stream()
                        .map(AwsLaunchTemplates::template)
                        .toList());
    }

    @Override
    public Optional<MachineSpecification> version(LaunchTemplateId id, int version) {
        String which = "version " + version + " of " + id;
        return Asking.unless(
                NO_VERSION,
                "ec2:DescribeLaunchTemplateVersions",
                which,
                () -> ec2
                        .get()
                        .describeLaunchTemplateVersions(
                                request -> request.launchTemplateId(id.value()).versions(Integer.toString(version)))
                        .launchTemplateVersions()
                        .stream()
                        .filter(found -> found.launchTemplateData() != null)
                        .findFirst()
                        .map(found -> TemplateReading.read(found.launchTemplateData(), which)));
    }

    @Override
    public Template create(String name, MachineSpecification specification, Map<String, String> tags) {
        return Asking.of(
                "ec2:CreateLaunchTemplate",
                "the launch template " + name,
                () -> template(
                        ec2.get()
                                .createLaunchTemplate(request -> request.launchTemplateName(name)
                                        .launchTemplateData(TemplateContent.of(specification))
                                        .tagSpecifications(Tags.on(ResourceType.LAUNCH_TEMPLATE, tags)))
                                .launchTemplate(),
                        tags));
    }

    @Override
    public int addVersion(LaunchTemplateId id, MachineSpecification specification) {
        return Asking.of(
                "ec2:CreateLaunchTemplateVersion",
                id.value(),
                () -> Math.toIntExact(ec2.get()
                        .createLaunchTemplateVersion(request -> request.launchTemplateId(id.value())
                                .launchTemplateData(TemplateContent.of(specification)))
                        .launchTemplateVersion()
                        .versionNumber()));
    }

    @Override
    public void delete(LaunchTemplateId id) {
        Asking.away(
                NO_TEMPLATE,
                "ec2:DeleteLaunchTemplate",
                id.value(),
                () -> ec2.get().deleteLaunchTemplate(request -> request.launchTemplateId(id.value())));
    }

    private static Template template(LaunchTemplate found) {
        return template(found, Tags.read(found.tags()));
    }

    /** The answer to a creation need not repeat the tags that it was asked for. */
    private static Template template(LaunchTemplate found, Map<String, String> tags) {
        return new Template(
                new LaunchTemplateId(found.launchTemplateId()),
                found.launchTemplateName(),
                Math.toIntExact(found.latestVersionNumber()),
                tags);
    }
}
