package io.github.outpostrecovery.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.Activity.Answer;
import io.github.outpostrecovery.lab.asl.Activity.PendingToken;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedActivity;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedAnswer;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedEvent;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedExecution;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedLifecycle;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedPosition;
import io.github.outpostrecovery.lab.asl.SavedStepFunctions.SavedToken;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes what the service knows as {@link SavedStepFunctions}, and reads it back. */
final class SavedForm {
    private static final String READY = "READY";
    private static final String CALLING = "CALLING";
    private static final String WAITING = "WAITING";
    private static final String AWAITING_TOKEN = "AWAITING_TOKEN";
    private static final String ANSWERED = "ANSWERED";
    private static final String ENDED = "ENDED";

    private SavedForm() {}

    static SavedStepFunctions of(Account account, SplitMix64 random, ExecutionStore store) {
        Map<String, String> tokens = new LinkedHashMap<>();
        store.tokens().all().forEach((token, arn) -> tokens.put(token, arn.value()));
        return new SavedStepFunctions(
                account.region(),
                account.accountId(),
                random.state(),
                store.definitions().stream().map(StateMachineDefinition::json).toList(),
                new LinkedHashMap<>(store.stateMachines()),
                store.executions().stream().map(SavedForm::execution).toList(),
                tokens);
    }

    static ExecutionStore store(SavedStepFunctions saved) {
        ExecutionStore store = new ExecutionStore();
        Account account = new Account(saved.region(), saved.accountId());
        saved.definitions().forEach(json -> store.restoreDefinition(StateMachineDefinition.parse(json, Map.of())));
        saved.stateMachines().forEach(store::restoreStateMachine);
        saved.executions().forEach(execution -> store.add(execution(account, execution, store)));
        saved.tokens().forEach((token, arn) -> store.tokens().restore(token, new ExecutionArn(arn)));
        return store;
    }

    private static SavedExecution execution(Execution execution) {
        Execution.ExecutionIdentity identity = execution.identity();
        return new SavedExecution(
                identity.stateMachine(),
                identity.definition(),
                identity.name(),
                identity.input().toString(),
                identity.startTime().toString(),
                lifecycle(execution.lifecycle()),
                position(execution.position()),
                activity(execution.activity()),
                execution.epoch(),
                execution.savedEvents());
    }

    private static Execution execution(Account account, SavedExecution saved, ExecutionStore store) {
        Execution.ExecutionIdentity identity = new Execution.ExecutionIdentity(
                account.executionArn(saved.stateMachine(), saved.name()),
                saved.stateMachine(),
                saved.definition(),
                saved.name(),
                JsonText.parseOwn(saved.input()),
                Instant.parse(saved.startTime()));
        return new Execution(
                identity,
                store.definition(saved.definition()),
                new History(events(saved.history())),
                lifecycle(saved.lifecycle()),
                position(saved.position()),
                activity(saved.activity()),
                saved.epoch());
    }

    static SavedEvent event(HistoryEvent event) {
        return new SavedEvent(
                event.timestamp().toString(),
                event.type().text(),
                event.details().toString());
    }

    private static List<HistoryEvent> events(List<SavedEvent> saved) {
        List<HistoryEvent> events = new ArrayList<>();
        for (SavedEvent event : saved) {
            int previous = events.size();
            events.add(new HistoryEvent(
                    previous + 1L,
                    previous,
                    Instant.parse(event.timestamp()),
                    HistoryEventType.named(event.type()),
                    (ObjectNode) JsonText.parseOwn(event.details())));
        }
        return events;
    }

    private static SavedLifecycle lifecycle(Execution.Lifecycle lifecycle) {
        return new SavedLifecycle(
                lifecycle.status().name(),
                text(lifecycle.deadline()),
                text(lifecycle.stopTime()),
                text(lifecycle.output()),
                text(lifecycle.error()),
                text(lifecycle.cause()),
                lifecycle.redriveCount(),
                text(lifecycle.redriveTime()));
    }

    private static Execution.Lifecycle lifecycle(SavedLifecycle saved) {
        return new Execution.Lifecycle(
                ExecutionStatus.valueOf(saved.status()),
                instant(saved.deadline()),
                instant(saved.stopTime()),
                Optional.ofNullable(saved.output()).map(JsonText::parseOwn),
                Optional.ofNullable(saved.error()),
                Optional.ofNullable(saved.cause()),
                saved.redriveCount(),
                instant(saved.redriveTime()));
    }

    private static SavedPosition position(Position position) {
        return new SavedPosition(
                position.state(),
                position.input().toString(),
                text(position.entered()),
                position.retryCount(),
                position.attempts());
    }

    private static Position position(SavedPosition saved) {
        return new Position(
                saved.state(),
                JsonText.parseOwn(saved.input()),
                instant(saved.entered()),
                saved.retryCount(),
                List.copyOf(saved.attempts()));
    }

    private static SavedActivity activity(Activity activity) {
        return switch (activity) {
            case Activity.Ready ready -> new SavedActivity(READY, null, null, null, null);
            case Activity.Calling(String resource, Optional<PendingToken> token, Optional<Answer> answer) ->
                new SavedActivity(
                        CALLING,
                        resource,
                        null,
                        token.map(SavedForm::token).orElse(null),
                        answer.map(SavedForm::answer).orElse(null));
            case Activity.Waiting(Instant until) -> new SavedActivity(WAITING, null, until.toString(), null, null);
            case Activity.AwaitingToken(PendingToken token) ->
                new SavedActivity(AWAITING_TOKEN, null, null, token(token), null);
            case Activity.Answered(Answer answer) -> new SavedActivity(ANSWERED, null, null, null, answer(answer));
            case Activity.Ended ended -> new SavedActivity(ENDED, null, null, null, null);
        };
    }

    private static Activity activity(SavedActivity saved) {
        return switch (saved.kind()) {
            case READY -> new Activity.Ready();
            case CALLING ->
                new Activity.Calling(
                        requireNonNull(saved.resource(), "resource is null"),
                        Optional.ofNullable(saved.token()).map(SavedForm::token),
                        Optional.ofNullable(saved.answer()).map(SavedForm::answer));
            case WAITING -> new Activity.Waiting(Instant.parse(requireNonNull(saved.until(), "until is null")));
            case AWAITING_TOKEN -> new Activity.AwaitingToken(token(requireNonNull(saved.token(), "token is null")));
            case ANSWERED -> new Activity.Answered(answer(requireNonNull(saved.answer(), "answer is null")));
            case ENDED -> new Activity.Ended();
            default -> throw new IllegalArgumentException("there is no activity " + saved.kind());
        };
    }

    private static SavedToken token(PendingToken token) {
        return new SavedToken(
                token.token(),
                token.since().toString(),
                text(token.deadline()),
                token.heartbeatSeconds(),
                text(token.heartbeatDeadline()));
    }

    private static PendingToken token(SavedToken saved) {
        return new PendingToken(
                saved.token(),
                Instant.parse(saved.since()),
                instant(saved.deadline()),
                saved.heartbeatSeconds(),
                instant(saved.heartbeatDeadline()));
    }

    private static SavedAnswer answer(Answer answer) {
        return switch (answer) {
            case Answer.Success(JsonNode output) -> new SavedAnswer(output.toString(), null, null);
            case Answer.Failure(String error, String cause) -> new SavedAnswer(null, error, cause);
        };
    }

    private static Answer answer(SavedAnswer saved) {
        String output = saved.output();
        if (output != null) {
            return new Answer.Success(JsonText.parseOwn(output));
        }
        return new Answer.Failure(
                requireNonNull(saved.error(), "error is null"), requireNonNull(saved.cause(), "cause is null"));
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }

    private static Optional<Instant> instant(@Nullable String text) {
        return Optional.ofNullable(text).map(Instant::parse);
    }
}
