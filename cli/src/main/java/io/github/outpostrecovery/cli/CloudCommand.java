package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.terminal.AnswerOutput;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that works on an account and Region, be it one of AWS or the simulated one. */
abstract class CloudCommand implements Callable<Integer> {
    @Mixin
    private CloudOptions options = new CloudOptions();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    /** Checks what was given, before anything is opened. */
    void check() {}

    /** Does the work. */
    abstract ExitCode work(Cloud cloud) throws InterruptedException;

    @Override
    public final Integer call() throws Exception {
        check();
        return options.on(command(), cloud -> {
                    try {
                        return work(cloud);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                        return ExitCode.INTERRUPTED;
                    }
                })
                .code();
    }

    final CommandLine command() {
        return requireNonNull(spec, "picocli sets it").commandLine();
    }

    /** A line of progress, on stderr. */
    final void progress(String line) {
        command().getErr().println(line);
        command().getErr().flush();
    }

    final void show(JsonNode json, List<String> header, List<List<String>> rows) {
        output.show(command().getOut(), json, header, rows);
    }

    /** Shows why nothing was done. */
    final ExitCode refuse(List<String> reasons) {
        show(Reasons.refused(reasons), List.of("outcome", "reason"), Reasons.rows(reasons));
        return ExitCode.NOTHING_DONE;
    }
}
