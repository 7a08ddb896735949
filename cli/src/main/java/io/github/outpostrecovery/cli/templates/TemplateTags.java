package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the tags of one of our launch templates tell.
 *
 * @param server the Outpost that it launches on
 * @param order in which it is tried: recovery servers count from 1, the home server comes last
 */
public record TemplateTags(String stack, InstanceName instance, Role role, OutpostArn server, int order) {
    private static final String ROLE = "outpost-recovery:role";
    private static final String SERVER = "outpost-recovery:server";
    private static final String ORDER = "outpost-recovery:order";

    /** What a server is to an instance. */
    public enum Role {
        /** Where it belongs. */
        PRIMARY,
        /** Where it is recovered. */
        RECOVERY
    }

    /** The tags, as they are written. */
    public Map<String, String> toMap() {
        return Map.of(
                LaunchTags.STACK,
                stack,
                LaunchTags.INSTANCE,
                instance.value(),
                ROLE,
                role.name().toLowerCase(Locale.ROOT),
                SERVER,
                server.value(),
                ORDER,
                Integer.toString(order));
    }

    /** What the tags of a template tell; empty if they are not ours, or somebody has changed them. */
    public static Optional<TemplateTags> of(Template template) {
        Map<String, String> tags = template.tags();
        try {
            return Optional.of(new TemplateTags(
                    tags.getOrDefault(LaunchTags.STACK, ""),
                    new InstanceName(tags.getOrDefault(LaunchTags.INSTANCE, "")),
                    Role.valueOf(tags.getOrDefault(ROLE, "").toUpperCase(Locale.ROOT)),
                    new OutpostArn(tags.getOrDefault(SERVER, "")),
                    Integer.parseInt(tags.getOrDefault(ORDER, ""))));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** All templates that were made for an instance, by this engine. */
    public static List<Template> templatesOf(LaunchTemplates templates, String engine, InstanceName name) {
        return templates.tagged(LaunchTags.INSTANCE, name.value()).stream()
                .filter(template ->
                        of(template).filter(tags -> tags.isOf(engine, name)).isPresent())
                .toList();
    }

    /** Whether they are of this instance, by this engine. */
    public boolean isOf(String engine, InstanceName name) {
        return stack.equals(engine) && instance.equals(name);
    }
}
