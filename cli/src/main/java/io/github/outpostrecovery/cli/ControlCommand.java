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

/** A command that tells the engine what to leave alone. */
abstract class ControlCommand implements Callable<Integer> {
    @Mixin
    private CloudOptions options = new CloudOptions();

    @Mixin
    private AnswerOutput output = new AnswerOutput();

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * What holds now, in both forms.
     *
     * @param header the column heads of the table
     * @param row its one row
     */
    record Answer(JsonNode json, List<String> header, List<String> row) {
        Answer {
            header = List.copyOf(header);
            row = List.copyOf(row);
        }
    }

    /** Checks what was given, before anything is opened. */
    void check() {}

    /** Gives the order. */
    abstract Answer order(Cloud cloud);

    @Override
    public final Integer call() {
        check();
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        Answer answer = options.on(command, this::order);
        output.show(command.getOut(), answer.json(), answer.header(), List.of(answer.row()));
        return ExitCode.DONE.code();
    }

    /** Who gives the order, for the mails and records in which it is named. */
    static String operator() {
        return System.getProperty("user.name", "an operator");
    }

    /** Checks that a reason says something. */
    static void requireReason(String written) {
        if (written.isBlank()) {
            throw new IllegalArgumentException("--reason says why; whoever finds it at three in the morning needs it");
        }
    }
}
