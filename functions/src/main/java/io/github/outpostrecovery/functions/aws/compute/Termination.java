package io.github.outpostrecovery.functions.aws.compute;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateChange;

/** Asks EC2 to end a machine, which may be asked again (EC2 API reference, TerminateInstances: idempotent). */
final class Termination {
    private static final String NOT_FOUND = "InvalidInstanceID.NotFound";

    private final Supplier<Ec2Client> ec2;

    Termination(Supplier<Ec2Client> ec2) {
        this.ec2 = requireNonNull(ec2, "ec2 is null");
    }

    /** Why it could not be asked, if so. */
    Optional<String> of(Ec2InstanceId machine) {
        Reply<List<InstanceStateChange>> reply = Reply.to(
                "ec2:TerminateInstances",
                () -> ec2.get()
                        .terminateInstances(request -> request.instanceIds(machine.value()))
                        .terminatingInstances());
        return switch (reply) {
            case Reply.Answered<List<InstanceStateChange>>(var changes) ->
                changes.stream().anyMatch(change -> machine.value().equals(change.instanceId()))
                        ? Optional.empty()
                        : Optional.of("ec2:TerminateInstances answered, and did not name " + machine);
            case Reply.Refused<List<InstanceStateChange>>(String code, String message) ->
                code.equals(NOT_FOUND) ? Optional.empty() : Optional.of(code + ": " + message);
            case Reply.Unanswered<List<InstanceStateChange>>(String why) -> Optional.of(why);
        };
    }
}
