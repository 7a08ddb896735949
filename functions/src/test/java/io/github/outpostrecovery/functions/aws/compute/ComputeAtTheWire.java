package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.fence.Drained;
import io.github.outpostrecovery.core.fence.StoredProof;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.outposts.OutpostsClient;

/** The adapter with real clients in front of a scripted endpoint, and the launch of generation 2 of {@code web-01#7}. */
final class ComputeAtTheWire implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-02-10T06:05:30Z");
    static final OutpostArn SERVER = new OutpostArn(Ec2Answers.OUTPOST);
    static final Ec2InstanceId MACHINE = new Ec2InstanceId(Ec2Answers.INSTANCE_ID);
    static final LaunchTarget TARGET =
            new LaunchTarget(SERVER, new SubnetId(Ec2Answers.SUBNET), new LaunchTemplateId(Ec2Answers.TEMPLATE), 3);
    static final String IQN = "iqn.2006-03.com.amazon.aws:web-01.0a0b0c0d-1111-4222-8333-444455556666.g2";
    static final String NQN = "nqn.2014-08.org.nvmexpress:uuid:0a0b0c0d-1111-8222-8333-444455556666";

    private static final InstanceName WEB = new InstanceName("web-01");
    private static final VolumeName BOOT = new VolumeName("/vol/v/web-01-boot");

    final ScriptedAws aws = new ScriptedAws();
    final Ec2Compute compute;

    private final Ec2Client ec2;
    private final OutpostsClient outposts;
    private final CloudWatchClient cloudWatch;

    ComputeAtTheWire() {
        this(Duration.ofSeconds(5));
    }

    /** With clients that wait this long for one answer. */
    ComputeAtTheWire(Duration patience) {
        ec2 = clientOf(Ec2Client.builder(), patience);
        outposts = clientOf(OutpostsClient.builder(), patience);
        cloudWatch = clientOf(CloudWatchClient.builder(), patience);
        compute = new Ec2Compute(() -> ec2, () -> outposts, () -> cloudWatch, InstantSource.fixed(NOW), "engine");
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C clientOf(
            B builder, Duration patience) {
        return builder.region(Region.US_WEST_2)
                .endpointOverride(aws.address())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("example", "not-a-secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(AwsRetryStrategy.forRetryMode(RetryMode.STANDARD))
                        .apiCallTimeout(Duration.ofSeconds(20))
                        .apiCallAttemptTimeout(patience))
                .build();
    }

    static LaunchOrder iscsiOrder() {
        return order(Map.of("array-1", IQN));
    }

    /** The order that fills the names of these arrays in. */
    static LaunchOrder order(Map<String, String> names) {
        List<Map.Entry<String, Initiator>> arrays = names.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), Initiator.parse(entry.getValue())))
                .toList();
        Map<ArrayName, Initiator> initiators = new java.util.HashMap<>();
        Map<ArrayName, Initiator> victims = new java.util.HashMap<>();
        for (var array : arrays) {
            initiators.put(new ArrayName(array.getKey()), array.getValue());
            victims.put(new ArrayName(array.getKey()), Initiator.parse("iqn.2006-03.com.amazon.aws:" + array.getKey()));
        }
        Machine victim = new Machine(
                Generation.FIRST, new Ec2InstanceId("i-0a1b2c3d4e5f60001"), SERVER, victims, NOW.minusSeconds(86_400));
        List<ArrayPlan> plans =
                initiators.keySet().stream().map(ComputeAtTheWire::plan).toList();
        Incident incident = new Incident(
                new IncidentId(WEB, 7),
                new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:engine-recovery:alarm-1"),
                Trigger.ALARM,
                NOW,
                Incident.State.OPEN,
                Optional.empty(),
                victim,
                Optional.of(new RecoveryPlan(
                        NOW,
                        Verdict.DEAD,
                        plans,
                        List.of(TARGET),
                        new AlarmName("outpost-recovery-web-01"),
                        Policy.STANDARD)),
                List.of(Successor.stored(new Generation(2), TARGET, initiators, NOW)),
                1,
                victims.entrySet().stream()
                        .map(one -> new StoredProof(
                                one.getKey(), BOOT, one.getValue(), Generation.FIRST, NOW, Drained.SETTLED))
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return LaunchOrder.of(incident, ProvenFence.of(incident).orElseThrow());
    }

    private static ArrayPlan plan(ArrayName array) {
        SecretArn secret = new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:" + array);
        return new ArrayPlan(
                new ArrayConnection(
                        array,
                        "netapp",
                        Protocol.ISCSI,
                        URI.create("https://" + array + ".example"),
                        secret,
                        secret,
                        Optional.empty(),
                        Optional.of("svm1")),
                new GrantRoute(
                        List.of(new GrantRoute.Swap(new AccessObject("group", "group"), Map.of(BOOT, new LunId(0))))),
                Set.of("192.0.2.1"));
    }

    @Override
    public void close() {
        ec2.close();
        outposts.close();
        cloudWatch.close();
        aws.close();
    }
}
