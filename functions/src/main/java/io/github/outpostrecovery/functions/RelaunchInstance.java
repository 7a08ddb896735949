package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.CheckingTargets;
import io.github.outpostrecovery.core.recovery.Launching;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.recovery.StoppingGuest;
import io.github.outpostrecovery.core.recovery.VerifyProgress;
import io.github.outpostrecovery.functions.aws.Deployment;
import java.time.Instant;
import java.util.Optional;

/**
 * "Check launch targets" and "Relaunch from recovery template", and for a planned move "Ask the guest to stop" and "Start the
 * guest again": all that the role which launches and ends machines is needed for.
 */
public final class RelaunchInstance extends StepHandler<RelaunchInstance.Input> {
    private final CheckingTargets checking;
    private final Launching launching;
    private final StoppingGuest stopping;

    public RelaunchInstance() {
        this(Deployment.services());
    }

    public RelaunchInstance(Services services) {
        super(Input.class, Rehearsals.of(RehearsedStep.LAUNCH, services));
        this.checking = new CheckingTargets(services);
        this.launching = new Launching(services);
        this.stopping = new StoppingGuest(services);
    }

    /** Which of its tasks the function is to do. */
    public enum Action {
        CHECK_TARGETS,
        STOP_GUEST,
        START_GUEST,
        LAUNCH
    }

    /** What the state machine hands in; there is no generation before the plan is stored, and no progress after it. */
    public record Input(
            ExecutionArn execution,
            Action action,
            IncidentId incident,
            Optional<Generation> generation,
            Optional<Instant> since,
            Optional<VerifyProgress> progress) {}

    @Override
    protected Object step(Input input) {
        return switch (input.action()) {
            case CHECK_TARGETS ->
                checking.check(
                        input.execution(), input.incident(), input.progress().orElse(VerifyProgress.NONE));
            case STOP_GUEST -> stopping.stop(input.execution(), input.incident(), input.since());
            case START_GUEST -> stopping.startAgain(input.execution(), input.incident(), input.since());
            case LAUNCH ->
                launching.launch(
                        input.execution(), input.incident(), given(input.generation(), "generation"), input.since());
        };
    }
}
