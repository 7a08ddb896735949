package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.cli.terminal.ProgressTicker;
import io.github.outpostrecovery.cli.terminal.ProgressView;
import io.github.outpostrecovery.cli.terminal.StepProgress;
import io.github.outpostrecovery.cli.terminal.TerminalSettings;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.Destination;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.drill.DrillListener;
import io.github.outpostrecovery.lab.rest.Call;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What a person sees while a drill goes on, on stderr. */
final class DrillProgress implements DrillListener, AutoCloseable {
    private static final Duration REFRESH = Duration.ofMillis(200);

    private final ProgressView view;
    private final StepProgress steps;
    private final ProgressTicker ticker;

    private DrillProgress(ProgressView view) {
        this.view = view;
        this.steps = new StepProgress(view);
        this.ticker = ProgressTicker.start(view::refresh, REFRESH);
    }

    /** On the standard error of a command, which is a terminal if the process's own is one. */
    static DrillProgress to(PrintWriter err, ColourChoice colour) {
        return new DrillProgress(new ProgressView(
                err,
                TerminalSettings.of(Destination.ofStandardError(), System.getenv(), colour),
                InstantSource.system()));
    }

    @Override
    public void noted(String what, Instant at) {
        view.noted(what, at);
    }

    @Override
    public void called(Call call) {
        view.arrayCalled(call);
    }

    @Override
    public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
        steps.stateEntered(execution, state, input, at);
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        steps.stateExited(execution, state, output, at);
    }

    @Override
    public void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
        steps.retryScheduled(execution, state, error, cause, delay, at);
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        steps.waiting(execution, state, until, at);
    }

    @Override
    public void executionEnded(ExecutionDescription execution, Instant at) {
        steps.executionEnded(execution, at);
    }

    @Override
    public void close() {
        ticker.close();
        view.close();
    }
}
