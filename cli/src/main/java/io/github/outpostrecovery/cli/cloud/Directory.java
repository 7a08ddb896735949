package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks things up. Every list is complete, over all pages. Every method fails with {@link CloudTroubleException} if the
 * service did not answer or refused; what does not exist is an answer.
 */
public interface Directory {
    /** The subnets that lie on an Outpost, in no particular order. */
    List<OutpostSubnet> outpostSubnets();

    /** One subnet by its id. */
    SubnetLookup subnet(SubnetId id);

    /** One Outpost; empty if there is none, or none that this account may see. */
    Optional<Outpost> outpost(OutpostArn arn);

    /** The Outposts that this account owns or that are shared with it. */
    List<Outpost> outposts();

    /** The instance types that an Outpost offers. */
    List<OfferedType> instanceTypes(OutpostArn outpost);

    /** One image. */
    Optional<Image> image(String id);

    /** The names of the key pairs. */
    List<String> keyPairs();

    /** The security groups of a VPC. */
    List<SecurityGroup> securityGroups(String vpc);

    /** One security group, whatever its VPC. */
    Optional<SecurityGroup> securityGroup(String id);

    /** The instance profiles. */
    List<InstanceProfile> instanceProfiles();

    /** The secrets, by name and ARN; never their content. */
    List<SecretEntry> secrets();

    /**
     * The keys of the JSON object in a secret, without its values. Empty if there is no such secret; no key if it holds no JSON
     * object.
     *
     * @param nameOrArn of the secret
     */
    Optional<Set<String>> secretKeys(String nameOrArn);

    /** Instances that are not terminated. */
    List<MachineDescription> machines();

    /**
     * One instance; empty if EC2 knows none, which is also so for some seconds after its launch, and when its end is so long
     * ago that EC2 has forgotten where it was.
     */
    Optional<MachineDescription> machine(Ec2InstanceId id);

    /** The user data of an instance as text; empty if it has none. */
    Optional<String> userData(Ec2InstanceId id);
}
