package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplate;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Launch templates, read by id and number: never {@code $Default} or {@code $Latest}. */
final class LaunchTemplates {
    private final Supplier<Ec2Client> ec2;

    LaunchTemplates(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    /** The version that a target is pinned to. */
    Reply<PinnedTemplate> pinned(LaunchTarget target) {
        String version = Integer.toString(target.templateVersion());
        return Reply.to(
                        "ec2:DescribeLaunchTemplateVersions",
                        () -> ec2.get()
                                .describeLaunchTemplateVersions(request -> request.launchTemplateId(
                                                target.template().value())
                                        .versions(version))
                                .launchTemplateVersions())
                .then(versions -> pick(target, versions));
    }

    private static Reply<PinnedTemplate> pick(LaunchTarget target, List<LaunchTemplateVersion> versions) {
        return versions.stream()
                .filter(version -> target.template().value().equals(version.launchTemplateId())
                        && Objects.equals((long) target.templateVersion(), version.versionNumber())
                        && version.launchTemplateData() != null)
                .findFirst()
                .<Reply<PinnedTemplate>>map(version -> new Reply.Answered<>(
                        new PinnedTemplate(target.template(), target.templateVersion(), version.launchTemplateData())))
                .orElseGet(() -> new Reply.Refused<>(
                        "InvalidLaunchTemplateId.VersionNotFound",
                        target.template() + " has no version " + target.templateVersion()));
    }

    /** The tags of the template itself, not those of what is launched from it. */
    Reply<Map<String, String>> tags(LaunchTemplateId template) {
        return Reply.to(
                        "ec2:DescribeLaunchTemplates",
                        () -> ec2.get()
                                .describeLaunchTemplates(request -> request.launchTemplateIds(template.value()))
                                .launchTemplates())
                .then(templates -> new Reply.Answered<>(tagsOf(template, templates)));
    }

    private static Map<String, String> tagsOf(LaunchTemplateId template, List<LaunchTemplate> templates) {
        return templates.stream()
                .filter(one -> template.value().equals(one.launchTemplateId()))
                .flatMap(one -> one.tags().stream())
                .collect(Collectors.toMap(
                        Tag::key, tag -> Objects.requireNonNullElse(tag.value(), ""), (one, other) -> one));
    }
}
