package io.github.outpostrecovery.core;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.FakeArray;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.Successor;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One instance, its machine, its volumes on up to two arrays, and the servers that it can be launched on. */
public final class SampleSite {
    public static final Instant NOON = AdjustableClock.NOON;
    public static final InstanceName WEB = new InstanceName("web-01");
    public static final IncidentId FIRST_INCIDENT = new IncidentId(WEB, 1);
    public static final ExecutionArn E1 = execution("alarm-1");
    public static final ExecutionArn E2 = execution("alarm-2");
    public static final ExecutionArn E3 = execution("resume-1");
    public static final ArrayName ARRAY_1 = new ArrayName("array-1");
    public static final ArrayName ARRAY_2 = new ArrayName("array-2");
    public static final VolumeName BOOT = new VolumeName("boot");
    public static final VolumeName DATA = new VolumeName("data");
    public static final VolumeName LOGS = new VolumeName("logs");
    public static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    public static final OutpostArn PRIMARY_SERVER = server(0);
    public static final LaunchTarget TARGET_1 = target(1);
    public static final LaunchTarget TARGET_2 = target(2);
    public static final Generation G1 = new Generation(1);
    public static final Generation G2 = new Generation(2);
    public static final Generation G3 = new Generation(3);
    public static final Generation G4 = new Generation(4);
    public static final Initiator VICTIM = initiator(G1);
    public static final Ec2InstanceId VICTIM_ID = new Ec2InstanceId("i-00000000000000001");

    private SampleSite() {}

    public static ExecutionArn execution(String name) {
        return new ExecutionArn("arn:aws:states:eu-central-1:123456789012:execution:recovery:" + name);
    }

    public static OutpostArn server(int number) {
        return new OutpostArn("arn:aws:outposts:eu-central-1:123456789012:outpost/op-%017x".formatted(number));
    }

    public static LaunchTarget target(int number) {
        return new LaunchTarget(
                server(number),
                new SubnetId("subnet-%08x".formatted(number)),
                new LaunchTemplateId("lt-%08x".formatted(number)),
                3);
    }

    public static Ec2InstanceId machineId(int number) {
        return new Ec2InstanceId("i-%017x".formatted(number));
    }

    /** The name that a generation has in tests that need no world. */
    public static Initiator initiator(Generation generation) {
        return Initiator.fresh(Protocol.ISCSI, WEB, generation, new UUID(1, generation.number()));
    }

    public static ArrayConnection connection(ArrayName name) {
        return new ArrayConnection(
                name,
                "netapp",
                Protocol.ISCSI,
                URI.create("https://" + name + ".example"),
                new SecretArn("arn:aws:secretsmanager:eu-central-1:123456789012:secret:" + name + "-read"),
                new SecretArn("arn:aws:secretsmanager:eu-central-1:123456789012:secret:" + name + "-fence"),
                Optional.empty(),
                Optional.of("svm1"));
    }

    /** The same instance, whose arrays ask machines to prove themselves. */
    public static ProtectedInstance withChap(ProtectedInstance instance) {
        return new ProtectedInstance(
                instance.name(),
                instance.mode(),
                instance.alarm(),
                instance.arrays().stream()
                        .map(array -> new ArrayConnection(
                                array.name(),
                                array.vendor(),
                                array.protocol(),
                                array.endpoint(),
                                array.readSecret(),
                                array.fenceSecret(),
                                Optional.of(new SecretArn(
                                        "arn:aws:secretsmanager:eu-central-1:123456789012:secret:web-01-chap")),
                                array.scope()))
                        .toList(),
                instance.volumes(),
                instance.targets(),
                instance.policy());
    }

    /** The victim, which has been running for a day. */
    public static Machine victim(ArrayName... arrays) {
        return new Machine(G1, VICTIM_ID, PRIMARY_SERVER, names(G1, arrays), NOON.minus(Duration.ofDays(1)));
    }

    public static InstanceLedger ledger(ArrayName... arrays) {
        return InstanceLedger.of(WEB, victim(arrays));
    }

    public static Map<ArrayName, Initiator> names(Generation generation, ArrayName... arrays) {
        Map<ArrayName, Initiator> names = new HashMap<>();
        for (ArrayName array : arrays) {
            names.put(array, initiator(generation));
        }
        return names;
    }

    public static Successor successor(Generation generation, LaunchTarget target, ArrayName... arrays) {
        return Successor.stored(generation, target, names(generation, arrays), NOON);
    }

    /** A plan for boot and data on each of the arrays. */
    public static RecoveryPlan plan(ArrayName... arrays) {
        List<ArrayPlan> plans = new ArrayList<>();
        for (ArrayName array : arrays) {
            GrantRoute route = new GrantRoute(List.of(new GrantRoute.Swap(
                    new AccessObject("group", "group"), Map.of(BOOT, new LunId(0), DATA, new LunId(1)))));
            plans.add(new ArrayPlan(connection(array), route, FakeArray.PORTALS));
        }
        return new RecoveryPlan(NOON, Verdict.DEAD, plans, List.of(TARGET_1, TARGET_2), ALARM, Policy.STANDARD);
    }

    /** Boot and data on the first array; logs on the second, if there is one. */
    public static ProtectedInstance configured(Mode mode, ArrayName... arrays) {
        List<ArrayConnection> connections = new ArrayList<>();
        List<ProtectedVolume> volumes = new ArrayList<>();
        for (ArrayName array : arrays) {
            connections.add(connection(array));
            if (array.equals(ARRAY_1)) {
                volumes.add(new ProtectedVolume(array, BOOT));
                volumes.add(new ProtectedVolume(array, DATA));
            } else {
                volumes.add(new ProtectedVolume(array, LOGS));
            }
        }
        return new ProtectedInstance(
                WEB, mode, ALARM, connections, volumes, List.of(TARGET_1, TARGET_2), Policy.STANDARD);
    }
}
