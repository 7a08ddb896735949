package io.github.outpostrecovery.cli.memory;

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
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What there is. A test puts it there and takes it away. */
public final class MemoryDirectory implements Directory {
    public final Map<SubnetId, OutpostSubnet> subnets = new LinkedHashMap<>();
    public final Map<OutpostArn, Outpost> outposts = new LinkedHashMap<>();
    public final Map<OutpostArn, List<String>> types = new HashMap<>();
    public final Map<String, Image> images = new HashMap<>();
    public final List<InstanceProfile> profiles = new ArrayList<>();
    public final Map<String, Set<String>> secrets = new LinkedHashMap<>();
    public final Map<Ec2InstanceId, MachineDescription> machines = new LinkedHashMap<>();
    public final Map<Ec2InstanceId, String> userData = new HashMap<>();

    private final Calls calls;

    MemoryDirectory(Calls calls) {
        this.calls = calls;
    }

    public static SecretArn arnOf(String secret) {
        return new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:" + secret + "-AbCdEf");
    }

    @Override
    public List<OutpostSubnet> outpostSubnets() {
        return List.copyOf(subnets.values());
    }

    @Override
    public SubnetLookup subnet(SubnetId id) {
        if (id.value().startsWith("subnet-dead")) {
            return new SubnetLookup.InRegion(id, "vpc-1");
        }
        return Optional.ofNullable(subnets.get(id))
                .<SubnetLookup>map(SubnetLookup.OnOutpost::new)
                .orElseGet(() -> new SubnetLookup.NotFound(id));
    }

    @Override
    public Optional<Outpost> outpost(OutpostArn arn) {
        return Optional.ofNullable(outposts.get(arn));
    }

    @Override
    public List<Outpost> outposts() {
        return List.copyOf(outposts.values());
    }

    @Override
    public List<OfferedType> instanceTypes(OutpostArn outpost) {
        return types.getOrDefault(outpost, List.of()).stream()
                .map(name -> new OfferedType(name, OptionalInt.of(1)))
                .toList();
    }

    @Override
    public Optional<Image> image(String id) {
        return Optional.ofNullable(images.get(id));
    }

    @Override
    public List<String> keyPairs() {
        return List.of("ops");
    }

    @Override
    public List<SecurityGroup> securityGroups(String vpc) {
        return List.of();
    }

    @Override
    public Optional<SecurityGroup> securityGroup(String id) {
        return Optional.empty();
    }

    @Override
    public List<InstanceProfile> instanceProfiles() {
        return List.copyOf(profiles);
    }

    @Override
    public List<SecretEntry> secrets() {
        calls.look("ListSecrets");
        return secrets.keySet().stream()
                .map(name -> new SecretEntry(name, arnOf(name)))
                .toList();
    }

    @Override
    public Optional<Set<String>> secretKeys(String nameOrArn) {
        return secrets.entrySet().stream()
                .filter(entry -> entry.getKey().equals(nameOrArn)
                        || arnOf(entry.getKey()).value().equals(nameOrArn))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    @Override
    public List<MachineDescription> machines() {
        return machines.values().stream()
                .filter(machine -> !machine.state().equals("terminated"))
                .toList();
    }

    @Override
    public Optional<MachineDescription> machine(Ec2InstanceId id) {
        return Optional.ofNullable(machines.get(id));
    }

    @Override
    public Optional<String> userData(Ec2InstanceId id) {
        return Optional.ofNullable(userData.get(id));
    }
}
