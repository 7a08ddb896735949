package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Stacks;
import io.github.outpostrecovery.functions.aws.failure.AwsFailure;
import io.github.outpostrecovery.storage.rest.Pause;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * Stacks of CloudFormation. One that somebody else is changing is waited for, and looked at again; what a failed creation
 * has left (it can be neither used nor changed) is deleted, and the stack is made anew.
 */
final class AwsStacks implements Stacks {
    /** CloudFormation has no code of its own for either: it answers ValidationError with these words. */
    private static final String NO_STACK = "does not exist";

    private static final String NOTHING_TO_DO = "No updates are to be performed";
    private static final String TAKEN = "AlreadyExistsException";
    private static final String DELETED = "DELETE_COMPLETE";
    private static final String MOVING = "_IN_PROGRESS";

    /** A creation that failed: with its roll-back, without it, or in the midst of it. */
    private static final Set<String> NEVER_MADE = Set.of("CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED");

    /** From which CloudFormation takes no update. */
    private static final Set<String> STUCK =
            Set.of("DELETE_FAILED", "UPDATE_FAILED", "UPDATE_ROLLBACK_FAILED", "REVIEW_IN_PROGRESS");

    /** A stack that others keep changing is left to them after so many looks. */
    private static final int LOOKS = 5;

    private static final String CREATE = "cloudformation:CreateStack";
    private static final String UPDATE = "cloudformation:UpdateStack";

    private final Supplier<CloudFormationClient> client;
    private final StackWatch watch;

    AwsStacks(Supplier<CloudFormationClient> client, Pause pause) {
        this.client = requireNonNull(client, "client is null");
        this.watch = new StackWatch(client, pause);
    }

    @Override
    public Optional<Stack> find(String name) {
        return found(name).map(AwsStacks::stack);
    }

    private Optional<software.amazon.awssdk.services.cloudformation.model.Stack> found(String name) {
        return Asking.unless(
                AwsStacks::saysThatThereIsNone,
                StackWatch.DESCRIBE,
                "the stack " + name,
                () -> client.get().describeStacks(request -> request.stackName(name)).stacks().stream()
                        .filter(stack -> !DELETED.equals(stack.stackStatusAsString()))
                        .findFirst());
    }

    private static boolean saysThatThereIsNone(AwsFailure failure) {
        return failure.message().contains(NO_STACK);
    }

    @Override
    public Change apply(StackRequest request, Consumer<String> progress) {
        for (int look = 1; look <= LOOKS; look++) {
            Optional<software.amazon.awssdk.services.cloudformation.model.Stack> now = found(request.name());
            Optional<Change> change = now.isEmpty() ? create(request, progress) : change(now.get(), request, progress);
            if (change.isPresent()) {
                return change.get();
            }
        }
        return new Change.Failed("IN_PROGRESS", List.of("others keep changing the stack " + request.name()));
    }

    /** Empty if the stack has to be looked at again. */
    private Optional<Change> change(
            software.amazon.awssdk.services.cloudformation.model.Stack now,
            StackRequest request,
            Consumer<String> progress) {
        String status = now.stackStatusAsString();
        if (STUCK.contains(status)) {
            return Optional.of(new Change.Failed(
                    status,
                    List.of("the stack " + request.name() + " takes no update in this state: bring it out of it in the"
                            + " CloudFormation console, or delete it, and ask again")));
        }
        if (status.endsWith(MOVING)) {
            progress.accept(request.name() + " is being changed (" + status + "): waiting for that to end");
            watch.end(now.stackId(), watch.seen(now.stackId()), progress);
            return Optional.empty();
        }
        if (NEVER_MADE.contains(status)) {
            progress.accept(request.name() + " is what a failed creation left (" + status + "): made anew");
            return switch (delete(request.name(), progress)) {
                case Change.Failed failed -> Optional.of(failed);
                case Change.Created done -> Optional.empty();
                case Change.Updated done -> Optional.empty();
                case Change.Unchanged done -> Optional.empty();
                case Change.Deleted done -> Optional.empty();
            };
        }
        return Optional.of(update(now.stackId(), request, progress));
    }

    private Optional<Change> create(StackRequest request, Consumer<String> progress) {
        try {
            String id = client.get()
                    .createStack(create -> create.stackName(request.name())
                            .templateBody(request.template())
                            .parameters(parameters(request))
                            .tags(tags(request))
                            .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)
                            .clientRequestToken(UUID.randomUUID().toString()))
                    .stackId();
            StackWatch.Ending ending = watch.end(id, Set.of(), progress);
            return Optional.of(ending.status().equals("CREATE_COMPLETE") ? new Change.Created() : failed(ending));
        } catch (SdkException failed) {
            if (AwsFailure.of(failed).code().equals(TAKEN)) {
                return Optional.empty();
            }
            throw Asking.trouble(CREATE, "the stack " + request.name(), failed);
        }
    }

    private Change update(String id, StackRequest request, Consumer<String> progress) {
        Set<String> seen = watch.seen(id);
        try {
            client.get()
                    .updateStack(update -> update.stackName(request.name())
                            .templateBody(request.template())
                            .parameters(parameters(request))
                            .tags(tags(request))
                            .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)
                            .clientRequestToken(UUID.randomUUID().toString()));
        } catch (SdkException failed) {
            if (AwsFailure.of(failed).message().contains(NOTHING_TO_DO)) {
                return new Change.Unchanged();
            }
            throw Asking.trouble(UPDATE, "the stack " + request.name(), failed);
        }
        StackWatch.Ending ending = watch.end(id, seen, progress);
        return ending.status().equals("UPDATE_COMPLETE") ? new Change.Updated() : failed(ending);
    }

    /** {@inheritDoc} By its id, so that one of the same name, made meanwhile, is not taken for it. */
    @Override
    public Change delete(String name, Consumer<String> progress) {
        Optional<software.amazon.awssdk.services.cloudformation.model.Stack> now = found(name);
        if (now.isEmpty()) {
            return new Change.Deleted();
        }
        String id = now.get().stackId();
        Set<String> seen = watch.seen(id);
        Asking.of(
                "cloudformation:DeleteStack",
                "the stack " + name,
                () -> client.get()
                        .deleteStack(request -> request.stackName(id)
                                .clientRequestToken(UUID.randomUUID().toString())));
        StackWatch.Ending ending = watch.end(id, seen, progress);
        return ending.status().equals(DELETED) ? new Change.Deleted() : failed(ending);
    }

    private static Change.Failed failed(StackWatch.Ending ending) {
        return new Change.Failed(ending.status(), ending.reasons());
    }

    @Override
    public List<Stack> named(String prefix) {
        return Asking.of(
                StackWatch.DESCRIBE,
                "the stacks whose name begins with " + prefix,
                () -> client.get().describeStacksPaginator().stacks().stream()
                        .filter(stack -> stack.stackName().startsWith(prefix))
                        .filter(stack -> !DELETED.equals(stack.stackStatusAsString()))
                        .map(AwsStacks::stack)
                        .toList());
    }

    private static Stack stack(software.amazon.awssdk.services.cloudformation.model.Stack found) {
        return new Stack(
                found.stackName(),
                found.stackStatusAsString(),
                found.parameters().stream()
                        .collect(Collectors.toMap(
                                Parameter::parameterKey,
                                parameter -> Objects.requireNonNullElse(parameter.parameterValue(), ""))),
                found.outputs().stream()
                        .collect(Collectors.toMap(
                                Output::outputKey, output -> Objects.requireNonNullElse(output.outputValue(), ""))),
                found.tags().stream()
                        .collect(Collectors.toMap(
                                Tag::key, tag -> Objects.requireNonNullElse(tag.value(), ""), (one, other) -> one)));
    }

    private static List<Parameter> parameters(StackRequest request) {
        return sorted(request.parameters()).entrySet().stream()
                .map(parameter -> Parameter.builder()
                        .parameterKey(parameter.getKey())
                        .parameterValue(parameter.getValue())
                        .build())
                .toList();
    }

    private static List<Tag> tags(StackRequest request) {
        return sorted(request.tags()).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static Map<String, String> sorted(Map<String, String> unsorted) {
        return new TreeMap<>(unsorted);
    }
}
