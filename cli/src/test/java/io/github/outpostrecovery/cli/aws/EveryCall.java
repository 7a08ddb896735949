package io.github.outpostrecovery.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals.Decision;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates;
import io.github.outpostrecovery.cli.cloud.Machines;
import io.github.outpostrecovery.cli.cloud.Network;
import io.github.outpostrecovery.cli.cloud.Network.MadeInterface;
import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.cli.cloud.Stacks.StackRequest;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/** Uses every method of every port once, so that every call which the command can make is made. */
final class EveryCall {
    private static final Ec2InstanceId MACHINE = new Ec2InstanceId("i-0123456789abcdef0");
    private static final LaunchTemplateId TEMPLATE = new LaunchTemplateId("lt-0123456789abcdef0");
    private static final InstanceName NAME = new InstanceName("web-01");

    private EveryCall() {}

    static void make(ScriptedAws aws) {
        Cloud cloud = aws.cloud();
        attempt(() -> cloud.place().account());
        aws.answer("GetOutpostInstanceTypes", "{}").answer("ListAssets", "{}");
        aws.answer(
                "DescribeInstances",
                "<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>" + MACHINE
                        + "</instanceId><subnetId>" + Samples.SUBNET + "</subnetId><imageId>ami-1</imageId>"
                        + "<instanceType>c6id.large</instanceType><blockDeviceMapping><item><deviceName>/dev/xvda</deviceName>"
                        + "<ebs><volumeId>vol-1</volumeId></ebs></item></blockDeviceMapping></item></instancesSet></item>"
                        + "</reservationSet></DescribeInstancesResponse>");
        every(Directory.class, cloud.directory(), EveryCall::look);
        every(Machines.class, cloud.machines(), machines -> {
            attempt(() -> machines.launch(Samples.machine(), "token"));
            attempt(() -> machines.terminate(MACHINE));
            attempt(() -> machines.tag(MACHINE, Map.of("k", "v")));
        });
        every(LaunchTemplates.class, cloud.templates(), templates -> {
            attempt(() -> templates.named("lt-web"));
            attempt(() -> templates.find(TEMPLATE));
            attempt(() -> templates.tagged("k", "v"));
            attempt(() -> templates.version(TEMPLATE, 1));
            attempt(() -> templates.create("lt-web", Samples.machine(), Map.of("k", "v")));
            attempt(() -> templates.addVersion(TEMPLATE, Samples.machine()));
            attempt(() -> templates.delete(TEMPLATE));
        });
        network(aws, cloud);
        stacks(aws, cloud);
        DeployedEngineTest.deployed(aws);
        engine(cloud.engine());
    }

    private static void look(Directory directory) {
        attempt(directory::outpostSubnets);
        attempt(() -> directory.subnet(Samples.SUBNET));
        attempt(() -> directory.outpost(Samples.SERVER));
        attempt(directory::outposts);
        attempt(() -> directory.instanceTypes(Samples.SERVER));
        attempt(() -> directory.image("ami-1"));
        attempt(directory::keyPairs);
        attempt(() -> directory.securityGroups("vpc-1"));
        attempt(() -> directory.securityGroup("sg-1"));
        attempt(directory::instanceProfiles);
        attempt(directory::secrets);
        attempt(() -> directory.secretKeys("chap"));
        attempt(directory::machines);
        attempt(() -> directory.machine(MACHINE));
        attempt(() -> directory.userData(MACHINE));
    }

    private static void network(ScriptedAws aws, Cloud cloud) {
        aws.answer(
                "CreateNetworkInterface",
                "<CreateNetworkInterfaceResponse><networkInterface><networkInterfaceId>eni-1</networkInterfaceId>"
                        + "</networkInterface></CreateNetworkInterfaceResponse>");
        aws.answer(
                "AllocateAddress",
                "<AllocateAddressResponse><allocationId>a-1</allocationId></AllocateAddressResponse>");
        aws.answer(
                "DescribeAddresses",
                "<DescribeAddressesResponse><addressesSet><item><associationId>as-1</associationId></item></addressesSet>"
                        + "</DescribeAddressesResponse>");
        aws.answer("DisassociateAddress", "<DisassociateAddressResponse/>");
        aws.answer("ReleaseAddress", "<ReleaseAddressResponse/>");
        aws.answer(
                "DescribeLocalGatewayRouteTables",
                "<DescribeLocalGatewayRouteTablesResponse><localGatewayRouteTableSet><item><localGatewayRouteTableId>l"
                        + "</localGatewayRouteTableId></item></localGatewayRouteTableSet>"
                        + "</DescribeLocalGatewayRouteTablesResponse>");
        every(Network.class, cloud.network(), network -> {
            attempt(() -> network.setLocalNetworkIndex(Samples.SUBNET, 1));
            attempt(() -> network.clearLocalNetworkIndex(Samples.SUBNET));
            attempt(() -> network.addressPool(Samples.SERVER));
            attempt(() -> network.createInterface(Samples.SUBNET, List.of(), Optional.of("pool")));
            attempt(() -> network.delete(new MadeInterface("eni-1", Optional.of("a-1"))));
        });
    }

    private static void stacks(ScriptedAws aws, Cloud cloud) {
        StackRequest request = new StackRequest("autorestart-web-01", "{}", Map.of(), Map.of());
        every(Stacks.class, cloud.stacks(), stacks -> {
            aws.result("DescribeStacks", "<Stacks/>");
            attempt(() -> stacks.apply(request, line -> {}));
            aws.result(
                    "DescribeStacks",
                    "<Stacks><member><StackId>id</StackId><StackName>autorestart-web-01</StackName>"
                            + "<StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks>");
            aws.result("DescribeStackEvents", "<StackEvents/>");
            attempt(() -> stacks.apply(request, line -> {}));
            attempt(() -> stacks.delete("autorestart-web-01", line -> {}));
            attempt(() -> stacks.find("autorestart-web-01"));
            attempt(() -> stacks.named("autorestart-"));
        });
    }

    /** What the operator's command uses of core's ports; the rest is the functions'. */
    private static void engine(Engine engine) {
        Machine machine = new Machine(
                Generation.FIRST,
                MACHINE,
                Samples.SERVER,
                Map.of(
                        new ArrayName("array-1"),
                        Initiator.fresh(Protocol.ISCSI, NAME, Generation.FIRST, UUID.randomUUID())),
                ScriptedAws.NOW);
        attempt(() -> engine.configurations().find(NAME));
        attempt(() -> engine.configurations().names());
        attempt(() -> engine.table().read(NAME));
        attempt(() -> engine.table().commit(InstanceLedger.of(NAME, machine), Optional.empty()));
        attempt(() -> engine.table().recordsOf(new IncidentId(NAME, 1)));
        attempt(() -> engine.controls().killSwitch());
        attempt(() -> engine.readiness().latest(NAME));
        attempt(() -> engine.notes().of(NAME));
        ExecutionArn execution =
                new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:outpost-recovery-recovery:1");
        attempt(() -> engine.executions().lifeOf(execution));
        attempt(() -> engine.executions()
                .start(
                        new ExecutionName("n"),
                        new ExecutionRequest.Alarm(new AlarmName("outpost-recovery-web-01"), MACHINE)));
        attempt(() -> engine.approvals().answer(new IncidentId(NAME, 1), Decision.APPROVE, "e", "r"));
        AlarmName alarm = new AlarmName("outpost-recovery-web-01");
        attempt(() -> engine.alarms().state(alarm));
        attempt(() -> engine.alarms().watch(alarm, MACHINE));
        attempt(() -> engine.compute().status(MACHINE));
        attempt(() -> engine.compute().link(Samples.SERVER));
        attempt(() -> engine.compute().find(ClientToken.of(NAME, Generation.FIRST)));
        attempt(() -> engine.compute().terminate(MACHINE));
    }

    /** Holds whoever uses a port to using all of it. */
    private static <T> void every(Class<T> type, T port, Consumer<T> user) {
        Set<String> used = new TreeSet<>();
        T watched = type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    used.add(method.getName());
                    try {
                        return method.invoke(port, given);
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
        user.accept(watched);
        assertThat(used)
                .as("methods used of " + type.getSimpleName())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(type.getMethods())
                        .map(Method::getName)
                        .collect(java.util.stream.Collectors.toSet()));
    }

    /** What matters is that it is asked, not what comes back. */
    private static void attempt(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException unanswered) {
            assertThat(unanswered).isNotInstanceOf(NullPointerException.class);
        }
    }
}
