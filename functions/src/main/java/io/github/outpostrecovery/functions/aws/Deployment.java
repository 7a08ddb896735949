package io.github.outpostrecovery.functions.aws;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.parallel.FanOut;
import io.github.outpostrecovery.core.recovery.Services;
import io.github.outpostrecovery.functions.aws.alarms.CloudWatchAlarms;
import io.github.outpostrecovery.functions.aws.compute.Ec2Compute;
import io.github.outpostrecovery.functions.aws.executions.StepFunctionsExecutions;
import io.github.outpostrecovery.functions.aws.metrics.PowertoolsMeasurements;
import io.github.outpostrecovery.functions.aws.notices.SnsNotices;
import io.github.outpostrecovery.functions.aws.parameters.SsmParameters;
import io.github.outpostrecovery.functions.aws.table.DynamoDbItems;
import io.github.outpostrecovery.functions.aws.traffic.ElbTraffic;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.secrets.SecretsManagerSource;
import io.github.outpostrecovery.functions.table.ItemControls;
import io.github.outpostrecovery.functions.table.ItemReadinessReports;
import io.github.outpostrecovery.functions.table.ItemReconcilerNotes;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.functions.table.ItemStore;
import io.github.outpostrecovery.functions.table.ItemStormBooks;
import io.github.outpostrecovery.storage.RegisteredArrays;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Wires the steps to AWS, for a function of the deployed stack. Nothing is connected before it is used. */
public final class Deployment {
    private Deployment() {}

    /** What this function was told by its environment. Fails with the names of all variables that it lacks. */
    public static Services services() {
        return services(System.getenv(), Clients.ofTheEnvironment());
    }

    /** The same with another environment, and other clients. */
    public static Services services(Map<String, String> environment, Clients clients) {
        DeploymentSettings settings = DeploymentSettings.of(environment);
        InstantSource clock = InstantSource.system();
        ItemStore items = new DynamoDbItems(clients.dynamoDb(), settings.table(), Pause.real(), new Random());
        Configurations configurations = new ParameterConfigurations(new SsmParameters(clients.ssm()), settings.stack());
        return new Services(
                configurations,
                new ItemRecoveryTable(items),
                new RegisteredArrays(new SecretsManagerSource(clients.secretsManager()), ClientSettings.standard()),
                new Ec2Compute(clients.ec2(), clients.outposts(), clients.cloudWatch(), clock, settings.stack()),
                new CloudWatchAlarms(clients.cloudWatch(), clients.cloudFormation(), settings.alarmTopic(), clock),
                new ElbTraffic(clients.loadBalancing()),
                new StepFunctionsExecutions(clients.stepFunctions(), settings.recoveryAlias(), Pause.real()),
                new SnsNotices(clients.sns(), settings.noticeTopic()),
                new PowertoolsMeasurements(),
                new ItemControls(items),
                new ItemReadinessReports(items),
                new ItemReconcilerNotes(items),
                new ItemStormBooks(items),
                new Console(settings.partition(), settings.region(), settings.approvalMachine()),
                clock,
                FanOut.inVirtualThreads(),
                UUID::randomUUID);
    }
}
