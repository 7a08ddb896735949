package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.LaunchTemplateId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What things are called in a simulated site. */
final class Furniture {
    static final String STACK = "outpost-recovery";
    static final String RECOVERY_MACHINE = "outpost-recovery";
    static final String APPROVAL_MACHINE = "outpost-recovery-approval";
    static final String TABLE = "outpost-recovery";
    static final String NOTICE_TOPIC = "arn:aws:sns:us-west-2:111122223333:outpost-recovery-notices";
    static final InstanceName INSTANCE = new InstanceName("web-01");
    static final AlarmName ALARM = new AlarmName("outpost-recovery-web-01");
    static final ArrayName ARRAY = new ArrayName("array-1");
    static final String VENDOR = "netapp";
    static final String SVM = "svm1";
    static final SecretArn READ_SECRET = secret("array-1-read");
    static final SecretArn FENCE_SECRET = secret("array-1-fence");
    static final LaunchTemplateId TEMPLATE = new LaunchTemplateId("lt-0a1b2c3d4e5f60001");

    /**
     * The address that is written down for the array. The socket behind it is another one in every process; the way there
     * is made when a client connects.
     */
    static final URI ENDPOINT = URI.create("http://127.0.0.1:44301");

    private static final int SERVERS = 3;

    private Furniture() {}

    static List<OutpostArn> servers() {
        List<OutpostArn> servers = new ArrayList<>();
        for (int number = 1; number <= SERVERS; number++) {
            servers.add(new OutpostArn(
                    "arn:aws:outposts:us-west-2:111122223333:outpost/op-0a1b2c3d4e5f6%04d".formatted(number)));
        }
        return servers;
    }

    static SubnetId subnetOf(OutpostArn server) {
        return new SubnetId(
                "subnet-0a1b2c3d4e5f6" + server.value().substring(server.value().length() - 4));
    }

    static LaunchTarget targetOn(OutpostArn server) {
        return new LaunchTarget(server, subnetOf(server), TEMPLATE, 1);
    }

    static List<VolumeName> volumes(int number) {
        List<VolumeName> volumes = new ArrayList<>();
        volumes.add(new VolumeName("/vol/v/web-01-boot"));
        for (int data = 1; data < number; data++) {
            volumes.add(new VolumeName("/vol/v/web-01-data-" + data));
        }
        return volumes;
    }

    /** The volumes that the engine guards. */
    static List<VolumeName> protectedVolumes(SiteOptions options) {
        return options.naming().volumes().isEmpty()
                ? volumes(options.volumes())
                : options.naming().volumes().stream()
                        .distinct()
                        .map(VolumeName::new)
                        .toList();
    }

    /** The recovery servers come first; the primary's own is the last to try, for when it has been mended. */
    static ProtectedInstance configuration(SiteOptions options) {
        List<LaunchTarget> targets = new ArrayList<>();
        List<OutpostArn> servers = servers();
        servers.stream().skip(1).map(Furniture::targetOn).forEach(targets::add);
        targets.add(targetOn(servers.getFirst()));
        return new ProtectedInstance(
                INSTANCE,
                options.mode(),
                ALARM,
                List.of(new ArrayConnection(
                        ARRAY,
                        VENDOR,
                        options.protocol(),
                        ENDPOINT,
                        READ_SECRET,
                        FENCE_SECRET,
                        Optional.empty(),
                        Optional.of(SVM))),
                protectedVolumes(options).stream()
                        .map(volume -> new ProtectedVolume(ARRAY, volume))
                        .toList(),
                targets,
                Policy.STANDARD);
    }

    private static SecretArn secret(String name) {
        return new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:" + name);
    }
}
