package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.Approving;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.Deployment;
import java.util.Map;

/** "Ask for approval": keeps the task token and writes to the operators. */
public final class RequestApproval extends StepHandler<RequestApproval.Input> {
    private final Approving approving;

    public RequestApproval() {
        this(Deployment.services());
    }

    public RequestApproval(Services services) {
        super(Input.class, Rehearsals.of(RehearsedStep.APPROVAL, services));
        this.approving = new Approving(services);
    }

    /** What the state machine hands in. */
    public record Input(
            ExecutionArn execution,
            IncidentId incident,
            Verdict verdict,
            Evidence evidence,
            String hash,
            String taskToken) {}

    @Override
    protected Object step(Input input) {
        approving.ask(
                input.execution(),
                input.incident(),
                input.verdict(),
                input.evidence(),
                input.hash(),
                new TaskToken(input.taskToken()));
        return Map.of("asked", input.hash());
    }
}
