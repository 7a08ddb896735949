package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Instances, with the volumes that belong to them. */
final class MachineLists {
    static final Set<String> NONE = Set.of("InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed");

    private static final String[] NOT_TERMINATED = {"pending", "running", "shutting-down", "stopping", "stopped"};

    /** The values that one filter may have (EC2 API reference, "Filtering resources"). */
    private static final int FILTER_VALUES = 200;

    private final Supplier<Ec2Client> ec2;

    MachineLists(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    List<MachineDescription> machines() {
        List<Instance> found = Asking.of(
                "ec2:DescribeInstances",
                "the instances",
                () -> ec2
                        .get()
                        .describeInstancesPaginator(request -> request.filters(Filter.builder()
                                .name("instance-state-name")
                                .values(NOT_TERMINATED)
                                .build()))
                        .reservations()
                        .stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .toList());
        return described(found, "the instances");
    }

    Optional<MachineDescription> machine(Ec2InstanceId id) {
        List<Instance> found = Asking.unless(
                        NONE,
                        "ec2:DescribeInstances",
                        id.value(),
                        () ->
                                Optional.of(ec2
                                        .get()
                                        .describeInstances(request -> request.instanceIds(id.value()))
                                        .reservations()
                                        .stream()
                                        .flatMap(reservation -> reservation.instances().stream())
                                        .toList()))
                .orElse(List.of());
        return described(found, id.value()).stream().findFirst();
    }

    Optional<String> userData(Ec2InstanceId id) {
        return Asking.unless(
                NONE,
                "ec2:DescribeInstanceAttribute",
                "the user data of " + id,
                () -> Optional.ofNullable(ec2.get()
                                .describeInstanceAttribute(request ->
                                        request.instanceId(id.value()).attribute(InstanceAttributeName.USER_DATA))
                                .userData())
                        .flatMap(attribute -> Optional.ofNullable(attribute.value()))
                        .filter(encoded -> !encoded.isEmpty())
                        .map(encoded -> Base64Text.decode(encoded, id.value())));
    }

    private List<MachineDescription> described(List<Instance> instances, String object) {
        List<Instance> placed =
                instances.stream().filter(MachineReading::isPlaced).toList();
        Map<String, Volume> volumes = volumes(
                placed.stream().flatMap(MachineReading::volumes).distinct().toList(), object);
        return Asking.of(
                "ec2:DescribeInstances",
                object,
                () -> placed.stream()
                        .map(instance -> MachineReading.read(instance, volumes))
                        .toList());
    }

    /** By their ids in a filter, not as a list of ids: one that has just gone must not spoil the answer. */
    private Map<String, Volume> volumes(List<String> ids, String object) {
        Map<String, Volume> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += FILTER_VALUES) {
            List<String> some = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + FILTER_VALUES)));
            Asking.of(
                            "ec2:DescribeVolumes",
                            "the volumes of " + object,
                            () -> ec2
                                    .get()
                                    .describeVolumesPaginator(request -> request.filters(Filter.builder()
                                            .name("volume-id")
                                            .values(some)
                                            .build()))
                                    .volumes()
                                    .stream()
                                    .toList())
                    .forEach(volume -> found.put(volume.volumeId(), volume));
        }
        return found;
    }
}
