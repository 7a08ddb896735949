package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.machine.GuestConfiguration;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.BootVolume;
import io.github.outpostrecovery.lab.machine.GuestConfiguration.Portal;
import java.util.ArrayList;
import java.util.List;

/** What things are called in a simulated site. */
final class Furniture {
    static final String STACK = "outpost-recovery";
    static final String RECOVERY_MACHINE = "outpost-recovery";
    static final String APPROVAL_MACHINE = "outpost-recovery-approval";
    static final String TABLE = "outpost-recovery";
    static final String NOTICE_TOPIC = "arn:aws:sns:us-west-2:111122223333:outpost-recovery-notices";
    static final Console CONSOLE =
            new Console("aws", "us-west-2", "arn:aws:states:us-west-2:111122223333:stateMachine:" + APPROVAL_MACHINE);
    static final InstanceName INSTANCE = new InstanceName("web-01");
    /** On a site where nothing is protected yet, somebody else has volumes. */
    static final InstanceName RESIDENT = new InstanceName("erp-03");

    static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    static final LaunchTemplateId TEMPLATE = new LaunchTemplateId("lt-0a1b2c3d4e5f60001");

    private static final int SERVERS = 3;

    private Furniture() {}

    static List<OutpostArn> servers() {
        return Servers.ALL;
    }

    private static final class Servers {
        static final List<OutpostArn> ALL = namedServers();
    }

    private static List<OutpostArn> namedServers() {
        List<OutpostArn> servers = new ArrayList<>();
        for (int number = 1; number <= SERVERS; number++) {
            servers.add(new OutpostArn(
                    "arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f6%04d".formatted(number)));
        }
        return List.copyOf(servers);
    }

    static SubnetId subnetOf(OutpostArn server) {
        return new SubnetId(
                "subnet-0a1b2c3d4e5f6" + server.value().substring(server.value().length() - 4));
    }

    static LaunchTarget targetOn(OutpostArn server) {
        return new LaunchTarget(server, subnetOf(server), TEMPLATE, 1);
    }

    /** The volumes that the engine guards. */
    static List<ProtectedVolume> protectedVolumes(SiteOptions options, List<SiteArray> arrays) {
        List<ProtectedVolume> volumes = new ArrayList<>();
        for (SiteArray array : arrays) {
            array.simulated().volumes().stream()
                    .map(FurnishedVolume::name)
                    .filter(options.naming()::protects)
                    .forEach(volume -> volumes.add(new ProtectedVolume(array.arrayName(), new VolumeName(volume))));
        }
        return volumes;
    }

    /** The recovery servers come first; the primary's own is the last to try, for when it has been mended. */
    static ProtectedInstance configuration(SiteOptions options, List<SiteArray> arrays, MachineAccounts accounts) {
        List<LaunchTarget> targets = new ArrayList<>();
        List<OutpostArn> servers = servers();
        servers.stream().skip(1).map(Furniture::targetOn).forEach(targets::add);
        targets.add(targetOn(servers.getFirst()));
        List<ProtectedVolume> volumes = protectedVolumes(options, arrays);
        return new ProtectedInstance(
                INSTANCE,
                options.mode(),
                ALARM,
                arrays.stream()
                        .filter(array -> volumes.stream()
                                .anyMatch(volume -> volume.array().equals(array.arrayName())))
                        .map(array -> array.connection(accounts))
                        .toList(),
                volumes,
                targets,
                Policy.STANDARD);
    }

    /** What the recovery template tells a guest, with markers where its names belong. */
    static String userDataTemplate(List<SiteArray> arrays) {
        List<Portal> portals = new ArrayList<>();
        List<BootVolume> volumes = new ArrayList<>();
        for (SiteArray array : arrays) {
            List<TargetPortal> ways = array.simulated().portals();
            ways.forEach(way -> portals.add(
                    new Portal(onTheDataPath(array.protocol()), way.address() + ":" + way.port(), way.target())));
            List<String> targets =
                    ways.stream().map(TargetPortal::target).distinct().toList();
            array.simulated().volumes().forEach(volume -> volumes.add(new BootVolume(targets, volume.lun())));
        }
        return GuestConfiguration.template(portals, volumes);
    }

    /** The lab's own word for a protocol. */
    static io.github.outpostrecovery.lab.datapath.Protocol onTheDataPath(Protocol protocol) {
        return switch (protocol) {
            case ISCSI -> io.github.outpostrecovery.lab.datapath.Protocol.ISCSI;
            case NVME_TCP -> io.github.outpostrecovery.lab.datapath.Protocol.NVME_TCP;
        };
    }
}
