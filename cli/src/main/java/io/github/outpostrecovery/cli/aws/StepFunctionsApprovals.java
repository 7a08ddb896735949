package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** Answers by an execution of the approving state machine, {@code statemachine/approval.asl.json}. */
final class StepFunctionsApprovals implements Approvals {
    /** How that machine ends where it takes no answer. */
    private static final Set<String> NOT_TAKEN =
            Set.of("IncompleteAnswer", "NothingAsked", "OtherEvidence", "NoDecision", "NotAnswered");

    private static final Duration BETWEEN = Duration.ofSeconds(1);

    /** Its retries end within two minutes. */
    private static final int LOOKS = 180;

    private final Supplier<SfnClient> client;
    private final String machine;
    private final Pause pause;

    StepFunctionsApprovals(Supplier<SfnClient> client, String machine, Pause pause) {
        this.client = requireNonNull(client, "client is null");
        this.machine = requireNonNull(machine, "machine is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    @Override
    public Answered answer(IncidentId incident, Decision decision, String evidence, String reason) {
        String input = JsonNodeFactory.instance
                .objectNode()
                .put("incident", incident.toString())
                .put(
                        "decision",
                        switch (decision) {
                            case APPROVE -> "approve";
                            case REJECT -> "reject";
                        })
                .put("evidence", evidence)
                .put("reason", reason)
                .toString();
        // With a name, so that the SDK's repetition of the request starts nothing more.
        String name = UUID.randomUUID().toString();
        String execution = Asking.of(
                "states:StartExecution",
                machine,
                () -> client.get()
                        .startExecution(request ->
                                request.stateMachineArn(machine).name(name).input(input))
                        .executionArn());
        for (int look = 0; look < LOOKS; look++) {
            // One that has just been started may not be found yet.
            Optional<DescribeExecutionResponse> now = Asking.unless(
                    Set.of("ExecutionDoesNotExist"),
                    "states:DescribeExecution",
                    execution,
                    () -> Optional.of(client.get().describeExecution(request -> request.executionArn(execution))));
            Optional<Answered> answered = now.flatMap(found -> read(found, execution));
            if (answered.isPresent()) {
                return answered.get();
            }
            Waiting.pause(pause, BETWEEN, "the answer for " + incident);
        }
        throw new CloudTroubleException(
                Waiting.GIVEN_UP, "the answer for " + incident + " is still on its way: look at " + execution, null);
    }

    /** Empty while it runs. */
    private static Optional<Answered> read(DescribeExecutionResponse found, String execution) {
        return switch (found.status()) {
            case RUNNING, PENDING_REDRIVE -> Optional.empty();
            case SUCCEEDED -> Optional.of(new Answered.Taken());
            case FAILED -> Optional.of(notTaken(found, execution));
            case TIMED_OUT, ABORTED, UNKNOWN_TO_SDK_VERSION ->
                throw new CloudTroubleException(
                        Objects.requireNonNullElse(found.statusAsString(), Asking.ODD_ANSWER),
                        execution + " ended as " + found.statusAsString()
                                + ": whether the answer was taken is not known. Look at the incident, and answer again"
                                + " if it still waits.",
                        null);
        };
    }

    private static Answered notTaken(DescribeExecutionResponse found, String execution) {
        String error = Objects.requireNonNullElse(found.error(), "");
        if (NOT_TAKEN.contains(error)) {
            return new Answered.NotTaken(cause(found.cause(), error));
        }
        throw new CloudTroubleException(
                error.isEmpty() ? Asking.ODD_ANSWER : error,
                execution + " failed: " + cause(found.cause(), error)
                        + " Look at the incident, and answer again if it still waits.",
                null);
    }

    private static String cause(@Nullable String cause, String error) {
        return cause == null || cause.isBlank() ? error : cause;
    }
}
