package io.github.outpostrecovery.cli.templates;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.templates.TemplatePlan.PlannedTemplate;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Makes what a plan says. A run that broke off is repeated with a plan made anew. */
public final class TemplateMaker {
    private final LaunchTemplates templates;

    public TemplateMaker(LaunchTemplates templates) {
        this.templates = requireNonNull(templates, "templates is null");
    }

    /**
     * What was made, or was there.
     *
     * @param target what the engine launches: this template, pinned
     * @param change what was done about it
     */
    public record Made(String name, TemplateTags tags, LaunchTarget target, Change change) {}

    /** What was done about a template. */
    public enum Change {
        CREATED,
        VERSION_ADDED,
        UNCHANGED
    }

    /**
     * Makes them one after the other.
     *
     * @param done told of each as soon as it is there
     */
    public List<Made> make(TemplatePlan.Ready plan, Consumer<Made> done) {
        List<Made> made = new ArrayList<>();
        for (PlannedTemplate planned : plan.templates()) {
            Made one = make(planned);
            made.add(one);
            done.accept(one);
        }
        return made;
    }

    private Made make(PlannedTemplate planned) {
        List<MachineSpecification> missing = new ArrayList<>(planned.missing());
        Change change = missing.isEmpty() ? Change.UNCHANGED : Change.VERSION_ADDED;
        Template template;
        int newest = 1;
        if (planned.existing().isPresent()) {
            template = planned.existing().get();
        } else {
            template = templates.create(
                    planned.name(), missing.removeFirst(), planned.tags().toMap());
            change = Change.CREATED;
        }
        for (MachineSpecification specification : missing) {
            newest = templates.addVersion(template.id(), specification);
        }
        int version = planned.current().orElse(newest);
        return new Made(
                template.name(),
                planned.tags(),
                new LaunchTarget(planned.tags().server(), planned.subnet(), template.id(), version),
                change);
    }
}
