package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** What {@code DescribeInstances} lists, to the last page. */
final class Instances {
    private static final String ACTION = "ec2:DescribeInstances";

    private Instances() {}

    static Reply<List<Instance>> byId(Supplier<Ec2Client> ec2, Ec2InstanceId machine) {
        return list(
                        ec2,
                        DescribeInstancesRequest.builder()
                                .instanceIds(machine.value())
                                .build())
                .then(instances -> new Reply.Answered<>(instances.stream()
                        .filter(instance -> machine.value().equals(instance.instanceId()))
                        .toList()));
    }

    /** Terminated ones included, as long as EC2 remembers them. */
    static Reply<List<Instance>> byToken(Supplier<Ec2Client> ec2, ClientToken token) {
        Filter filter =
                Filter.builder().name("client-token").values(token.value()).build();
        return list(ec2, DescribeInstancesRequest.builder().filters(filter).build());
    }

    private static Reply<List<Instance>> list(Supplier<Ec2Client> ec2, DescribeInstancesRequest first) {
        return Reply.to(ACTION, () -> Pages.all(token -> page(ec2.get(), first, token)));
    }

    private static Pages.Page<Instance> page(Ec2Client ec2, DescribeInstancesRequest first, Optional<String> token) {
        DescribeInstancesRequest request =
                token.map(value -> first.toBuilder().nextToken(value).build()).orElse(first);
        var answer = ec2.describeInstances(request);
        if (!answer.hasReservations()) {
            // Cut off, or not EC2's: a list without an entry is still there.
            throw SdkClientException.create("an answer without a list");
        }
        return Pages.Page.of(
                answer.reservations().stream()
                        .flatMap(reservation -> reservation.instances().stream())
                        .toList(),
                answer.nextToken());
    }
}
