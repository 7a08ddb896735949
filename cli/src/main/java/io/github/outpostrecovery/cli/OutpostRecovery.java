package io.github.outpostrecovery.cli;

import io.github.outpostrecovery.cli.array.ArrayCommand;
import io.github.outpostrecovery.cli.array.ArrayTroubleException;
import io.github.outpostrecovery.cli.array.Surroundings;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.lab.drill.UnknownIncidentException;
import io.github.outpostrecovery.lab.drill.UnknownInstanceException;
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
            StatusCommand.class,
            HistoryCommand.class,
            ExplainCommand.class,
            DrillCommand.class,
            SimulateCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            ResumeCommand.class,
            MoveCommand.class,
            FailbackCommand.class,
            ReadinessCommand.class,
            MaintenanceCommand.class,
            SwitchCommand.class,
            TemplatesCommand.class,
            ProtectCommand.class,
            DoctorCommand.class,
            UnprotectCommand.class,
            CleanupCommand.class,
            ReleaseCommand.class,
            LabCommand.class,
            ManualCommand.Page.class,
            ManualCommand.Completion.class
        },
        footer = {
            "",
            "Exit codes: 0 recovered or ready (or nothing to do), 1 failed, 2 usage, 3 not found, 4 stood down,"
                    + " refused,",
            "rejected, expired or not ready, 5 waiting for approval, 6 a human must act, 130 interrupted."
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

    /** The whole command, for this process. */
    public static CommandLine commandLine() {
        return commandLine(Surroundings.real());
    }

    /** The whole command; what speaks to an array goes by the clock and the keyboard that are given. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new OutpostRecovery())
                .addSubcommand("launch", LaunchCommand.commandLine(surroundings))
                .addSubcommand(new ArrayCommand(surroundings))
                .addSubcommand(new CommandLine.HelpCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    err.println("outpost-recovery: " + oneLine(failure));
                    if (failure instanceof CloudTroubleException trouble
                            && trouble.code().equals("NoCredentials")) {
                        err.println("To try it without an AWS account: add --local (see docs/walkthrough.md).");
                    }
                    ExitCode code = meaningOf(failure);
                    if (code == ExitCode.FAILED && System.getenv("OUTPOST_RECOVERY_DEBUG") != null) {
                        failure.printStackTrace(err);
                    }
                    err.flush();
                    return code.code();
                });
    }

    private static ExitCode meaningOf(Exception failure) {
        return switch (failure) {
            case UnknownIncidentException unknown -> ExitCode.NOT_FOUND;
            case UnknownInstanceException unknown -> ExitCode.NOT_FOUND;
            case NotFoundException unknown -> ExitCode.NOT_FOUND;
            case ArrayTroubleException trouble -> trouble.exitCode();
            case IllegalArgumentException malformed -> ExitCode.USAGE;
            case InterruptedException interrupted -> ExitCode.INTERRUPTED;
            case InterruptedWaitException interrupted -> ExitCode.INTERRUPTED;
            case Exception other -> ExitCode.FAILED;
        };
    }

    private static String oneLine(Exception failure) {
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
