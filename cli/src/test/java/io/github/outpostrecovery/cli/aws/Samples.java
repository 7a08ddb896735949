package io.github.outpostrecovery.cli.aws;

import io.github.outpostrecovery.cli.cloud.BlockDevice;
import io.github.outpostrecovery.cli.cloud.InterfaceSpecification;
import io.github.outpostrecovery.cli.cloud.MachineSpecification;
import io.github.outpostrecovery.cli.cloud.MetadataOptions;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What tests launch. */
final class Samples {
    static final OutpostArn SERVER =
            new OutpostArn("arn:aws:outposts:us-west-2:111122223333:outpost/op-0123456789abcdef0");
    static final SubnetId SUBNET = new SubnetId("subnet-0aaaaaaaaaaaaaaaa");
    static final String USER_DATA = "#!ipxe\nset initiator-iqn iqn.2006-03.com.amazon.aws:grün\n";

    private Samples() {}

    /** With everything that a specification can have. */
    static MachineSpecification machine() {
        return new MachineSpecification(
                "ami-0123456789abcdef0",
                "c6id.large",
                Optional.of("ops"),
                Optional.of("web"),
                List.of(
                        new InterfaceSpecification(0, Optional.of(SUBNET), List.of("sg-1", "sg-2"), Optional.empty()),
                        new InterfaceSpecification(1, Optional.of(SUBNET), List.of("sg-1"), Optional.empty())),
                List.of(
                        new BlockDevice(
                                "/dev/xvda",
                                OptionalInt.of(20),
                                Optional.of("gp2"),
                                BlockDevice.Deletion.WITH_INSTANCE),
                        new BlockDevice("/dev/sdb", OptionalInt.empty(), Optional.empty(), BlockDevice.Deletion.KEPT)),
                MetadataOptions.CAREFUL,
                Optional.of(USER_DATA),
                Map.of("Name", "web-01", "outpost-recovery:instance", "web-01", "a", "b"));
    }

    /** With as little as one can have. */
    static MachineSpecification bareMachine() {
        return new MachineSpecification(
                "ami-0123456789abcdef0",
                "c6id.large",
                Optional.empty(),
                Optional.of("arn:aws:iam::111122223333:instance-profile/web"),
                List.of(new InterfaceSpecification(0, Optional.empty(), List.of(), Optional.of("eni-1"))),
                List.of(),
                MetadataOptions.CAREFUL,
                Optional.empty(),
                Map.of());
    }
}
