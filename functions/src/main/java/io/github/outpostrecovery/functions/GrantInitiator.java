package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.Granting;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.Deployment;

/** "Grant new initiator": lets the next generation in, once. */
public final class GrantInitiator extends StepHandler<GrantInitiator.Input> {
    private final Granting granting;

    public GrantInitiator() {
        this(Deployment.services());
    }

    public GrantInitiator(Services services) {
        super(Input.class, Rehearsals.of(RehearsedStep.GRANT, services));
        this.granting = new Granting(services);
    }

    /** What the state machine hands in. */
    public record Input(ExecutionArn execution, IncidentId incident, Generation generation) {}

    @Override
    protected Object step(Input input) {
        return granting.grant(input.execution(), input.incident(), input.generation());
    }
}
