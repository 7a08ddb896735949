package io.github.outpostrecovery.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.recovery.Opening;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.Deployment;
import io.github.outpostrecovery.functions.trigger.TriggerReader;

/** "Open the incident": matches what came in and claims the incident. */
public final class OpenIncident extends StepHandler<OpenIncident.Input> {
    private final Opening opening;

    public OpenIncident() {
        this(Deployment.services());
    }

    public OpenIncident(Services services) {
        super(Input.class);
        this.opening = new Opening(services);
    }

    /** What the state machine hands in. */
    public record Input(ExecutionArn execution, JsonNode input) {}

    @Override
    protected Object step(Input input) {
        TriggerReader.Read read = TriggerReader.read(input.input());
        return opening.open(input.execution(), read.trigger(), read.cause());
    }
}
