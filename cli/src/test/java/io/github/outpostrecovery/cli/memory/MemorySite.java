package io.github.outpostrecovery.cli.memory;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.launch.LaunchTags;
import io.github.outpostrecovery.cli.launch.LaunchedArray;
import io.github.outpostrecovery.cli.userdata.Feature;
import io.github.outpostrecovery.cli.userdata.GuestSystem;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.inventory.ArrayInventory;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.rest.ArrayCredentials;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** A site with three servers, an array, and one machine {@code web-01} that the wizard has launched. */
public final class MemorySite {
    public static final String STACK = "outpost-recovery";
    public static final InstanceName WEB = new InstanceName("web-01");
    public static final ArrayName ARRAY = new ArrayName("array-a");
    public static final Ec2InstanceId MACHINE = new Ec2InstanceId("i-05692161d100b05e5");
    public static final Initiator NAME = name(1);
    public static final String PROFILE = "arn:aws:iam::111122223333:instance-profile/web";
    public static final String ROLE = "arn:aws:iam::111122223333:role/web";
    public static final Instant NOON = Instant.parse("2026-02-10T12:00:00Z");

    public final Calls calls = new Calls();
    public final MemoryDirectory directory = new MemoryDirectory(calls);
    public final MemoryTemplates templates = new MemoryTemplates(calls);
    public final MemoryStacks stacks = new MemoryStacks(calls);
    public final MemoryEngine engine = new MemoryEngine(calls, stacks, directory);
    public final MemoryArray array = new MemoryArray(ARRAY, calls);
    public final Cloud cloud;
    private Instant now = NOON;

    public MemorySite() {
        for (int number = 1; number <= 3; number++) {
            directory.outposts.put(
                    server(number),
                    new Outpost(
                            server(number),
                            "server-" + number,
                            "111122223333",
                            Outpost.Hardware.SERVER,
                            ServerLink.CONNECTED));
            directory.types.put(server(number), List.of("c6id.4xlarge"));
            subnet(number, "vpc-1", OptionalInt.of(1));
        }
        directory.images.put(
                "ami-1", new Image("ami-1", "ipxe", "aws", Optional.empty(), "/dev/xvda", OptionalInt.of(1)));
        directory.profiles.add(new InstanceProfile("web", PROFILE, Optional.of(ROLE)));
        for (String kind : List.of("read", "fence")) {
            directory.secrets.put(
                    STACK + "/" + kind + "/array-a", Set.of("vendor", "endpoint", "username", "password"));
        }
        array.map(NAME, "/vol/web/boot", 0);
        array.logIn(NAME);
        machine(MACHINE, NAME, tags().toMap());
        cloud = new Cloud(
                new Cloud.Place("aws", "us-west-2", "111122223333", STACK),
                directory,
                new MemoryMachines(calls, directory, array),
                templates,
                new NoNetwork(),
                stacks,
                engine.engine(() -> now),
                new OneArray(),
                () -> now,
                length -> now = now.plus(length));
    }

    public static OutpostArn server(int number) {
        return new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-%017x".formatted(number));
    }

    public static SubnetId subnetOf(int number) {
        return new SubnetId("subnet-%08x".formatted(number));
    }

    public static Initiator name(int generation) {
        return Initiator.fresh(
                Protocol.ISCSI, WEB, new Generation(generation), UUID.nameUUIDFromBytes(new byte[] {(byte) generation
                }));
    }

    public void subnet(int number, String vpc, OptionalInt localNetwork) {
        directory.subnets.put(
                subnetOf(number),
                new OutpostSubnet(
                        subnetOf(number),
                        vpc,
                        server(number),
                        "us-west-2a",
                        "10.0." + number + ".0/24",
                        Optional.empty(),
                        localNetwork));
    }

    public static LaunchTags tags() {
        return new LaunchTags(
                STACK,
                WEB,
                Feature.SANBOOT,
                GuestSystem.LINUX,
                "netapp",
                Protocol.ISCSI,
                Map.of(Protocol.ISCSI, NAME),
                List.of(new LaunchedArray(
                        ARRAY,
                        "netapp",
                        Protocol.ISCSI,
                        URI.create("https://192.0.2.10"),
                        Optional.of("svm1"),
                        Optional.empty(),
                        List.of(),
                        List.of("192.0.2.1:3260"),
                        List.of(new VolumeName("/vol/web/boot")))));
    }

    public MachineDescription machine(Ec2InstanceId id, Initiator name, Map<String, String> tags) {
        Map<String, String> all = new TreeMap<>(tags);
        all.put("aws:cloudformation:stack-name", "somebody-elses");
        MachineDescription machine = new MachineDescription(
                id,
                "running",
                Optional.of(server(1)),
                subnetOf(1),
                "vpc-1",
                "ami-1",
                "c6id.4xlarge",
                Optional.of("ops"),
                Optional.of(PROFILE),
                List.of(
                        new InterfaceSpecification(0, Optional.of(subnetOf(1)), List.of("sg-1"), Optional.empty()),
                        new InterfaceSpecification(
                                1, Optional.of(subnetOf(1)), List.of("sg-2", "sg-3"), Optional.empty())),
                List.of(new BlockDevice(
                        "/dev/xvda", OptionalInt.of(1), Optional.empty(), BlockDevice.Deletion.WITH_INSTANCE)),
                MetadataOptions.CAREFUL,
                all,
                Optional.empty(),
                NOON.minusSeconds(86_400));
        directory.machines.put(id, machine);
        directory.userData.put(id, userData(name));
        return machine;
    }

    public static String userData(Initiator name) {
        return "#!ipxe\nset initiator-iqn " + name
                + "\nsanboot iscsi:192.0.2.1::3260:0:iqn.1992-08.com.netapp:sn.1:vs.2\n";
    }

    public List<String> log() {
        return new ArrayList<>(calls.made());
    }

    /** The one array, whoever asks. */
    private final class OneArray implements ArrayAccess {
        @Override
        public List<String> vendors() {
            return List.of("dell", "hpe", "netapp", "purestorage");
        }

        @Override
        public StorageArray array(ArrayConnection connection, CredentialSource credentials) {
            return array;
        }

        @Override
        public ArrayInventory inventory(ArrayConnection connection, CredentialSource credentials) {
            throw new AssertionError("nobody asks for the inventory");
        }

        @Override
        public ArrayProvisioning provisioning(ArrayConnection connection, CredentialSource credentials) {
            return array;
        }

        @Override
        public CredentialSource inSecret(SecretArn secret) {
            return new CredentialSource() {
                @Override
                public ArrayCredentials current() {
                    throw new AssertionError("nobody logs in");
                }

                @Override
                public ArrayCredentials insteadOf(ArrayCredentials refused) {
                    throw new AssertionError("nobody logs in");
                }
            };
        }
    }
}
