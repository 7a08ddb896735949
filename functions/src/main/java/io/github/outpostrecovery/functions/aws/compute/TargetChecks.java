package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All questions to a launch target, in turn. Every trouble is told, so that a person mends them in one go. The first
 * question that goes unanswered is the last: the rest would most likely wait for the same service.
 */
final class TargetChecks {
    private final LaunchTemplates templates;
    private final List<TargetCheck> checks;

    TargetChecks(LaunchTemplates templates, List<TargetCheck> checks) {
        this.templates = requireNonNull(templates, "templates is null");
        this.checks = List.copyOf(checks);
    }

    /** Without the template there is nothing to ask about. */
    Preflight check(LaunchTarget target) {
        return TargetCheck.judge(templates.pinned(target), template -> check(target, template));
    }

    private Preflight check(LaunchTarget target, PinnedTemplate template) {
        List<String> troubles = new ArrayList<>();
        Optional<Compute.Room> counted = Optional.empty();
        for (TargetCheck check : checks) {
            switch (check.check(target, template)) {
                case Preflight.Ready(Optional<Compute.Room> room) -> counted = counted.or(() -> room);
                case Preflight.NotReady(String why) -> troubles.add(why);
                case Preflight.Unanswered(String why) -> {
                    return troubles.isEmpty() ? new Preflight.Unanswered(why) : notReady(troubles);
                }
            }
        }
        return troubles.isEmpty() ? new Preflight.Ready(counted) : notReady(troubles);
    }

    private static Preflight notReady(List<String> troubles) {
        return new Preflight.NotReady(String.join("; ", troubles));
    }
}
