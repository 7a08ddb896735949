package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks EC2 about every configured launch target, before the primary is verified. It is a step of its own since only the
 * role that launches may ask whether it could: verifying gets the answers handed in, and launches nothing.
 */
public final class CheckingTargets {
    private final Services services;

    public CheckingTargets(Services services) {
        this.services = requireNonNull(services, "services is null");
    }

    /** Asks once. Changes nothing, and may be repeated. */
    public TargetsOutcome check(ExecutionArn who, IncidentId id) {
        return switch (Ownership.of(services.table(), id, who)) {
            case Ownership.Superseded(String why) -> new TargetsOutcome.Superseded(why);
            case Ownership.Owner owner ->
                switch (services.configurations().find(id.instance())) {
                    case Configurations.Lookup.Found(var configured) ->
                        new TargetsOutcome.TargetsChecked(all(configured.targets()));
                    // Verifying reads the configuration as well, and refuses by what it finds.
                    case Configurations.Lookup.NotProtected() -> new TargetsOutcome.TargetsChecked(List.of());
                    case Configurations.Lookup.Unreadable(String why) -> new TargetsOutcome.TargetsChecked(List.of());
                };
        };
    }

    private List<TargetCheck> all(List<LaunchTarget> targets) {
        return services.fanOut()
                .all(targets.stream()
                        .map(target -> (Supplier<TargetCheck>) () -> check(target))
                        .toList());
    }

    /** Dated by when it was asked: what was launched since may be missing in the answer. */
    private TargetCheck check(LaunchTarget target) {
        Instant asked = services.clock().instant();
        return new TargetCheck(target, services.compute().check(target), Optional.of(asked));
    }
}
