package io.github.outpostrecovery.cli.aws;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Watches a stack while CloudFormation works on it, and tells its events. */
final class StackWatch {
    static final String DESCRIBE = "cloudformation:DescribeStacks";

    private static final Duration BETWEEN = Duration.ofSeconds(3);

    /** Half an hour: a protection takes a minute. */
    private static final int LOOKS = 600;

    private final Supplier<CloudFormationClient> client;
    private final Pause pause;

    /**
     * How it ended.
     *
     * @param status in which it stands still
     * @param reasons of what failed, first things first
     */
    record Ending(String status, List<String> reasons) {
        Ending {
            reasons = List.copyOf(reasons);
        }
    }

    StackWatch(Supplier<CloudFormationClient> client, Pause pause) {
        this.client = requireNonNull(client, "client is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    /** The events that there are already, by their ids: they are not news. */
    Set<String> seen(String stack) {
        Set<String> ids = new HashSet<>();
        events(stack).forEach(event -> ids.add(event.eventId()));
        return ids;
    }

    /**
     * Waits until it stands still.
     *
     * @param stack its id: a deleted one is not found by its name
     * @param known the ids of events that are no news
     */
    Ending end(String stack, Set<String> known, Consumer<String> progress) {
        Set<String> told = new HashSet<>(known);
        List<String> reasons = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            String status = status(stack);
            boolean still = !status.endsWith("_IN_PROGRESS");
            // Read after the status: then no event before the end is missed.
            tell(stack, told, reasons, progress);
            if (still) {
                return new Ending(status, reasons);
            }
            Waiting.pause(pause, BETWEEN, "the stack " + stack);
        }
        throw new CloudTroubleException(
                Waiting.GIVEN_UP,
                "CloudFormation has been working on " + stack + " for "
                        + BETWEEN.multipliedBy(LOOKS).toMinutes() + " minutes, and goes on: look there",
                null);
    }

    /** A deleted stack that CloudFormation has forgotten is a deleted one. */
    private String status(String stack) {
        return Asking.unless(
                        failure -> failure.message().contains("does not exist"),
                        DESCRIBE,
                        "the stack " + stack,
                        () -> client.get().describeStacks(request -> request.stackName(stack)).stacks().stream()
                                .findFirst()
                                .map(Stack::stackStatusAsString))
                .orElse("DELETE_COMPLETE");
    }

    private void tell(String stack, Set<String> told, List<String> reasons, Consumer<String> progress) {
        for (StackEvent event : events(stack)) {
            if (told.add(event.eventId())) {
                String status = text(event.resourceStatusAsString()).orElse("");
                Optional<String> why = text(event.resourceStatusReason());
                String line = event.logicalResourceId() + " (" + event.resourceType() + "): " + status
                        + why.map(reason -> ", " + reason).orElse("");
                progress.accept(line);
                if (status.endsWith("_FAILED")) {
                    reasons.add(event.logicalResourceId() + ": " + why.orElse(status));
                }
            }
        }
    }

    /** In the order in which they happened: CloudFormation lists the newest first. */
    private List<StackEvent> events(String stack) {
        List<StackEvent> events =
                new ArrayList<>(Asking.unless(
                                failure -> failure.message().contains("does not exist"),
                                "cloudformation:DescribeStackEvents",
                                "the stack " + stack,
                                () -> Optional.of(client
                                        .get()
                                        .describeStackEventsPaginator(request -> request.stackName(stack))
                                        .stackEvents()
                                        .stream()
                                        .toList()))
                        .orElse(List.of()));
        Collections.reverse(events);
        return events;
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
