package io.github.outpostrecovery.core.plan;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.order.InOrder;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Made after the verdict, stored before the first fence, and never changed. Whoever takes an incident over works from it,
 * whatever the configuration says by then.
 *
 * @param verdict what it was made for
 * @param targets the launch targets that passed every check, in the order in which to try
 */
public record RecoveryPlan(
        Instant madeAt,
        Verdict verdict,
        List<ArrayPlan> arrays,
        List<LaunchTarget> targets,
        AlarmName alarm,
        Policy policy) {
    public RecoveryPlan {
        arrays = List.copyOf(arrays);
        targets = List.copyOf(targets);
        if (arrays.isEmpty() || targets.isEmpty()) {
            throw new IllegalArgumentException("a plan needs an array and a launch target");
        }
    }

    /** Every volume of the plan, with its array. */
    public Set<PlannedVolume> volumes() {
        return arrays.stream()
                .flatMap(array -> array.volumes().stream()
                        .map(volume -> new PlannedVolume(array.connection().name(), volume)))
                .collect(InOrder.toSet());
    }

    /** A volume, named by the array that it lies on. */
    public record PlannedVolume(ArrayName array, VolumeName volume) {}
}
