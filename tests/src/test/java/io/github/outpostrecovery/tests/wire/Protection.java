package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.table.ItemRecoveryTable;
import io.github.outpostrecovery.lab.array.SimulatedArray.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Everything that protects one instance, made at the endpoint: secrets, template, configuration, alarm, target group, the
 * first machine, and the books with it.
 *
 * @param victim the first machine's EC2 instance id
 */
record Protection(InstanceName instance, String victim, AlarmName alarm, String targetGroupArn) {
    private static final String STACK_TAG = "outpost-recovery:stack";
    private static final String IMAGE = "ami-12c6146b";

    /** Patience for real time: what takes minutes on a site takes seconds here. */
    private static final Policy QUICK = new Policy(
            Duration.ofMinutes(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(40),
            Duration.ofSeconds(60),
            Duration.ofSeconds(40),
            Duration.ofSeconds(45));

    private static final String ALARM_TEMPLATE = """
            {
              "Parameters": {
                "InstanceId": {"Type": "String"}, "AlarmName": {"Type": "String"}, "Topic": {"Type": "String"}
              },
              "Resources": {
                "Alarm": {
                  "Type": "AWS::CloudWatch::Alarm",
                  "Properties": {
                    "AlarmName": {"Ref": "AlarmName"},
                    "Namespace": "AWS/EC2",
                    "MetricName": "StatusCheckFailed",
                    "Dimensions": [{"Name": "InstanceId", "Value": {"Ref": "InstanceId"}}],
                    "Statistic": "Maximum",
                    "Period": 60,
                    "EvaluationPeriods": 2,
                    "DatapointsToAlarm": 2,
                    "Threshold": 1,
                    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
                    "TreatMissingData": "breaching",
                    "ActionsEnabled": true,
                    "AlarmActions": [{"Ref": "Topic"}]
                  }
                }
              }
            }
            """;

    static Protection make(AwsClients aws, EngineStack engine, WireSite site, Mode mode, int number) {
        InstanceName instance = site.instance();
        String vpc = aws.ec2()
                .createVpc(request -> request.cidrBlock("10.%d.0.0/16".formatted(100 + number)))
                .vpc()
                .vpcId();
        List<LaunchTarget> targets = new ArrayList<>();
        LaunchTemplateId template = template(aws, site);
        for (int server = 0; server < site.servers().size(); server++) {
            String cidr = "10.%d.%d.0/24".formatted(100 + number, server + 1);
            String subnet = aws.ec2()
                    .createSubnet(request -> request.vpcId(vpc).cidrBlock(cidr))
                    .subnet()
                    .subnetId();
            String outpost = site.servers().get(server);
            site.putSubnet(subnet, outpost);
            targets.add(new LaunchTarget(new OutpostArn(outpost), new SubnetId(subnet), template, 1));
        }
        String victim = firstMachine(aws, site, targets.getFirst());
        // As the lab does: the recovery servers first, the primary's own last.
        targets.add(targets.removeFirst());
        AlarmName alarm = new AlarmName("outpost-recovery-" + instance);
        aws.cloudFormation()
                .createStack(request -> request.stackName("autorestart-" + instance)
                        .templateBody(ALARM_TEMPLATE)
                        .parameters(
                                parameter("InstanceId", victim),
                                parameter("AlarmName", alarm.value()),
                                parameter("Topic", engine.alarmTopicArn())));
        putAlarmIfTheStackDidNot(aws, engine, alarm, victim);
        writeDown(aws, site, mode, targets, alarm);
        String targetGroup = targetGroup(aws, instance, vpc, victim);
        books(aws, engine)
                .commit(
                        InstanceLedger.of(
                                instance,
                                new Machine(
                                        Generation.FIRST,
                                        new Ec2InstanceId(victim),
                                        new OutpostArn(site.servers().getFirst()),
                                        Map.of(site.arrayName(), site.firstInitiator()),
                                        Instant.now().minus(Duration.ofHours(1)))),
                        Optional.empty());
        return new Protection(instance, victim, alarm, targetGroup);
    }

    /** The books, past the engine's own adapter. */
    static ItemRecoveryTable books(AwsClients aws, EngineStack engine) {
        return new ItemRecoveryTable(new Books(aws.dynamoDb(), engine.table()));
    }

    /** moto's CloudFormation knows no alarms: it makes the stack, and nothing in it. */
    private static void putAlarmIfTheStackDidNot(AwsClients aws, EngineStack engine, AlarmName alarm, String victim) {
        if (aws.cloudWatch()
                .describeAlarms(request -> request.alarmNames(alarm.value()))
                .metricAlarms()
                .isEmpty()) {
            aws.cloudWatch()
                    .putMetricAlarm(request -> request.alarmName(alarm.value())
                            .namespace("AWS/EC2")
                            .metricName("StatusCheckFailed")
                            .dimensions(Dimension.builder()
                                    .name("InstanceId")
                                    .value(victim)
                                    .build())
                            .statistic(Statistic.MAXIMUM)
                            .period(60)
                            .evaluationPeriods(2)
                            .datapointsToAlarm(2)
                            .threshold(1.0)
                            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                            .treatMissingData("breaching")
                            .actionsEnabled(true)
                            .alarmActions(engine.alarmTopicArn()));
        }
    }

    private static LaunchTemplateId template(AwsClients aws, WireSite site) {
        String data = Base64.getEncoder().encodeToString(site.userDataTemplate().getBytes(UTF_8));
        return new LaunchTemplateId(aws.ec2()
                .createLaunchTemplate(request -> request.launchTemplateName("recovery-of-" + site.instance())
                        .tagSpecifications(tagged(ResourceType.LAUNCH_TEMPLATE))
                        .launchTemplateData(template -> template.imageId(IMAGE)
                                .instanceType(InstanceType.C6_ID_LARGE)
                                .userData(data)))
                .launchTemplate()
                .launchTemplateId());
    }

    private static String firstMachine(AwsClients aws, WireSite site, LaunchTarget target) {
        String userData = new UserData(site.userDataTemplate()).forInitiators(List.of(site.firstInitiator()));
        return aws.ec2()
                .runInstances(request -> request.minCount(1)
                        .maxCount(1)
                        .clientToken(ClientToken.of(site.instance(), Generation.FIRST)
                                .value())
                        .launchTemplate(template -> template.launchTemplateId(
                                        target.template().value())
                                .version(Integer.toString(target.templateVersion())))
                        .subnetId(target.subnet().value())
                        .tagSpecifications(tagged(ResourceType.INSTANCE))
                        .userData(Base64.getEncoder().encodeToString(userData.getBytes(UTF_8))))
                .instances()
                .getFirst()
                .instanceId();
    }

    private static void writeDown(
            AwsClients aws, WireSite site, Mode mode, List<LaunchTarget> targets, AlarmName alarm) {
        ArrayConnection connection = new ArrayConnection(
                site.arrayName(),
                "netapp",
                Protocol.ISCSI,
                site.endpoint(),
                secret(aws, "read", site, Account.READING),
                secret(aws, "fence", site, Account.FENCING),
                Optional.empty(),
                site.scope());
        ProtectedInstance configured = new ProtectedInstance(
                site.instance(),
                mode,
                alarm,
                List.of(connection),
                site.volumes().stream()
                        .map(volume -> new ProtectedVolume(site.arrayName(), new VolumeName(volume)))
                        .toList(),
                targets,
                QUICK);
        aws.ssm()
                .putParameter(request -> request.name(
                                ParameterConfigurations.parameterName(EngineStack.NAME, site.instance()))
                        .type(ParameterType.STRING)
                        .value(WireJson.write(configured)));
    }

    private static SecretArn secret(AwsClients aws, String use, WireSite site, Account account) {
        return new SecretArn(aws.secrets()
                .createSecret(request -> request.name("%s/%s/%s".formatted(EngineStack.NAME, use, site.arrayName()))
                        .secretString(site.secret(account)))
                .arn());
    }

    private static String targetGroup(AwsClients aws, InstanceName instance, String vpc, String victim) {
        String arn = aws.loadBalancing()
                .createTargetGroup(request -> request.name("tg-" + instance)
                        .protocol(ProtocolEnum.HTTP)
                        .port(80)
                        .vpcId(vpc)
                        .targetType(TargetTypeEnum.INSTANCE))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        aws.loadBalancing()
                .registerTargets(request -> request.targetGroupArn(arn)
                        .targets(TargetDescription.builder().id(victim).build()));
        return arn;
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }

    private static TagSpecification tagged(ResourceType type) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key(STACK_TAG).value(EngineStack.NAME).build())
                .build();
    }
}
