package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Directory;
import io.github.outpostrecovery.cli.cloud.Image;
import io.github.outpostrecovery.cli.cloud.InstanceProfile;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.cloud.OfferedType;
import io.github.outpostrecovery.cli.cloud.Outpost;
import io.github.outpostrecovery.cli.cloud.OutpostSubnet;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.cloud.SecurityGroup;
import io.github.outpostrecovery.cli.cloud.SubnetLookup;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import io.github.outpostrecovery.functions.aws.Clients;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.iam.IamClient;

/** Looks things up in EC2, Outposts, IAM and Secrets Manager. Lists are read to their last page. */
final class AwsDirectory implements Directory {
    private static final Set<String> NO_IMAGE =
            Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Malformed", "InvalidAMIID.Unavailable");

    private final Supplier<Ec2Client> ec2;
    private final Supplier<IamClient> iam;
    private final NetworkLists network;
    private final OutpostLists outposts;
    private final MachineLists machines;
    private final SecretLists secrets;

    AwsDirectory(Clients clients, Supplier<IamClient> iam, Compute compute) {
        this.ec2 = clients.ec2();
        this.iam = requireNonNull(iam, "iam is null");
        this.network = new NetworkLists(clients.ec2());
        this.outposts = new OutpostLists(clients.outposts(), compute);
        this.machines = new MachineLists(clients.ec2());
        this.secrets = new SecretLists(clients.secretsManager());
    }

    @Override
    public List<OutpostSubnet> outpostSubnets() {
        return network.outpostSubnets();
    }

    @Override
    public SubnetLookup subnet(SubnetId id) {
        return network.subnet(id);
    }

    @Override
    public Optional<Outpost> outpost(OutpostArn arn) {
        return outposts.outpost(arn);
    }

    @Override
    public List<Outpost> outposts() {
        return outposts.outposts();
    }

    @Override
    public List<OfferedType> instanceTypes(OutpostArn outpost) {
        return outposts.instanceTypes(outpost);
    }

    @Override
    public Optional<Image> image(String id) {
        return Asking.unless(
                NO_IMAGE,
                "ec2:DescribeImages",
                id,
                () -> ec2.get().describeImages(request -> request.imageIds(id)).images().stream()
                        .findFirst()
                        .map(AwsDirectory::image));
    }

    private static Image image(software.amazon.awssdk.services.ec2.model.Image found) {
        String root = Objects.requireNonNullElse(found.rootDeviceName(), "");
        OptionalInt gib = found.blockDeviceMappings().stream()
                .filter(mapping -> root.equals(mapping.deviceName()) && mapping.ebs() != null)
                .map(mapping -> mapping.ebs().volumeSize())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .findFirst();
        return new Image(
                found.imageId(),
                Objects.requireNonNullElse(found.name(), ""),
                Objects.requireNonNullElse(found.ownerId(), ""),
                Optional.ofNullable(found.imageOwnerAlias()),
                root,
                gib);
    }

    /** EC2 answers with all of them in one page. */
    @Override
    public List<String> keyPairs() {
        return Asking.of(
                "ec2:DescribeKeyPairs",
                "the key pairs",
                () -> ec2.get().describeKeyPairs().keyPairs().stream()
                        .map(KeyPairInfo::keyName)
                        .toList());
    }

    @Override
    public List<SecurityGroup> securityGroups(String vpc) {
        return network.securityGroups(vpc);
    }

    @Override
    public Optional<SecurityGroup> securityGroup(String id) {
        return network.securityGroup(id);
    }

    @Override
    public List<InstanceProfile> instanceProfiles() {
        return Asking.of(
                "iam:ListInstanceProfiles",
                "the instance profiles",
                () -> iam.get().listInstanceProfilesPaginator().instanceProfiles().stream()
                        .map(profile -> new InstanceProfile(
                                profile.instanceProfileName(),
                                profile.arn(),
                                profile.roles().stream().findFirst().map(role -> role.arn())))
                        .toList());
    }

    @Override
    public List<SecretEntry> secrets() {
        return secrets.secrets();
    }

    @Override
    public Optional<Set<String>> secretKeys(String nameOrArn) {
        return secrets.keys(nameOrArn);
    }

    @Override
    public List<MachineDescription> machines() {
        return machines.machines();
    }

    @Override
    public Optional<MachineDescription> machine(Ec2InstanceId id) {
        return machines.machine(id);
    }

    @Override
    public Optional<String> userData(Ec2InstanceId id) {
        return machines.userData(id);
    }
}
