package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks EC2 about every configured launch target, before the primary is verified. It is a step of its own since only the
 * role that launches may ask whether it could: verifying gets the answers handed in, and launches nothing. While EC2 answers,
 * the first of the two looks at the primary is taken, which decides nothing: verifying takes the second one, and decides.
 */
public final class CheckingTargets {
    private final Services services;
    private final Observing observing;
    private final Admitting admitting;

    public CheckingTargets(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.observing = new Observing(services);
        this.admitting = new Admitting(services);
    }

    /**
     * Asks once. Changes nothing but what the storm guard knows of those who are being looked at, and may be repeated.
     *
     * @param progress how far verifying has come: if it has looked already, it is left to look again
     */
    public TargetsOutcome check(ExecutionArn who, IncidentId id, VerifyProgress progress) {
        return switch (Ownership.of(services.table(), id, who)) {
            case Ownership.Superseded(String why) -> new TargetsOutcome.Superseded(why);
            case Ownership.Owner(Incident incident) ->
                switch (services.configurations().find(id.instance())) {
                    case Configurations.Lookup.Found(var configured) ->
                        mayLook(incident, configured, progress)
                                ? services.fanOut()
                                        .both(
                                                () -> all(configured.targets()),
                                                () -> observing.look(incident.victim(), configured),
                                                (targets, seen) ->
                                                        looked(incident, configured, progress, targets, seen))
                                : new TargetsOutcome.TargetsChecked(all(configured.targets()));
                    // Verifying reads the configuration as well, and refuses by what it finds.
                    case Configurations.Lookup.NotProtected() -> new TargetsOutcome.TargetsChecked(List.of());
                    case Configurations.Lookup.Unreadable(String why) -> new TargetsOutcome.TargetsChecked(List.of());
                };
        };
    }

    /**
     * Whether this is where the first look belongs. A planned move is verified in its own way, a stored plan is proceeded with,
     * and who cannot be looked for is refused by verifying.
     */
    private static boolean mayLook(Incident incident, ProtectedInstance configured, VerifyProgress progress) {
        return progress.last().isEmpty()
                && incident.plan().isEmpty()
                && incident.move().isEmpty()
                && Observing.unnamed(incident.victim(), configured).isEmpty();
    }

    private TargetsOutcome looked(
            Incident incident,
            ProtectedInstance configured,
            VerifyProgress progress,
            List<TargetCheck> targets,
            Observing.Observation seen) {
        if (seen.newerGeneration().isPresent()) {
            // Verifying refuses by it at once: there is nothing to wait for.
            return new TargetsOutcome.TargetsChecked(targets);
        }
        admitting.seen(incident, configured, seen.look());
        return new TargetsOutcome.LookedOnce(
                targets, progress.after(seen.look()), Math.toIntExact(seen.gap().toSeconds()));
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
