package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.recovery.Launching;
import io.github.outpostrecovery.core.recovery.Services;
import java.time.Instant;
import java.util.Optional;

/** "Relaunch from recovery template": launches the granted generation. */
public final class RelaunchInstance extends StepHandler<RelaunchInstance.Input> {
    private final Launching launching;

    public RelaunchInstance(Services services) {
        super(Input.class);
        this.launching = new Launching(services);
    }

    /** What the state machine hands in. */
    public record Input(ExecutionArn execution, IncidentId incident, Generation generation, Optional<Instant> since) {}

    @Override
    protected Object step(Input input) {
        return launching.launch(input.execution(), input.incident(), input.generation(), input.since());
    }
}
