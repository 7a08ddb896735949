package io.github.outpostrecovery.tests.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.BlockDevice.Deletion;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals.Answered;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals.Decision;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.Machines.Launch;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.cli.cloud.OfferedType;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.cloud.SecurityGroup;
import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import io.github.outpostrecovery.cli.cloud.Stacks.StackRequest;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.RecoveryTable.Commit;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SubnetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every port of the command against moto's server; skipped, and said so, where that is not installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudAtMotoTest {
    private static final String IMAGE = "ami-12c6146b";
    private static final String USER_DATA = "#!ipxe\nset initiator-iqn iqn.2006-03.com.amazon.aws:web-01.grün.g1\n";
    /** One more than moto puts on a page. */
    private static final int MANY = 101;

    private static final String MACHINES = "arn:aws:states:us-west-2:123456789012:stateMachine:";

    private Optional<CloudStage> opened = Optional.empty();

    @BeforeAll
    void begin() {
        List<String> reasons = new ArrayList<>();
        opened = CloudStage.open(reasons);
        if (opened.isEmpty()) {
            String why = "The tests of the command against AWS are skipped: " + String.join("; ", reasons);
            System.out.println(why);
            Assumptions.abort(why);
        }
    }

    @AfterAll
    void end() {
        opened.ifPresent(stage -> {
            System.out.println("The command's ports against " + stage.endpoint().description());
            for (LeftOut part : LeftOut.values()) {
                System.out.println("left out: " + part.what());
            }
            stage.close();
        });
    }

    private CloudStage stage() {
        return opened.orElseThrow();
    }

    private MachineSpecification machine(String name, SubnetId subnet) {
        String group = stage().cloud().directory().securityGroups(stage().vpc()).stream()
                .filter(one -> one.name().equals(SecurityGroup.DEFAULT))
                .findFirst()
                .orElseThrow()
                .id();
        return specification(name, subnet, group);
    }

    private static MachineSpecification specification(String name, SubnetId subnet, String group) {
        return new MachineSpecification(
                IMAGE,
                TwoServers.TYPE,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new InterfaceSpecification(0, Optional.of(subnet), List.of(group), Optional.empty()),
                        new InterfaceSpecification(1, Optional.of(subnet), List.of(group), Optional.empty())),
                List.of(new BlockDevice("/dev/sda1", OptionalInt.of(20), Optional.of("gp2"), Deletion.WITH_INSTANCE)),
                MetadataOptions.CAREFUL,
                Optional.of(USER_DATA),
                Map.of("Name", name, "outpost-recovery:instance", name));
    }

    @Test
    void launch_makesOneMachine_thatIsFoundAgainAsItWasSpecified() {
        Cloud cloud = stage().cloud();
        MachineSpecification wanted = machine("web-01", stage().first());
        Launch launch = cloud.machines().launch(wanted, "token-web-01");
        assertThat(launch).isInstanceOf(Launch.Launched.class);
        Launch.Launched launched = (Launch.Launched) launch;
        assertThat(launched.outpost()).contains(TwoServers.FIRST);
        assertThat(cloud.machines().launch(wanted, "token-web-01")).isEqualTo(launch);
        assertThat(cloud.machines().launch(machine("web-02", stage().first()), "token-web-01"))
                .isInstanceOfSatisfying(
                        Launch.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("IdempotentParameterMismatch"));

        Ec2InstanceId id = launched.id();
        MachineDescription found = cloud.directory().machine(id).orElseThrow();
        assertThat(found.state()).isIn("pending", "running");
        assertThat(found.name()).contains("web-01");
        assertThat(found.outpost()).contains(TwoServers.FIRST);
        assertThat(found.clientToken()).contains("token-web-01");
        assertThat(found.interfaces()).isEqualTo(wanted.interfaces());
        assertThat(found.blockDevices()).isEqualTo(wanted.blockDevices());
        assertThat(found.image()).isEqualTo(IMAGE);
        assertThat(cloud.directory().userData(id)).contains(USER_DATA);
        assertThat(cloud.directory().machines())
                .extracting(MachineDescription::id)
                .contains(id);
        assertThat(cloud.directory().instanceTypes(TwoServers.FIRST))
                .containsExactly(new OfferedType(TwoServers.TYPE, OptionalInt.of(TwoServers.PLACES - 1)));

        cloud.machines().tag(id, Map.of("outpost-recovery:vendor", "netapp"));
        assertThat(cloud.directory().machine(id).orElseThrow().tags())
                .containsEntry("outpost-recovery:vendor", "netapp");
        cloud.machines().terminate(id);
        assertThat(cloud.directory().machines())
                .extracting(MachineDescription::id)
                .doesNotContain(id);
    }

    @Test
    void launch_isRefused_whenTheSubnetDoesNotExist() {
        assertThat(stage().cloud()
                        .machines()
                        .launch(
                                specification("web-09", new SubnetId("subnet-0123456789abcdef0"), "sg-1"),
                                "token-web-09"))
                .isInstanceOfSatisfying(
                        Launch.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("InvalidSubnetID.NotFound"));
    }

    @Test
    void template_isReadBackAsItWasMade_inEachVersion() {
        Cloud cloud = stage().cloud();
        MachineSpecification first = machine("web-03", stage().first());
        MachineSpecification second = machine("web-03", stage().second());
        Map<String, String> tags = Map.of("outpost-recovery:role", "recovery", "outpost-recovery:stack", "s");
        Template made = cloud.templates().create("lt-web-03", first, tags);
        assertThat(made.latest()).isEqualTo(1);
        assertThat(made.tags()).isEqualTo(tags);
        assertThat(cloud.templates().addVersion(made.id(), second)).isEqualTo(2);
        Template now = new Template(made.id(), "lt-web-03", 2, tags);
        assertThat(cloud.templates().named("lt-web-03")).contains(now);
        assertThat(cloud.templates().find(made.id())).contains(now);
        assertThat(cloud.templates().tagged("outpost-recovery:role", "recovery"))
                .containsExactly(now);
        assertThat(cloud.templates().version(made.id(), 1)).contains(first);
        assertThat(cloud.templates().version(made.id(), 2)).contains(second);
        assertThat(cloud.templates().version(made.id(), 3)).isEmpty();
        assertThatThrownBy(() -> cloud.templates().create("lt-web-03", first, tags))
                .hasMessageContaining("InvalidLaunchTemplateName.AlreadyExistsException");
        cloud.templates().delete(made.id());
        cloud.templates().delete(made.id());
        assertThat(cloud.templates().named("lt-web-03")).isEmpty();
        assertThat(cloud.templates().find(new LaunchTemplateId("lt-0123456789abcdef0")))
                .isEmpty();
    }

    @Test
    void lists_areReadToTheirLastPage() {
        for (int number = 0; number < MANY; number++) {
            String name = "many-%03d".formatted(number);
            stage().clients()
                    .secretsManager()
                    .get()
                    .createSecret(request -> request.name(name).secretString("{}"));
            stage().iam().createInstanceProfile(request -> request.instanceProfileName(name));
            stage().clients().ec2().get().createKeyPair(request -> request.keyName(name));
        }
        Directory directory = stage().cloud().directory();
        assertThat(directory.secrets())
                .extracting(SecretEntry::name)
                .filteredOn(CloudAtMotoTest::isOneOfMany)
                .hasSize(MANY);
        assertThat(directory.instanceProfiles())
                .extracting(InstanceProfile::name)
                .filteredOn(CloudAtMotoTest::isOneOfMany)
                .hasSize(MANY);
        assertThat(directory.keyPairs())
                .filteredOn(CloudAtMotoTest::isOneOfMany)
                .hasSize(MANY);
    }

    private static boolean isOneOfMany(String name) {
        return name.startsWith("many-");
    }

    @Test
    void profile_hasItsRole() {
        stage().iam().createRole(request -> request.roleName("web").assumeRolePolicyDocument("{}"));
        stage().iam().createInstanceProfile(request -> request.instanceProfileName("web"));
        stage().iam()
                .addRoleToInstanceProfile(
                        request -> request.instanceProfileName("web").roleName("web"));
        assertThat(stage().cloud().directory().instanceProfiles())
                .contains(new InstanceProfile(
                        "web",
                        "arn:aws:iam::123456789012:instance-profile/web",
                        Optional.of("arn:aws:iam::123456789012:role/web")));
    }

    @Test
    void secret_isListedByItsKeys() {
        stage().clients()
                .secretsManager()
                .get()
                .createSecret(request ->
                        request.name("chap").secretString("{\"userid\":\"u\",\"password\":\"hunter2hunter2\"}"));
        Directory directory = stage().cloud().directory();
        assertThat(directory.secretKeys("chap")).contains(Set.of("userid", "password"));
        assertThat(directory.secretKeys("no-such-secret")).isEmpty();
    }

    @Test
    void subnets_areThoseOfTheServers_withTheirLocalNetworkIndex() {
        Cloud cloud = stage().cloud();
        assertThat(cloud.directory().outpostSubnets())
                .extracting(OutpostSubnet::id)
                .containsExactlyInAnyOrder(stage().first(), stage().second());
        cloud.network().setLocalNetworkIndex(stage().second(), 1);
        assertThat(index(cloud)).hasValue(1);
        cloud.network().clearLocalNetworkIndex(stage().second());
        assertThat(index(cloud)).isEmpty();
        assertThat(cloud.directory().subnet(new SubnetId("subnet-0123456789abcdef0")))
                .isInstanceOf(SubnetLookup.NotFound.class);
        assertThat(cloud.directory().outposts())
                .extracting(Outpost::name, Outpost::hardware)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shop-1", Outpost.Hardware.SERVER),
                        org.assertj.core.groups.Tuple.tuple("shop-2", Outpost.Hardware.SERVER));
    }

    private OptionalInt index(Cloud cloud) {
        return cloud.directory().subnet(stage().second()) instanceof SubnetLookup.OnOutpost(OutpostSubnet subnet)
                ? subnet.localNetworkIndex()
                : OptionalInt.empty();
    }

    @Test
    void looks_findNothing_whereThereIsNothing() {
        Directory directory = stage().cloud().directory();
        assertThat(directory.image("ami-00000000000000000")).isEmpty();
        assertThat(directory.image(IMAGE)).map(Image::id).contains(IMAGE);
        assertThat(directory.securityGroup("sg-00000000000000000")).isEmpty();
        assertThat(directory.machine(new Ec2InstanceId("i-0123456789abcdef0"))).isEmpty();
        assertThat(stage().cloud().stacks().find("no-such-stack")).isEmpty();
        assertThat(stage().cloud().place().account()).isEqualTo(TwoServers.ACCOUNT);
    }

    @Test
    void interface_isMadeAndTakenAway() {
        Cloud cloud = stage().cloud();
        var made = cloud.network().createInterface(stage().first(), List.of(), Optional.empty());
        assertThat(made.id()).startsWith("eni-");
        cloud.network().delete(made);
        cloud.network().delete(made);
    }

    @Test
    void engine_isFoundByItsStack_andProtectionStacksComeAndGo() {
        Cloud before = stage().cloud();
        assertThatThrownBy(before::engine).hasMessageContaining("there is no stack outpost-recovery");
        List<String> progress = new ArrayList<>();
        assertThat(before.stacks()
                        .apply(
                                EngineLikeStack.request(
                                        MACHINES + "recovery:live", EngineLikeStack.approvalMachine(stage())),
                                progress::add))
                .isEqualTo(new Change.Created());

        Cloud cloud = stage().cloud();
        Engine engine = cloud.engine();
        InstanceName name = new InstanceName("web-05");
        InstanceLedger books = InstanceLedger.of(
                name,
                new Machine(
                        Generation.FIRST,
                        new Ec2InstanceId("i-0123456789abcdef0"),
                        TwoServers.FIRST,
                        Map.of(
                                new ArrayName("array-1"),
                                Initiator.fresh(Protocol.ISCSI, name, Generation.FIRST, UUID.randomUUID())),
                        Instant.parse("2026-11-23T12:00:00Z")));
        assertThat(engine.table().commit(books, Optional.empty())).isEqualTo(Commit.COMMITTED);
        assertThat(engine.table().commit(books, Optional.empty())).isEqualTo(Commit.CONFLICT);
        assertThat(engine.table().read(name)).contains(books);
        assertThat(engine.approvals().answer(new IncidentId(name, 7), Decision.APPROVE, "5f1d", "off"))
                .isEqualTo(new Answered.NotTaken("No approval was asked for this incident."));

        protection(cloud.stacks(), name, progress);
    }

    private void protection(Stacks stacks, InstanceName name, List<String> progress) {
        String stack = "autorestart-" + name;
        StackRequest request = protection(stack, name, "i-0123456789abcdef0");
        assertThat(stacks.apply(request, progress::add)).isEqualTo(new Change.Created());
        assertThat(stacks.named("autorestart-")).extracting(Stacks.Stack::name).containsExactly(stack);
        assertThat(stacks.find(stack).orElseThrow().parameters()).containsEntry("InstanceId", "i-0123456789abcdef0");
        assertThat(stage().cloud().engine().configurations().names()).contains(name);
        assertThat(stacks.apply(request, progress::add)).isEqualTo(new Change.Unchanged());
        assertThat(stacks.apply(protection(stack, name, "i-0123456789abcdef1"), progress::add))
                .isEqualTo(new Change.Updated());
        assertThat(stacks.find(stack).orElseThrow().parameters()).containsEntry("InstanceId", "i-0123456789abcdef1");
        assertThat(stacks.delete(stack, progress::add)).isEqualTo(new Change.Deleted());
        assertThat(stacks.delete(stack, progress::add)).isEqualTo(new Change.Deleted());
        assertThat(stacks.find(stack)).isEmpty();
        assertThat(stage().cloud().engine().configurations().names()).doesNotContain(name);
        assertThat(progress).isNotEmpty();
    }

    private static StackRequest protection(String stack, InstanceName name, String machine) {
        return new StackRequest(
                stack,
                EngineLikeStack.file("protection.yaml"),
                Map.of(
                        "InstanceName",
                        name.value(),
                        "InstanceId",
                        machine,
                        "EngineStack",
                        CloudStage.STACK,
                        "Configuration",
                        "{\"mode\":\"NOTIFY\"}",
                        // All parameters, as protect sends them: moto takes a missing one for a change.
                        "ConfigurationRest",
                        "",
                        "InstanceProfileRoleArn",
                        "arn:aws:iam::123456789012:role/web"),
                Map.of("outpost-recovery:stack", CloudStage.STACK));
    }
}
