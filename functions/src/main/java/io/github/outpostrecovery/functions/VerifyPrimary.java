package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.core.recovery.TargetCheck;
import io.github.outpostrecovery.core.recovery.VerifyProgress;
import io.github.outpostrecovery.core.recovery.Verifying;
import io.github.outpostrecovery.functions.aws.Deployment;
import java.util.List;
import java.util.Optional;

/** "Verify primary": one look on every plane; with the last one, the decision and the plan. */
public final class VerifyPrimary extends StepHandler<VerifyPrimary.Input> {
    private final Verifying verifying;

    public VerifyPrimary() {
        this(Deployment.services());
    }

    public VerifyPrimary(Services services) {
        super(Input.class, Rehearsals.of(RehearsedStep.VERIFICATION, services));
        this.verifying = new Verifying(services);
    }

    /** What the state machine hands in. */
    public record Input(
            ExecutionArn execution,
            IncidentId incident,
            VerifyProgress progress,
            List<TargetCheck> targets,
            Optional<String> approved) {}

    @Override
    protected Object step(Input input) {
        return verifying.verify(
                input.execution(), input.incident(), input.progress(), input.targets(), input.approved());
    }
}
