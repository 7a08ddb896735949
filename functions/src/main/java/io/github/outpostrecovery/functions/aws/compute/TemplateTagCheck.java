package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;

/** Whether the template carries the tag of this stack: the engine may launch from no other. */
final class TemplateTagCheck implements TargetCheck {
    private final LaunchTemplates templates;
    private final String stack;

    TemplateTagCheck(LaunchTemplates templates, String stack) {
        this.templates = requireNonNull(templates, "templates is null");
        this.stack = requireNonNull(stack, "stack is null");
    }

    @Override
    public Preflight check(LaunchTarget target, PinnedTemplate template) {
        return TargetCheck.judge(
                templates.tags(template.id()),
                tags -> TargetCheck.readyUnless(
                        !stack.equals(tags.get(MachineTags.STACK)),
                        "launch template " + template.id() + " does not carry the tag " + MachineTags.STACK + "="
                                + stack + ", and the engine may launch from no template without it"));
    }
}
