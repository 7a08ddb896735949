package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.region.Ec2Api;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import io.github.outpostrecovery.lab.region.catalog.AccountCatalog;
import io.github.outpostrecovery.lab.region.catalog.MachineImage;
import io.github.outpostrecovery.lab.region.catalog.OutpostEntry;
import io.github.outpostrecovery.lab.region.catalog.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Looks things up in the simulated Region. */
final class LocalDirectory implements Directory {
    private final SimulatedRegion region;
    private final Ec2Api ec2;
    private final Descriptions descriptions;

    LocalDirectory(SimulatedRegion region) {
        this.region = requireNonNull(region, "region is null");
        this.ec2 = region.ec2().api();
        this.descriptions = new Descriptions(region.ec2().catalog().account());
    }

    @Override
    public List<OutpostSubnet> outpostSubnets() {
        return ServiceCall.of(() -> ec2.look("DescribeSubnets", AccountCatalog::subnets)).stream()
                .flatMap(subnet -> onOutpost(subnet).stream())
                .toList();
    }

    @Override
    public SubnetLookup subnet(SubnetId id) {
        Optional<Subnet> found =
                ServiceCall.of(() -> ec2.look("DescribeSubnets", account -> account.subnet(id.value())));
        return found.<SubnetLookup>map(subnet -> onOutpost(subnet)
                        .<SubnetLookup>map(SubnetLookup.OnOutpost::new)
                        .orElseGet(() -> new SubnetLookup.InRegion(id, subnet.vpc())))
                .orElseGet(() -> new SubnetLookup.NotFound(id));
    }

    private static Optional<OutpostSubnet> onOutpost(Subnet subnet) {
        Integer index = subnet.localNetworkIndex();
        return Optional.ofNullable(subnet.outpost())
                .map(outpost -> new OutpostSubnet(
                        new SubnetId(subnet.id()),
                        subnet.vpc(),
                        new OutpostArn(outpost),
                        subnet.zone(),
                        subnet.cidr(),
                        Optional.ofNullable(subnet.name()),
                        index == null ? OptionalInt.empty() : OptionalInt.of(index)));
    }

    @Override
    public Optional<Outpost> outpost(OutpostArn arn) {
        return ServiceCall.of(() -> ec2.look("GetOutpost", account -> account.outpost(arn.value())))
                .map(this::outpost);
    }

    @Override
    public List<Outpost> outposts() {
        return ServiceCall.of(() -> ec2.look("ListOutposts", AccountCatalog::outposts)).stream()
                .map(this::outpost)
                .toList();
    }

    private Outpost outpost(OutpostEntry entry) {
        OutpostArn arn = new OutpostArn(entry.arn());
        return new Outpost(
                arn,
                entry.name(),
                entry.owner(),
                switch (entry.hardware()) {
                    case RACK -> Outpost.Hardware.RACK;
                    case SERVER -> Outpost.Hardware.SERVER;
                },
                region.ec2().linkNow(arn));
    }

    @Override
    public List<OfferedType> instanceTypes(OutpostArn outpost) {
        List<OfferedType> offered = new ArrayList<>();
        ServiceCall.of(() -> ec2.types(outpost.value()))
                .forEach((offer, free) -> offered.add(new OfferedType(offer.type(), free)));
        return offered;
    }

    @Override
    public Optional<Image> image(String id) {
        return ServiceCall.of(() -> ec2.look("DescribeImages", account -> account.image(id)))
                .map(LocalDirectory::image);
    }

    private static Image image(MachineImage found) {
        return new Image(
                found.id(),
                found.name(),
                found.owner(),
                Optional.ofNullable(found.ownerAlias()),
                found.rootDevice(),
                OptionalInt.of(found.rootGib()));
    }

    @Override
    public List<String> keyPairs() {
        return ServiceCall.of(() -> ec2.look("DescribeKeyPairs", AccountCatalog::keyPairs));
    }

    @Override
    public List<SecurityGroup> securityGroups(String vpc) {
        return ServiceCall.of(() -> ec2.look("DescribeSecurityGroups", AccountCatalog::groups)).stream()
                .filter(group -> group.vpc().equals(vpc))
                .map(group -> new SecurityGroup(group.id(), group.name(), group.vpc()))
                .toList();
    }

    @Override
    public Optional<SecurityGroup> securityGroup(String id) {
        return ServiceCall.of(() -> ec2.look("DescribeSecurityGroups", account -> account.group(id)))
                .map(group -> new SecurityGroup(group.id(), group.name(), group.vpc()));
    }

    @Override
    public List<InstanceProfile> instanceProfiles() {
        return ServiceCall.of(() -> ec2.look("ListInstanceProfiles", AccountCatalog::profiles)).stream()
                .map(profile -> new InstanceProfile(profile.name(), profile.arn(), Optional.ofNullable(profile.role())))
                .toList();
    }

    @Override
    public List<SecretEntry> secrets() {
        return ServiceCall.of(() -> region.secrets().arns()).stream()
                .map(arn -> new SecretEntry(nameOf(arn), arn))
                .toList();
    }

    @Override
    public Optional<Set<String>> secretKeys(String nameOrArn) {
        return secrets().stream()
                .filter(entry ->
                        entry.name().equals(nameOrArn) || entry.arn().value().equals(nameOrArn))
                .findFirst()
                .flatMap(entry -> ServiceCall.of(() -> region.secrets().document(entry.arn())))
                .map(LocalDirectory::keysOf);
    }

    private static Set<String> keysOf(String document) {
        try {
            JsonNode json = CoreJson.mapper().readTree(document);
            Set<String> keys = new TreeSet<>();
            json.fieldNames().forEachRemaining(keys::add);
            return keys;
        } catch (JsonProcessingException noJson) {
            return Set.of();
        }
    }

    private static String nameOf(SecretArn arn) {
        String value = arn.value();
        return value.substring(value.lastIndexOf(':') + 1);
    }

    @Override
    public List<MachineDescription> machines() {
        return ServiceCall.of(ec2::instances).stream()
                .filter(Descriptions::isThere)
                .map(descriptions::of)
                .toList();
    }

    @Override
    public Optional<MachineDescription> machine(Ec2InstanceId id) {
        return ServiceCall.of(() -> ec2.instance(id)).map(descriptions::of);
    }

    @Override
    public Optional<String> userData(Ec2InstanceId id) {
        return ServiceCall.of(() -> ec2.instance(id)).map(Ec2Instance::userData).filter(text -> !text.isEmpty());
    }
}
