package io.github.outpostrecovery.functions.aws.executions;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import io.github.outpostrecovery.functions.trigger.ExecutionInput;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.IncludedData;

/** Executions of a Standard state machine, started by its alias. */
public final class StepFunctionsExecutions implements Executions {
    private static final Logger LOG = LoggerFactory.getLogger(StepFunctionsExecutions.class);

    private final Supplier<SfnClient> client;
    private final String alias;

    /**
     * Makes the executions of one state machine.
     *
     * @param alias the ARN of the state machine's alias
     */
    public StepFunctionsExecutions(Supplier<SfnClient> client, String alias) {
        this.client = requireNonNull(client, "client is null");
        this.alias = requireNonNull(alias, "alias is null");
    }

    /**
     * {@inheritDoc}
     *
     * <p>An execution that does not exist is one that has ended: Step Functions forgets it 90 days after its end, and an
     * owner on the books did exist, since its own first step wrote it there.
     */
    @Override
    public Life lifeOf(ExecutionArn execution) {
        try {
            // Input and output are not wanted: with them the call would need the key that they are encrypted with.
            ExecutionStatus status = client.get()
                    .describeExecution(
                            request -> request.executionArn(execution.value()).includedData(IncludedData.METADATA_ONLY))
                    .status();
            return switch (status) {
                case RUNNING, PENDING_REDRIVE -> Life.RUNNING;
                case SUCCEEDED, FAILED, TIMED_OUT, ABORTED -> Life.TERMINAL;
                case UNKNOWN_TO_SDK_VERSION -> Life.UNKNOWN;
            };
        } catch (ExecutionDoesNotExistException forgotten) {
            return Life.TERMINAL;
        } catch (SdkException failed) {
            LOG.warn(
                    "DescribeExecution of {} failed: {}",
                    execution,
                    AwsFailure.of(failed).line());
            return Life.UNKNOWN;
        }
    }

    @Override
    public Start start(ExecutionName name, ExecutionRequest request) {
        try {
            String input = ExecutionInput.of(request).toString();
            return new Start.Started(new ExecutionArn(client.get()
                    .startExecution(start ->
                            start.stateMachineArn(alias).name(name.value()).input(input))
                    .executionArn()));
        } catch (ExecutionAlreadyExistsException taken) {
            return new Start.StartedBefore();
        } catch (SdkException failed) {
            return new Start.NotStarted(
                    "StartExecution failed: " + AwsFailure.of(failed).line());
        }
    }
}
