package io.github.outpostrecovery.functions.aws.alarms;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/**
 * The stacks that protect an instance, one each: {@code autorestart-NAME}, with the parameter {@code InstanceId}. A stack
 * that still names the old machine would point the alarm back at it with its next update.
 */
final class ProtectionStacks {
    private static final String PREFIX = "autorestart-";
    private static final String PARAMETER = "InstanceId";
    private static final String NOTHING_TO_DO = "No updates are to be performed";

    private final Supplier<CloudFormationClient> client;

    ProtectionStacks(Supplier<CloudFormationClient> client) {
        this.client = requireNonNull(client, "client is null");
    }

    /**
     * Brings the stack of {@code instance} in line with {@code machine}: asks for the update, and says so for as long as it
     * is under way, since an update that fails is rolled back, alarm and all. May be repeated.
     *
     * @return why the stack does not stand for {@code machine}, if so
     */
    Optional<String> follow(InstanceName instance, Ec2InstanceId machine) {
        String name = PREFIX + instance;
        try {
            Optional<Stack> found = client.get().describeStacks(request -> request.stackName(name)).stacks().stream()
                    .findFirst();
            return found.isEmpty() ? Optional.of("there is no stack " + name) : follow(found.get(), machine);
        } catch (SdkException failed) {
            return Optional.of("stack " + name + " could not be looked at: "
                    + AwsFailure.of(failed).line());
        }
    }

    private Optional<String> follow(Stack stack, Ec2InstanceId machine) {
        String name = stack.stackName();
        Optional<String> today = stack.parameters().stream()
                .filter(parameter -> parameter.parameterKey().equals(PARAMETER))
                .map(Parameter::parameterValue)
                .findFirst();
        if (today.isEmpty()) {
            return Optional.of("stack " + name + " has no parameter " + PARAMETER);
        }
        boolean inLine = today.get().equals(machine.value());
        String status = stack.stackStatusAsString();
        if (status.endsWith("_IN_PROGRESS")
                && !(inLine && stack.stackStatus() == StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS)) {
            return Optional.of("stack " + name + " is being changed (" + status + ")");
        }
        return inLine && !status.endsWith("_FAILED") ? Optional.empty() : update(stack, machine);
    }

    private Optional<String> update(Stack stack, Ec2InstanceId machine) {
        try {
            client.get().updateStack(request(stack, machine));
            return Optional.of("stack " + stack.stackName() + " is being changed");
        } catch (SdkException failed) {
            AwsFailure failure = AwsFailure.of(failed);
            return failure.message().contains(NOTHING_TO_DO)
                    ? Optional.empty()
                    : Optional.of("stack " + stack.stackName() + " could not be changed: " + failure.line());
        }
    }

    private static UpdateStackRequest request(Stack stack, Ec2InstanceId machine) {
        return UpdateStackRequest.builder()
                .stackName(stack.stackName())
                .usePreviousTemplate(true)
                .parameters(stack.parameters().stream()
                        .map(parameter -> changed(parameter, machine))
                        .toList())
                .capabilitiesWithStrings(stack.capabilitiesAsStrings())
                // The SDK's own repetitions are one update.
                .clientRequestToken(UUID.randomUUID().toString())
                .build();
    }

    private static Parameter changed(Parameter parameter, Ec2InstanceId machine) {
        Parameter.Builder kept = Parameter.builder().parameterKey(parameter.parameterKey());
        return parameter.parameterKey().equals(PARAMETER)
                ? kept.parameterValue(machine.value()).build()
                : kept.usePreviousValue(true).build();
    }
}
