package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Optional;

/**
 * What has to be made, or why nothing can be. Making a plan changes nothing.
 */
public sealed interface TemplatePlan {
    /**
     * The templates, the primary one first.
     *
     * @param notices what a person should know, a line each
     */
    record Ready(InstanceName instance, List<PlannedTemplate> templates, List<String> notices) implements TemplatePlan {
        public Ready {
            templates = List.copyOf(templates);
            notices = List.copyOf(notices);
        }
    }

    /** There is no such machine. */
    record NotFound(String why) implements TemplatePlan {}

    /** It cannot be, for all these reasons. */
    record Refused(List<String> why) implements TemplatePlan {
        public Refused {
            why = List.copyOf(why);
        }
    }

    /**
     * One template.
     *
     * @param existing what is there already
     * @param current the version that the engine launches, if it is there already
     * @param missing the versions that have to be made, in this order; without a current one the last is for the engine. None
     *     if nothing has changed
     */
    record PlannedTemplate(
            String name,
            TemplateTags tags,
            SubnetId subnet,
            Optional<Template> existing,
            Optional<Integer> current,
            List<MachineSpecification> missing) {
        public PlannedTemplate {
            missing = List.copyOf(missing);
        }

        /** What a person reads before saying yes. */
        public String line() {
            String where = name + " for " + tags.server() + ", " + subnet;
            if (existing.isEmpty()) {
                return "make launch template " + where + ", with " + missing.size()
                        + (missing.size() == 1 ? " version" : " versions");
            }
            return missing.isEmpty()
                    ? "nothing has changed for launch template " + where
                    : "add " + missing.size() + (missing.size() == 1 ? " version" : " versions")
                            + " to launch template " + where;
        }
    }
}
