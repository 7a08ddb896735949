package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.functions.trigger.ExecutionInput;
import io.github.outpostrecovery.lab.asl.StepFunctions;
import io.github.outpostrecovery.lab.asl.StepFunctionsException;

/** Executions of the site's own Step Functions. */
final class SimulatedExecutions implements Executions {
    private final StepFunctions stepFunctions;

    SimulatedExecutions(StepFunctions stepFunctions) {
        this.stepFunctions = requireNonNull(stepFunctions, "stepFunctions is null");
    }

    @Override
    public Life lifeOf(ExecutionArn execution) {
        try {
            return stepFunctions
                            .describe(new io.github.outpostrecovery.lab.asl.ExecutionArn(execution.value()))
                            .status()
                            .isTerminal()
                    ? Life.TERMINAL
                    : Life.RUNNING;
        } catch (StepFunctionsException unknown) {
            return Life.UNKNOWN;
        }
    }

    @Override
    public Start start(ExecutionName name, ExecutionRequest request) {
        try {
            return new Start.Started(new ExecutionArn(stepFunctions
                    .start(Furniture.RECOVERY_MACHINE, name.value(), ExecutionInput.of(request))
                    .value()));
        } catch (StepFunctionsException refused) {
            return refused.code() == StepFunctionsException.Code.EXECUTION_ALREADY_EXISTS
                    ? new Start.StartedBefore()
                    : new Start.NotStarted(String.valueOf(refused.getMessage()));
        }
    }
}
