package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;

/**
 * One read of a machine's status.
 *
 * <p>{@code DescribeInstanceStatus} lists running instances only, unless it is asked for all (EC2 API reference), and is
 * eventually consistent. An instance that it does not know is looked up once more by {@code DescribeInstances}: only if
 * neither knows it, it is not there.
 */
final class StatusReading {
    private static final String NOT_FOUND = "InvalidInstanceID.NotFound";

    private final Supplier<Ec2Client> ec2;

    StatusReading(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    MachineStatus read(Ec2InstanceId machine) {
        Reply<List<InstanceStatus>> reply = Reply.to(
                "ec2:DescribeInstanceStatus",
                () -> ec2.get()
                        .describeInstanceStatus(
                                request -> request.instanceIds(machine.value()).includeAllInstances(true))
                        .instanceStatuses());
        return switch (reply) {
            case Reply.Answered<List<InstanceStatus>>(var statuses) -> observed(machine, statuses);
            case Reply.Refused<List<InstanceStatus>>(String code, String message) ->
                code.equals(NOT_FOUND)
                        ? lookUp(machine)
                        : new MachineStatus.Unobserved("ec2:DescribeInstanceStatus was refused: " + code);
            case Reply.Unanswered<List<InstanceStatus>>(String why) -> new MachineStatus.Unobserved(why);
        };
    }

    private static MachineStatus observed(Ec2InstanceId machine, List<InstanceStatus> statuses) {
        return statuses.stream()
                .filter(status -> machine.value().equals(status.instanceId()))
                .findFirst()
                .flatMap(StatusReading::observed)
                .orElseGet(() -> new MachineStatus.Unobserved(
                        "ec2:DescribeInstanceStatus gave no status of " + machine + " that can be understood"));
    }

    private static Optional<MachineStatus> observed(InstanceStatus status) {
        return Lifecycles.of(status.instanceState())
                .flatMap(lifecycle -> check(lifecycle, status.systemStatus())
                        .flatMap(system -> check(lifecycle, status.instanceStatus())
                                .map(guest -> new MachineStatus.Observed(lifecycle, system, guest))));
    }

    /** A machine that runs has checks; of one that does not, none are made. */
    private static Optional<Check> check(Lifecycle lifecycle, @Nullable InstanceStatusSummary summary) {
        if (summary == null || summary.status() == null) {
            return switch (lifecycle) {
                case PENDING, RUNNING -> Optional.empty();
                case STOPPING, STOPPED, SHUTTING_DOWN, TERMINATED, NOT_FOUND -> Optional.of(Check.INSUFFICIENT_DATA);
            };
        }
        return switch (summary.status()) {
            case OK -> Optional.of(Check.PASSED);
            case IMPAIRED -> Optional.of(Check.FAILED);
            case INITIALIZING -> Optional.of(Check.INITIALIZING);
            case INSUFFICIENT_DATA, NOT_APPLICABLE -> Optional.of(Check.INSUFFICIENT_DATA);
            case UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
    }

    private MachineStatus lookUp(Ec2InstanceId machine) {
        return switch (Instances.byId(ec2, machine)) {
            case Reply.Answered<List<Instance>>(var instances) ->
                instances.stream()
                        .findFirst()
                        .flatMap(instance -> Lifecycles.of(instance.state()))
                        .map(lifecycle -> contradicted(machine, lifecycle))
                        .orElseGet(() -> new MachineStatus.Unobserved(
                                "ec2:DescribeInstances gave no state of " + machine + " that can be understood"));
            case Reply.Refused<List<Instance>>(String code, String message) ->
                code.equals(NOT_FOUND)
                        ? new MachineStatus.Observed(
                                Lifecycle.NOT_FOUND, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA)
                        : new MachineStatus.Unobserved("ec2:DescribeInstances was refused: " + code);
            case Reply.Unanswered<List<Instance>>(String why) -> new MachineStatus.Unobserved(why);
        };
    }

    /** One of two calls does not know the machine. That it has ended is believed; that it runs without checks is not. */
    private static MachineStatus contradicted(Ec2InstanceId machine, Lifecycle lifecycle) {
        return switch (lifecycle) {
            case PENDING, RUNNING ->
                new MachineStatus.Unobserved("EC2 contradicts itself: it lists " + machine + " as " + lifecycle
                        + ", and knows no status of it");
            case STOPPING, STOPPED, SHUTTING_DOWN, TERMINATED, NOT_FOUND ->
                new MachineStatus.Observed(lifecycle, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA);
        };
    }
}
