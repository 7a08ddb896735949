package io.github.outpostrecovery.cli.account;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.functions.aws.Clients;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.trigger.TriggerReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.DescribeLaunchTemplatesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * What the functions find in an AWS account, put into an emulator: books, configuration, secrets, launch template, alarm and
 * topics of the instance {@code web-01}. The samples in {@code events/} then have something to work on.
 *
 * <p>It signs with credentials that no real account accepts, so that a slip of the endpoint changes nothing there. It may be
 * repeated, also for another array: what is there is brought in line, and the books begin anew.
 */
public final class FurnishedAccount {
    private static final Region REGION = Region.US_WEST_2;
    private static final InstanceName INSTANCE = new InstanceName("web-01");
    private static final AlarmName ALARM = new AlarmName(TriggerReader.ALARM_PREFIX + INSTANCE);
    private static final Ec2InstanceId MACHINE = new Ec2InstanceId("i-05692161d100b05e5");
    private static final ArrayName ARRAY = new ArrayName("array-1");
    private static final OutpostArn PRIMARY =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60001");
    private static final OutpostArn RECOVERY =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f60002");
    private static final SubnetId SUBNET = new SubnetId("subnet-0a1b2c3d4e5f60002");
    private static final String TEMPLATE_NAME = "lt-" + INSTANCE + "-recovery";

    private final Clients clients;
    private final String stack;
    private final ServedVolumes served;

    private FurnishedAccount(Clients clients, String stack, ServedVolumes served) {
        this.clients = clients;
        this.stack = stack;
        this.served = served;
    }

    /**
     * Furnishes it.
     *
     * @return what each function has to be told by its environment
     */
    public static FunctionEnvironment furnish(URI emulator, ServedVolumes served) {
        Clients clients = Clients.of(
                requireNonNull(emulator, "emulator is null"),
                REGION,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
        String stack = FunctionEnvironment.STACK;
        return new FurnishedAccount(clients, stack, requireNonNull(served, "served is null")).furnish();
    }

    private FunctionEnvironment furnish() {
        String notices = topic("notices");
        String alarms = topic("alarms");
        new FurnishedBooks(clients.dynamoDb().get(), stack)
                .begin(InstanceLedger.of(
                        INSTANCE,
                        new Machine(
                                Generation.FIRST,
                                MACHINE,
                                PRIMARY,
                                Map.of(ARRAY, served.victim()),
                                Instant.now().minus(Duration.ofDays(1)))));
        configuration(secret("read", served.readSecret()), secret("fence", served.fenceSecret()), template());
        alarm(alarms);
        return FunctionEnvironment.standard().withTopics(notices, alarms);
    }

    private String topic(String name) {
        return clients.sns()
                .get()
                .createTopic(request -> request.name(stack + "-" + name))
                .topicArn();
    }

    private SecretArn secret(String purpose, String document) {
        String name = stack + "/" + purpose + "/" + ARRAY;
        try {
            return new SecretArn(clients.secretsManager()
                    .get()
                    .createSecret(request -> request.name(name).secretString(document))
                    .arn());
        } catch (ResourceExistsException exists) {
            return new SecretArn(clients.secretsManager()
                    .get()
                    .putSecretValue(request -> request.secretId(name).secretString(document))
                    .arn());
        }
    }

    private LaunchTemplateId template() {
        String text = "initiator=" + UserData.IQN_MARKER + "\nhost=" + UserData.NQN_MARKER + "\n";
        String userData = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        try {
            DescribeLaunchTemplatesResponse known =
                    clients.ec2().get().describeLaunchTemplates(request -> request.launchTemplateNames(TEMPLATE_NAME));
            return new LaunchTemplateId(known.launchTemplates().getFirst().launchTemplateId());
        } catch (Ec2Exception unknown) {
            return new LaunchTemplateId(clients.ec2()
                    .get()
                    .createLaunchTemplate(request -> request.launchTemplateName(TEMPLATE_NAME)
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.LAUNCH_TEMPLATE)
                                    .tags(Tag.builder()
                                            .key("outpost-recovery:stack")
                                            .value(stack)
                                            .build())
                                    .build())
                            .launchTemplateData(data -> data.imageId("ami-0a1b2c3d4e5f60001")
                                    .instanceType("c6id.2xlarge")
                                    .userData(userData)))
                    .launchTemplate()
                    .launchTemplateId());
        }
    }

    private void configuration(SecretArn reading, SecretArn fencing, LaunchTemplateId template) {
        ProtectedInstance configured = new ProtectedInstance(
                INSTANCE,
                Mode.NOTIFY,
                ALARM,
                List.of(new ArrayConnection(
                        ARRAY,
                        served.vendor(),
                        served.protocol(),
                        served.endpoint(),
                        reading,
                        fencing,
                        Optional.empty(),
                        served.scope())),
                served.volumes().stream()
                        .map(volume -> new ProtectedVolume(ARRAY, volume))
                        .toList(),
                List.of(new LaunchTarget(RECOVERY, SUBNET, template, 1)),
                Policy.STANDARD);
        String value;
        try {
            value = CoreJson.mapper().writeValueAsString(configured);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("core's types have a JSON form", impossible);
        }
        clients.ssm()
                .get()
                .putParameter(request -> request.name(ParameterConfigurations.parameterName(stack, INSTANCE))
                        .type(ParameterType.STRING)
                        .overwrite(true)
                        .value(value));
    }

    private void alarm(String topic) {
        clients.cloudWatch()
                .get()
                .putMetricAlarm(request -> request.alarmName(ALARM.value())
                        .namespace("AWS/EC2")
                        .metricName("StatusCheckFailed")
                        .dimensions(Dimension.builder()
                                .name("InstanceId")
                                .value(MACHINE.value())
                                .build())
                        .statistic(Statistic.MAXIMUM)
                        .period(60)
                        .evaluationPeriods(2)
                        .datapointsToAlarm(2)
                        .threshold(1.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                        .treatMissingData("breaching")
                        .alarmActions(topic));
    }
}
