package io.github.outpostrecovery.functions.aws.executions;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import io.github.outpostrecovery.functions.trigger.ExecutionInput;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.util.Optional;
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

    /** How often an execution has to be unknown to Step Functions before it counts as forgotten. */
    private static final int ASKED = 4;

    private static final Duration BETWEEN = Duration.ofMillis(2_500);

    private final Supplier<SfnClient> client;
    private final String alias;
    private final Pause pause;

    /**
     * Makes the executions of one state machine.
     *
     * @param alias the ARN of the state machine's alias
     * @param pause lets time pass between two questions about the same execution
     */
    public StepFunctionsExecutions(Supplier<SfnClient> client, String alias, Pause pause) {
        this.client = requireNonNull(client, "client is null");
        this.alias = requireNonNull(alias, "alias is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /**
     * {@inheritDoc}
     *
     * <p>An execution that does not exist is one that has ended: Step Functions forgets it 90 days after its end, and an
     * owner on the books did exist, since its own first step wrote it there. But DescribeExecution is eventually consistent
     * (Step Functions API reference), so one that has just begun may not be found yet, and must not be replaced: it is asked
     * for again, for 7.5 s in all, and only one that is never found counts as ended.
     */
    @Override
    public Life lifeOf(ExecutionArn execution) {
        try {
            for (int asked = 1; ; asked++) {
                Optional<Life> told = ask(execution);
                if (told.isPresent() || asked == ASKED) {
                    return told.orElse(Life.TERMINAL);
                }
                pause.pause(BETWEEN);
            }
        } catch (SdkException failed) {
            LOG.warn(
                    "DescribeExecution of {} failed: {}",
                    execution,
                    AwsFailure.of(failed).line());
            return Life.UNKNOWN;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Life.UNKNOWN;
        }
    }

    /** Empty if Step Functions does not find it. */
    private Optional<Life> ask(ExecutionArn execution) {
        try {
            // Input and output are not wanted: with them the call would need the key that they are encrypted with.
            ExecutionStatus status = client.get()
                    .describeExecution(
                            request -> request.executionArn(execution.value()).includedData(IncludedData.METADATA_ONLY))
                    .status();
            return Optional.of(
                    switch (status) {
                        case RUNNING, PENDING_REDRIVE -> Life.RUNNING;
                        case SUCCEEDED, FAILED, TIMED_OUT, ABORTED -> Life.TERMINAL;
                        case UNKNOWN_TO_SDK_VERSION -> Life.UNKNOWN;
                    });
        } catch (ExecutionDoesNotExistException notFound) {
            return Optional.empty();
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
