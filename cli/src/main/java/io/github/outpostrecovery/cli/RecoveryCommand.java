package io.github.outpostrecovery.cli;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.follow.Followed;
import io.github.outpostrecovery.cli.follow.Following;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command that has an execution do something, and waits for its end. On the simulated site it shows what a drill shows;
 * on an account, the record.
 */
@Command
abstract class RecoveryCommand implements Callable<Integer> {
    @Mixin
    private CloudOptions options = new CloudOptions();

    @Mixin
    private ResultOutput output = new ResultOutput();

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            defaultValue = "PT1H",
            description =
                    "how long to wait for the end on an account (default: ${DEFAULT-VALUE}); it goes on without us")
    private Duration patience = Duration.ofHours(1);

    @Spec
    private @Nullable CommandSpec spec;

    /**
     * What was set going.
     *
     * @param since when
     */
    record Going(ExecutionArn execution, InstanceName instance, Instant since) {}

    /** Checks what was given, before anything is opened. */
    abstract void check();

    /** Does it on the simulated site. */
    abstract DrillResult onSite(Drill drill);

    /** Sets it going on an account. Fails with {@link NotFoundException} if what was named is not there. */
    abstract Going onAccount(Cloud cloud);

    @Override
    public final Integer call() {
        check();
        CommandLine command = requireNonNull(spec, "picocli sets it").commandLine();
        if (options.isLocal()) {
            return options.site().reopen(output, command, this::onSite);
        }
        return options.on(command, cloud -> follow(command, cloud));
    }

    /** Starts an execution for a person. */
    static Going start(Cloud cloud, String verb, InstanceName instance, ExecutionRequest request) {
        Instant now = cloud.clock().instant();
        ExecutionName name = new ExecutionName(
                verb + "-" + instance + "-" + UUID.randomUUID().toString().substring(0, 8));
        return switch (cloud.engine().executions().start(name, request)) {
            case Executions.Start.Started(ExecutionArn execution) -> new Going(execution, instance, now);
            case Executions.Start.StartedBefore() ->
                throw new IllegalStateException("an execution " + name + " was there before: try again");
            case Executions.Start.NotStarted(String why) ->
                throw new IllegalStateException(
                        why + "; it may be running or not: see outpost-recovery status " + instance);
        };
    }

    private int follow(CommandLine command, Cloud cloud) {
        Going going = onAccount(cloud);
        command.getErr().println(cloud.engine().console().of(going.execution()));
        command.getErr().flush();
        Following following = new Following(cloud.engine(), cloud.clock(), cloud.pause(), line -> {
            command.getErr().println(line);
            command.getErr().flush();
        });
        try {
            Followed end = following.follow(going.execution(), going.instance(), going.since(), patience);
            return switch (end) {
                case Followed.Ended(var record) -> output.show(record, command.getOut());
                case Followed.WaitsForApproval(var incident) -> {
                    command.getErr()
                            .println("Waiting for approval. To go on:  outpost-recovery approve " + incident.id());
                    yield ExitCode.WAITING_FOR_APPROVAL.code();
                }
                case Followed.Died() -> {
                    command.getErr()
                            .println("The execution has ended without a record. See: outpost-recovery status "
                                    + going.instance());
                    yield ExitCode.A_PERSON_MUST_ACT.code();
                }
                case Followed.GoesOn() -> {
                    command.getErr()
                            .println("It goes on, and is not watched any more. See: outpost-recovery status "
                                    + going.instance());
                    yield ExitCode.FAILED.code();
                }
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException(interrupted);
        }
    }
}
