package io.github.outpostrecovery.cli.local;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.Machines.Launch;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.cli.cloud.Stacks.Change;
import io.github.outpostrecovery.cli.cloud.Stacks.StackRequest;
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
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.machine.GuestConfiguration;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import io.github.outpostrecovery.lab.site.SiteOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a person does on an open site, by the ports of the command: lets machines in by hand, launches and protects them. */
public final class OpenedSite {
    public static final SiteOptions OPTIONS =
            SiteOptions.open(List.of(new ArrayKind("netapp", Protocol.ISCSI)), Chap.NONE, 1);
    public static final SubnetId SUBNET = new SubnetId("subnet-0a1b2c3d4e5f60001");
    static final SubnetId OTHER_SUBNET = new SubnetId("subnet-0a1b2c3d4e5f60002");
    static final String IMAGE = "ami-0a1b2c3d4e5f61001";

    private final SimulatedSite site;
    private final Cloud cloud;

    public OpenedSite(SimulatedSite site) {
        this.site = site;
        this.cloud = LocalCloud.of(site, () -> {});
    }

    public Cloud cloud() {
        return cloud;
    }

    static MachineSpecification specification(String userData, Map<String, String> tags) {
        return new MachineSpecification(
                IMAGE,
                "c6id.2xlarge",
                Optional.of("operations"),
                Optional.of("outpost-instance"),
                List.of(
                        new InterfaceSpecification(
                                0, Optional.of(SUBNET), List.of("sg-0a1b2c3d4e5f60002"), Optional.empty()),
                        new InterfaceSpecification(
                                1, Optional.of(SUBNET), List.of("sg-0a1b2c3d4e5f60002"), Optional.empty())),
                List.of(),
                MetadataOptions.CAREFUL,
                Optional.of(userData),
                tags);
    }

    static Initiator initiator(InstanceName name) {
        return Initiator.fresh(
                Protocol.ISCSI,
                name,
                Generation.FIRST,
                UUID.nameUUIDFromBytes(name.value().getBytes(StandardCharsets.UTF_8)));
    }

    private String recoveryUserData() {
        SiteArray array = site.arrays().getFirst();
        List<Portal> portals = array.simulated().portals().stream()
                .map(portal -> new Portal(
                        io.github.outpostrecovery.lab.datapath.Protocol.ISCSI,
                        portal.address() + ":" + portal.port(),
                        portal.target()))
                .toList();
        return GuestConfiguration.template(
                portals, List.of(new BootVolume(portals.getFirst().target(), 0)));
    }

    /** Lets it in and launches it, as the wizard would, and waits until it serves. */
    public Ec2InstanceId launch(InstanceName name) throws InterruptedException {
        Initiator initiator = initiator(name);
        site.arrays().getFirst().simulated().admit(initiator.value(), List.of("/vol/v/" + name + "-boot"));
        Launch launch = cloud.machines()
                .launch(
                        specification(
                                recoveryUserData().replace(UserData.IQN_MARKER, initiator.value()),
                                Map.of("Name", name.value(), "outpost-recovery:instance", name.value())),
                        ClientToken.of(name, Generation.FIRST).value());
        if (!(launch instanceof Launch.Launched(var id, var outpost))) {
            throw new AssertionError("nothing was launched: " + launch);
        }
        cloud.pause().pause(Duration.ofMinutes(3));
        return id;
    }

    /** Makes its recovery template, deploys its protection and begins its books. */
    public Change protect(InstanceName name, Ec2InstanceId id) throws IOException {
        Template template = cloud.templates()
                .create("lt-" + name + "-recovery", specification(recoveryUserData(), Map.of()), Map.of());
        MachineDescription machine = cloud.directory().machine(id).orElseThrow();
        SiteArray array = site.arrays().getFirst();
        ArrayConnection connection = site.connection(array);
        List<LaunchTarget> targets = List.of(OTHER_SUBNET, SUBNET).stream()
                .map(subnet -> new LaunchTarget(
                        cloud.directory().outpostSubnets().stream()
                                .filter(one -> one.id().equals(subnet))
                                .findFirst()
                                .orElseThrow()
                                .outpost(),
                        subnet,
                        template.id(),
                        1))
                .toList();
        ProtectedInstance configuration = new ProtectedInstance(
                name,
                Mode.AUTOMATIC,
                new AlarmName("outpost-recovery-" + name),
                List.of(connection),
                List.of(new ProtectedVolume(connection.name(), new VolumeName("/vol/v/" + name + "-boot"))),
                targets,
                Policy.STANDARD);
        Change change = cloud.stacks().apply(request(name, id, configuration), line -> {});
        cloud.engine()
                .table()
                .commit(
                        InstanceLedger.of(
                                name,
                                new Machine(
                                        Generation.FIRST,
                                        id,
                                        machine.outpost().orElseThrow(),
                                        Map.of(connection.name(), initiator(name)),
                                        machine.launchedAt())),
                        Optional.empty());
        return change;
    }

    static StackRequest request(InstanceName name, Ec2InstanceId id, ProtectedInstance configuration)
            throws IOException {
        return request(
                name,
                Map.of(
                        "InstanceName", name.value(),
                        "InstanceId", id.value(),
                        "Configuration", CoreJson.mapper().writeValueAsString(configuration),
                        "InstanceProfileRoleArn", "arn:aws:iam::111122223333:role/outpost-instance"));
    }

    static StackRequest request(InstanceName name, Map<String, String> parameters) throws IOException {
        return new StackRequest(
                "autorestart-" + name,
                Files.readString(Path.of("..", "protection.yaml")),
                parameters,
                Map.of("outpost-recovery:instance", name.value()));
    }
}
