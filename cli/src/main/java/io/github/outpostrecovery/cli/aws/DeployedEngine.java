package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.functions.aws.alarms.CloudWatchAlarms;
import io.github.outpostrecovery.functions.aws.executions.StepFunctionsExecutions;
import io.github.outpostrecovery.functions.aws.parameters.SsmParameters;
import io.github.outpostrecovery.functions.aws.table.DynamoDbItems;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.table.ItemControls;
import io.github.outpostrecovery.functions.table.ItemReadinessReports;
import io.github.outpostrecovery.functions.table.ItemReconcilerNotes;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.functions.table.ItemStore;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** The engine of a stack: what the stack's outputs say where its books, its state machines and its topics are. */
final class DeployedEngine implements Supplier<Engine> {
    private static final String TABLE = "RecoveryTableName";
    private static final String RECOVERY = "RecoveryStateMachineAliasArn";
    private static final String APPROVAL = "ApprovalStateMachineArn";
    private static final String ALARMS = "AlarmTopicArn";
    private static final List<String> WANTED = List.of(TABLE, RECOVERY, APPROVAL, ALARMS);

    private final Clients clients;
    private final Stacks stacks;
    private final String stack;
    private final String partition;
    private final String region;
    private final Compute compute;
    private final InstantSource clock;
    private final Pause pause;

    DeployedEngine(
            Clients clients,
            Stacks stacks,
            String stack,
            String partition,
            String region,
            Compute compute,
            InstantSource clock,
            Pause pause) {
        this.clients = requireNonNull(clients, "clients is null");
        this.stacks = requireNonNull(stacks, "stacks is null");
        this.stack = requireNonNull(stack, "stack is null");
        this.partition = requireNonNull(partition, "partition is null");
        this.region = requireNonNull(region, "region is null");
        this.compute = requireNonNull(compute, "compute is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /** Looks at the stack; the rest is asked for when it is used. Fails if there is no such stack, or it is no engine. */
    @Override
    public Engine get() {
        Map<String, String> outputs = outputs();
        ItemStore items = new DynamoDbItems(clients.dynamoDb(), output(outputs, TABLE), pause, new Random());
        String approval = output(outputs, APPROVAL);
        return new Engine(
                new ParameterConfigurations(new SsmParameters(clients.ssm()), stack),
                new ItemRecoveryTable(items),
                new ItemControls(items),
                new ItemReadinessReports(items),
                new ItemReconcilerNotes(items),
                new StepFunctionsExecutions(clients.stepFunctions(), output(outputs, RECOVERY), pause),
                new StepFunctionsApprovals(clients.stepFunctions(), approval, pause),
                new CloudWatchAlarms(clients.cloudWatch(), clients.cloudFormation(), output(outputs, ALARMS), clock),
                compute,
                new Console(partition, region, approval));
    }

    private Map<String, String> outputs() {
        Stacks.Stack found = stacks.find(stack)
                .orElseThrow(() -> new CloudTroubleException(
                        Engine.NOT_DEPLOYED,
                        "there is no stack " + stack + " in " + region
                                + ": deploy the engine (docs/deployment.md), or name its stack with --stack and its"
                                + " Region with --region",
                        null));
        List<String> missing = WANTED.stream()
                .filter(name -> found.outputs().getOrDefault(name, "").isBlank())
                .toList();
        if (!missing.isEmpty()) {
            throw new CloudTroubleException(
                    Engine.NOT_DEPLOYED,
                    "the stack " + stack + " in " + region + " (" + found.status() + ") has no output "
                            + String.join(", ", missing)
                            + ": it is no engine of this release. Deploy the engine again (docs/deployment.md), or name"
                            + " its stack with --stack",
                    null);
        }
        return found.outputs();
    }

    private static String output(Map<String, String> outputs, String name) {
        return outputs.getOrDefault(name, "");
    }
}
