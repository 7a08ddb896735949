package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.array.ArrayCommand;
import io.github.outpostrecovery.cli.array.ArrayTroubleException;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.lab.drill.UnknownIncidentException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code outpost-recovery}: what an operator does. stdout is data, stderr is progress. */
@Command(
        name = "outpost-recovery",
        mixinStandardHelpOptions = true,
        version = "outpost-recovery 0.1.0",
        description =
                "Brings EC2 instances of a failed AWS Outposts server back on another one, from the same volumes.",
        subcommands = {
            DrillCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            ResumeCommand.class,
            LabCommand.class,
            ArrayCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 recovered (or nothing to do), 1 failed, 2 usage, 3 not found, 4 stood down, refused,",
            "rejected or expired, 5 waiting for approval, 6 a human must act, 130 interrupted."
        })
public final class OutpostRecovery implements Runnable {
    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                java.util.Objects.requireNonNull(spec, "picocli sets it").commandLine(), "Which command? See --help.");
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new OutpostRecovery())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    switch (failure) {
                        case UnknownIncidentException unknown -> {
                            err.println("outpost-recovery: " + unknown.getMessage());
                            return ExitCode.NOT_FOUND.code();
                        }
                        case NotFoundException unknown -> {
                            err.println("outpost-recovery: " + unknown.getMessage());
                            return ExitCode.NOT_FOUND.code();
                        }
                        case ArrayTroubleException trouble -> {
                            err.println("outpost-recovery: " + trouble.getMessage());
                            return (trouble.failure().kind() == ArrayFailure.Kind.NOT_FOUND
                                            ? ExitCode.NOT_FOUND
                                            : ExitCode.FAILED)
                                    .code();
                        }
                        case IllegalArgumentException malformed -> {
                            err.println("outpost-recovery: " + malformed.getMessage());
                            return ExitCode.USAGE.code();
                        }
                        case Exception other -> {
                            err.println("outpost-recovery: " + other.getMessage());
                            if (System.getenv("OUTPOST_RECOVERY_DEBUG") != null) {
                                other.printStackTrace(err);
                            }
                            return ExitCode.FAILED.code();
                        }
                    }
                });
    }
}
