package io.github.outpostrecovery.functions;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.Completing;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.Deployment;
import java.time.Instant;
import java.util.Optional;

/** "Move traffic", "Re-arm alarm" and everything that is recorded: the end of every execution. */
public final class CompleteRecovery extends StepHandler<CompleteRecovery.Input> {
    private final Completing completing;
    private final Recorder recorder;

    public CompleteRecovery() {
        this(Deployment.services());
    }

    public CompleteRecovery(Services services) {
        super(Input.class, Rehearsals.of(RehearsedStep.COMPLETION, services));
        this.completing = new Completing(services);
        this.recorder = new Recorder(services);
    }

    /** What the state machine hands in; a record needs the whole document, since an execution may end anywhere. */
    public record Input(
            ExecutionArn execution,
            CompletionTask action,
            Optional<IncidentId> incident,
            Optional<Generation> generation,
            Optional<Instant> since,
            Optional<JsonNode> document) {
        private IncidentId ours() {
            return given(incident, "incident");
        }

        private Generation current() {
            return given(generation, "generation");
        }
    }

    @Override
    protected Object step(Input input) {
        return switch (input.action()) {
            case MOVE_TRAFFIC ->
                completing.moveTraffic(input.execution(), input.ours(), input.current(), input.since());
            case REARM_ALARM -> completing.rearm(input.execution(), input.ours(), input.current(), input.since());
            case RECORD -> recorder.end(input.execution(), given(input.document(), "document"));
            case RECORD_READINESS -> recorder.readiness(input.execution(), given(input.document(), "document"));
        };
    }
}
