package io.github.outpostrecovery.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepProgressTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:12:05Z");
    private static final ExecutionArn FIRST = new ExecutionArn("first");
    private static final ExecutionArn SECOND = new ExecutionArn("second");
    private final List<String> heard = new ArrayList<>();
    private final StepProgress progress = new StepProgress(new Recording());

    @Test
    void stateEntered_whenTwoRunAtOnce_showsTheOneThatBeganFirst() {
        enter(FIRST, "Verify primary");
        enter(SECOND, "Open the incident");
        progress.executionEnded(ended(SECOND), NOW);
        progress.retryScheduled(FIRST, "Verify primary", "Lambda.Unknown", "", Duration.ofSeconds(1), NOW);
        progress.stateExited(FIRST, "Verify primary", NullNode.getInstance(), NOW);

        assertThat(heard)
                .containsExactly(
                        "entered Verify primary",
                        "noted another execution, run-second, ended SUCCEEDED",
                        "retrying Lambda.Unknown",
                        "left Verify primary");
    }

    @Test
    void executionEnded_whenItWasFollowed_goesOnWithTheNext() {
        enter(FIRST, "Verify primary");
        progress.executionEnded(ended(FIRST), NOW);
        enter(SECOND, "Open the incident");

        assertThat(heard).containsExactly("entered Verify primary", "entered Open the incident");
    }

    private void enter(ExecutionArn execution, String state) {
        progress.stateEntered(execution, state, NullNode.getInstance(), NOW);
    }

    private static ExecutionDescription ended(ExecutionArn arn) {
        return new ExecutionDescription(
                arn,
                "recovery",
                "run-" + arn,
                ExecutionStatus.SUCCEEDED,
                "Recovered",
                NOW,
                Optional.of(NOW),
                NullNode.getInstance(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty());
    }

    private final class Recording implements ProgressListener {
        @Override
        public void stateEntered(String state, Instant at) {
            heard.add("entered " + state);
        }

        @Override
        public void stateLeft(String state, Instant at) {
            heard.add("left " + state);
        }

        @Override
        public void waiting(String state, Optional<Instant> until, Instant at) {
            heard.add("waiting " + state);
        }

        @Override
        public void retrying(String state, String error, Duration delay, Instant at) {
            heard.add("retrying " + error);
        }

        @Override
        public void arrayCalled(Call call) {
            heard.add("called " + call.service());
        }

        @Override
        public void noted(String what, Instant at) {
            heard.add("noted " + what);
        }
    }
}
