package io.github.outpostrecovery.cli.terminal;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.StepListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Shows the executions of the lab one at a time: the one that began first, and when it has ended the next one to enter a
 * state. Of the others, which run at the same time and are mostly duplicates, it only tells how they ended.
 */
public final class StepProgress implements StepListener {
    private final ProgressListener progress;
    private final AtomicReference<Optional<ExecutionArn>> followed = new AtomicReference<>(Optional.empty());

    public StepProgress(ProgressListener progress) {
        this.progress = requireNonNull(progress, "progress is null");
    }

    @Override
    public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
        followed.compareAndSet(Optional.empty(), Optional.of(execution));
        if (follows(execution)) {
            progress.stateEntered(state, at);
        }
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        if (follows(execution)) {
            progress.stateLeft(state, at);
        }
    }

    @Override
    public void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
        if (follows(execution)) {
            progress.retrying(state, error + (cause.isEmpty() ? "" : ": " + cause), delay, at);
        }
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        if (follows(execution)) {
            progress.waiting(state, until, at);
        }
    }

    @Override
    public void executionEnded(ExecutionDescription execution, Instant at) {
        if (follows(execution.arn())) {
            followed.set(Optional.empty());
        } else {
            progress.noted("another execution, " + execution.name() + ", ended " + execution.status(), at);
        }
    }

    private boolean follows(ExecutionArn execution) {
        return followed.get().filter(execution::equals).isPresent();
    }
}
