package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.templates.PinnedVersion;
import io.github.outpostrecovery.cli.templates.TemplateTags;
import io.github.outpostrecovery.cli.templates.TemplateTags.Role;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds where an instance can be launched: by the templates that a person named, or else by the tags of its templates. */
final class LaunchTargets {
    private final Cloud cloud;

    LaunchTargets(Cloud cloud) {
        this.cloud = cloud;
    }

    /**
     * The recovery servers in the order in which to try, the home server last.
     *
     * @param why gets a line for each reason against it
     */
    List<LaunchTarget> of(ProtectionRequest request, List<String> why) {
        List<TemplateReference> recovery =
                request.recovery().isEmpty() ? tagged(request.name(), Role.RECOVERY) : request.recovery();
        Optional<TemplateReference> primary = request.primary()
                .or(() -> tagged(request.name(), Role.PRIMARY).stream().findFirst());
        if (recovery.isEmpty()) {
            why.add("[recovery-template-needed] no launch template carries the tags of a recovery template of "
                    + request.name() + ": make one (outpost-recovery templates create), or name it with"
                    + " --recovery-template");
        }
        if (primary.isEmpty()) {
            why.add("[primary-template-needed] no launch template carries the tags of the primary template of "
                    + request.name() + ": make one (outpost-recovery templates create), or name it with"
                    + " --primary-template");
        }
        List<TemplateReference> all = new ArrayList<>(recovery);
        primary.ifPresent(all::add);
        List<LaunchTarget> targets = new ArrayList<>();
        Set<OutpostArn> servers = new HashSet<>();
        for (TemplateReference reference : all) {
            target(reference, why).ifPresent(target -> {
                if (servers.add(target.server())) {
                    targets.add(target);
                } else {
                    why.add("[same-server] two of the templates launch on " + target.server()
                            + ": name one for each server");
                }
            });
        }
        return targets;
    }

    private List<TemplateReference> tagged(InstanceName instance, Role role) {
        record Tagged(Template template, TemplateTags tags) {}
        return cloud.templates().tagged(LaunchTags.INSTANCE, instance.value()).stream()
                .flatMap(template -> TemplateTags.of(template).map(tags -> new Tagged(template, tags)).stream())
                .filter(one -> one.tags().isOf(cloud.place().stack(), instance)
                        && one.tags().role() == role)
                .sorted(Comparator.comparingInt(one -> one.tags().order()))
                .map(one -> new TemplateReference(one.template().id(), OptionalInt.empty()))
                .toList();
    }

    private Optional<LaunchTarget> target(TemplateReference reference, List<String> why) {
        Optional<Template> template = cloud.templates().find(reference.id());
        if (template.isEmpty()) {
            why.add("[template-not-found] there is no launch template " + reference.id());
            return Optional.empty();
        }
        Optional<PinnedVersion> pinned = reference.version().isPresent()
                ? cloud.templates()
                        .version(reference.id(), reference.version().getAsInt())
                        .map(found -> new PinnedVersion(reference.version().getAsInt(), found))
                : PinnedVersion.newest(cloud.templates(), template.get()).marked();
        if (pinned.isEmpty()) {
            why.add("[template-version-not-found] launch template " + reference.id()
                    + (reference.version().isPresent()
                            ? " has no version " + reference.version().getAsInt()
                            : " has no version whose user data carries a marker for the initiator's name"));
            return Optional.empty();
        }
        if (!pinned.get().isMarked()) {
            why.add("[marker-missing] version " + pinned.get().number() + " of " + reference.id()
                    + " carries no marker for the initiator's name: its machine would log in under a dead one's");
            return Optional.empty();
        }
        return placed(reference, pinned.get(), why);
    }

    private Optional<LaunchTarget> placed(TemplateReference reference, PinnedVersion pinned, List<String> why) {
        Optional<SubnetId> subnet = subnetOf(pinned.specification());
        if (subnet.isEmpty()) {
            why.add("[template-subnet-missing] version " + pinned.number() + " of " + reference.id()
                    + " names no subnet for the interface at device index 0");
            return Optional.empty();
        }
        return switch (cloud.directory().subnet(subnet.get())) {
            case SubnetLookup.OnOutpost(var found) ->
                Optional.of(new LaunchTarget(found.outpost(), found.id(), reference.id(), pinned.number()));
            case SubnetLookup.InRegion region -> {
                why.add("[subnet-not-on-outpost] " + reference.id() + " launches in " + subnet.get()
                        + ", which lies in the Region");
                yield Optional.empty();
            }
            case SubnetLookup.NotFound missing -> {
                why.add("[subnet-not-found] " + reference.id() + " launches in " + subnet.get()
                        + ", which is not there");
                yield Optional.empty();
            }
        };
    }

    private static Optional<SubnetId> subnetOf(MachineSpecification specification) {
        return specification.interfaces().stream()
                .filter(one -> one.deviceIndex() == 0)
                .findFirst()
                .flatMap(InterfaceSpecification::subnet);
    }
}
