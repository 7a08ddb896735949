package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;

/**
 * Asks EC2 to stop a machine in good order, and to start it again. Neither {@code Force} nor {@code SkipOsShutdown} is ever
 * sent: the guest has to flush what it holds (EC2 API reference, StopInstances).
 */
final class StopAndStart {
    private static final String NOT_FOUND = "InvalidInstanceID.NotFound";

    /**
     * A root device on an instance store, or a state in which nothing can be stopped, such as terminated (EC2 API
     * reference, "Error codes").
     */
    private static final Set<String> NOT_STOPPABLE =
            Set.of("UnsupportedOperation", "IncorrectInstanceState", "IncorrectState");

    private final Supplier<Ec2Client> ec2;

    StopAndStart(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    StopAnswer stop(Ec2InstanceId machine) {
        Reply<List<InstanceStateChange>> reply = Reply.to(
                "ec2:StopInstances",
                () -> ec2.get()
                        .stopInstances(request -> request.instanceIds(machine.value()))
                        .stoppingInstances());
        return switch (reply) {
            case Reply.Answered<List<InstanceStateChange>>(var changes) ->
                names(changes, machine)
                        ? new StopAnswer.Asked()
                        : new StopAnswer.Unanswered("ec2:StopInstances answered, and did not name " + machine);
            case Reply.Refused<List<InstanceStateChange>>(String code, String message) -> {
                if (code.equals(NOT_FOUND)) {
                    yield new StopAnswer.Asked();
                }
                yield NOT_STOPPABLE.contains(code)
                        ? new StopAnswer.NotStoppable(code + ": " + message)
                        : new StopAnswer.Refused(code, message);
            }
            case Reply.Unanswered<List<InstanceStateChange>>(String why) -> new StopAnswer.Unanswered(why);
        };
    }

    /** Why it could not be asked, if so. */
    Optional<String> start(Ec2InstanceId machine) {
        Reply<List<InstanceStateChange>> reply = Reply.to(
                "ec2:StartInstances",
                () -> ec2.get()
                        .startInstances(request -> request.instanceIds(machine.value()))
                        .startingInstances());
        return switch (reply) {
            case Reply.Answered<List<InstanceStateChange>>(var changes) ->
                names(changes, machine)
                        ? Optional.empty()
                        : Optional.of("ec2:StartInstances answered, and did not name " + machine);
            case Reply.Refused<List<InstanceStateChange>>(String code, String message) ->
                Optional.of(code + ": " + message);
            case Reply.Unanswered<List<InstanceStateChange>>(String why) -> Optional.of(why);
        };
    }

    private static boolean names(List<InstanceStateChange> changes, Ec2InstanceId machine) {
        return changes.stream().anyMatch(change -> machine.value().equals(change.instanceId()));
    }
}
