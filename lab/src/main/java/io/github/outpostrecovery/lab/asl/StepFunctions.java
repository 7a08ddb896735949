package io.github.outpostrecovery.lab.asl;

import static io.github.outpostrecovery.lab.asl.StepFunctionsException.Code;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.Activity.Answer;
import io.github.outpostrecovery.lab.asl.definition.InvalidDefinition;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.time.Agenda;
import io.github.outpostrecovery.lab.time.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The simulated service: state machines and their executions, on the clock of an {@link Agenda}.
 *
 * <p>Every transition is one entry of the agenda, so executions go on interleaved and the whole can be saved between any
 * two. Entries that are no longer meant (a token that was answered, an execution that was stopped) stay in the agenda and
 * do nothing when they come due. Not safe for use by several threads: everything is called by the thread that drives the
 * agenda.
 */
public final class StepFunctions {
    /** The name under which the service is registered with the agenda. */
    public static final String RECIPIENT = "step-functions";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Duration REDRIVABLE_FOR = Duration.ofDays(14);

    private final Agenda agenda;
    private final Account account;
    private final SplitMix64 random;
    private final Map<String, TaskIntegration> integrations = new HashMap<>();
    private final ExecutionEnd end;
    private final Interpreter interpreter;
    private final Timetable timetable;
    private final TaskAnswers answers;
    private final ExecutionStore store;

    /**
     * Makes a service without state machines, and registers it with the agenda.
     *
     * @param seed what jitter, tokens and {@code States.UUID} are drawn from
     */
    public StepFunctions(Agenda agenda, Account account, long seed, StepListener listener, Checkpoint checkpoint) {
        this(agenda, account, new SplitMix64(seed), listener, checkpoint, new ExecutionStore());
    }

    private StepFunctions(
            Agenda agenda,
            Account account,
            SplitMix64 random,
            StepListener listener,
            Checkpoint checkpoint,
            ExecutionStore store) {
        this.agenda = requireNonNull(agenda, "agenda is null");
        this.account = requireNonNull(account, "account is null");
        requireNonNull(listener, "listener is null");
        requireNonNull(checkpoint, "checkpoint is null");
        this.random = random;
        this.store = store;
        this.end = new ExecutionEnd(agenda, listener);
        ExecutionContext context = new ExecutionContext(account);
        this.timetable = new Timetable(agenda);
        this.answers = new TaskAnswers(timetable, store);
        TaskCaller caller =
                new TaskCaller(timetable, account, random, store.tokens(), integrations, checkpoint, context);
        this.interpreter = new Interpreter(timetable, context, random, listener, end, caller);
        register(TaskCallbacks.SEND_TASK_SUCCESS, new TaskCallbacks.SendTaskSuccess(this));
        register(TaskCallbacks.SEND_TASK_FAILURE, new TaskCallbacks.SendTaskFailure(this));
        agenda.register(RECIPIENT, Recipient.Kind.ENGINE, this::receive);
    }

    /**
     * Makes a service again as it was when it was saved; the agenda must be the one that was saved with it. Integrations
     * are registered anew. An execution that was in the middle of a call is aborted: nobody knows whether the call took
     * effect.
     */
    public static StepFunctions restore(
            SavedStepFunctions saved, Agenda agenda, StepListener listener, Checkpoint checkpoint) {
        Account account = new Account(saved.region(), saved.accountId());
        SplitMix64 random = new SplitMix64(saved.random());
        StepFunctions service =
                new StepFunctions(agenda, account, random, listener, checkpoint, SavedForm.store(saved));
        for (Execution execution : service.store.executions()) {
            if (execution.activity() instanceof Activity.Calling calling) {
                service.end.aborted(
                        execution,
                        Optional.of("Lab.Interrupted"),
                        Optional.of("The process ended while the state '"
                                + execution.position().state() + "' was calling " + calling.resource()
                                + "; whether the call took effect is not known"));
            }
        }
        return service;
    }

    /** Everything the service knows, but for the integrations. */
    public SavedStepFunctions save() {
        return SavedForm.of(account, random, store);
    }

    /** Names what a {@code Task} state with this {@code Resource} calls. */
    public void register(String resource, TaskIntegration integration) {
        if (integrations.putIfAbsent(resource, requireNonNull(integration, "integration is null")) != null) {
            throw new IllegalStateException("an integration is registered for " + resource + " already");
        }
    }

    /**
     * Creates a state machine, or gives one another definition; executions go on with the definition they began with.
     *
     * @throws InvalidDefinition if a task names a resource that is not registered, or parameters that it does not have
     */
    public void deploy(String stateMachine, StateMachineDefinition definition) {
        requireName(stateMachine);
        ResourceCheck.check(definition, integrations);
        store.deploy(stateMachine, definition);
    }

    /** Starts an execution under a name that nobody used before. */
    public ExecutionArn start(String stateMachine, JsonNode input) {
        return start(stateMachine, new UUID(random.nextLong(), random.nextLong()).toString(), input);
    }

    /**
     * Starts an execution. Starting one that runs again, with the same input, changes nothing and answers its ARN.
     *
     * @throws StepFunctionsException {@code ExecutionAlreadyExists} if the name was used with another input or by an
     *     execution that has ended; {@code StateMachineDoesNotExist}; {@code InvalidName}; {@code InvalidExecutionInput} if
     *     the input is larger than 256 KiB
     */
    public ExecutionArn start(String stateMachine, String name, JsonNode input) {
        requireName(name);
        int number = store.definitionNumber(stateMachine);
        ExecutionArn arn = account.executionArn(stateMachine, name);
        String text = input.toString();
        if (!JsonText.fits(text)) {
            throw new StepFunctionsException(Code.INVALID_EXECUTION_INPUT, "the input is larger than 256 KiB");
        }
        JsonNode copy = JsonText.parseOwn(text);
        Optional<Execution> existing = store.find(arn);
        if (existing.isPresent()) {
            if (existing.get().isRunning() && existing.get().identity().input().equals(copy)) {
                return arn;
            }
            throw new StepFunctionsException(Code.EXECUTION_ALREADY_EXISTS, arn.value());
        }
        Instant now = agenda.instant();
        StateMachineDefinition definition = store.definition(number);
        Execution execution = new Execution(
                new Execution.ExecutionIdentity(arn, stateMachine, number, name, copy, now),
                definition,
                new History(List.of()),
                Execution.Lifecycle.started(deadline(definition, now)),
                Position.before(definition.startAt(), copy),
                new Activity.Ready(),
                0);
        store.add(execution);
        execution.record(
                now,
                HistoryEventType.EXECUTION_STARTED,
                () -> History.details().put("input", text).put("roleArn", account.roleArn(stateMachine)));
        begin(execution);
        return arn;
    }

    private void begin(Execution execution) {
        timetable.limit(execution);
        interpreter.ready(execution, Duration.ZERO);
    }

    /**
     * The execution as it is now.
     *
     * @throws StepFunctionsException {@code ExecutionDoesNotExist}
     */
    public ExecutionDescription describe(ExecutionArn arn) {
        return store.require(arn).describe();
    }

    /** The definition that a state machine has now. */
    public StateMachineDefinition definition(String stateMachine) {
        return store.definition(store.definitionNumber(stateMachine));
    }

    /** Every execution, the oldest first. */
    public List<ExecutionDescription> list() {
        return store.executions().stream().map(Execution::describe).toList();
    }

    /**
     * What has happened to the execution so far, the oldest event first.
     *
     * @throws StepFunctionsException {@code ExecutionDoesNotExist}
     */
    public List<HistoryEvent> history(ExecutionArn arn) {
        return List.copyOf(store.require(arn).events());
    }

    /**
     * The events of some types, the oldest first. The others are not read: what happened is written down as text only then.
     *
     * @throws StepFunctionsException {@code ExecutionDoesNotExist}
     */
    public List<HistoryEvent> history(ExecutionArn arn, Set<HistoryEventType> types) {
        return store.require(arn).events(types);
    }

    /**
     * Stops an execution; one that has ended stays as it is. A call that is under way goes on, and its result is ignored.
     *
     * @throws StepFunctionsException {@code ExecutionDoesNotExist}
     */
    public void stop(ExecutionArn arn, String error, String cause) {
        Execution execution = store.require(arn);
        if (execution.isRunning()) {
            end.aborted(execution, Optional.of(error), Optional.of(cause));
        }
    }

    /**
     * Gives up waiting for the call that is under way, as when the connection to the function is lost: the execution goes on
     * as after this error, while the call does. What the call returns is ignored. Without effect if no call is under way.
     *
     * @throws StepFunctionsException {@code ExecutionDoesNotExist}
     */
    public void giveUpCall(ExecutionArn arn, String error, String cause) {
        Execution execution = store.require(arn);
        if (execution.isRunning() && execution.activity() instanceof Activity.Calling) {
            interpreter.callGivenUp(execution, error, cause);
        }
    }

    /**
     * Goes on with an execution that did not succeed, at the state in which it ended and with the same input to it. States
     * before it do not run again; retriers count from zero; the time limit of the execution begins anew.
     *
     * @throws StepFunctionsException {@code ExecutionNotRedrivable} if it runs, has succeeded, ended more than 14 days ago
     *     or has a full history; {@code ExecutionDoesNotExist}
     */
    public void redrive(ExecutionArn arn) {
        Execution execution = store.require(arn);
        Instant now = agenda.instant();
        ExecutionStatus status = execution.lifecycle().status();
        boolean recent = execution
                .lifecycle()
                .stopTime()
                .filter(stopped -> !now.isAfter(stopped.plus(REDRIVABLE_FOR)))
                .isPresent();
        if (!status.isTerminal() || status == ExecutionStatus.SUCCEEDED || !recent || !execution.historyHasRoom()) {
            throw new StepFunctionsException(Code.EXECUTION_NOT_REDRIVABLE, arn + " is " + status);
        }
        execution.setLifecycle(execution.lifecycle().redriven(now, deadline(execution.definition(), now)));
        execution.setPosition(execution.position().forRedrive());
        int redrives = execution.lifecycle().redriveCount();
        execution.record(
                now,
                HistoryEventType.EXECUTION_REDRIVEN,
                () -> History.details().put("redriveCount", redrives));
        begin(execution);
    }

    /**
     * Ends the task that waits for the token.
     *
     * @throws StepFunctionsException {@code InvalidToken} if no such token was ever issued, {@code TaskTimedOut} if it was
     *     answered already, its task timed out or its execution ended, {@code InvalidOutput} if the output is larger than
     *     256 KiB
     */
    public void sendTaskSuccess(String token, JsonNode output) {
        String text = output.toString();
        if (!JsonText.fits(text)) {
            throw new StepFunctionsException(Code.INVALID_OUTPUT, "the output is larger than 256 KiB");
        }
        answers.answer(token, new Answer.Success(JsonText.parseOwn(text)));
    }

    /**
     * Fails the task that waits for the token.
     *
     * @throws StepFunctionsException {@code InvalidToken} or {@code TaskTimedOut}, as for {@link #sendTaskSuccess}
     */
    public void sendTaskFailure(String token, String error, String cause) {
        answers.answer(token, new Answer.Failure(error, cause));
    }

    /**
     * Puts off the moment at which the task that waits for the token is held to be dead.
     *
     * @throws StepFunctionsException {@code InvalidToken} or {@code TaskTimedOut}, as for {@link #sendTaskSuccess}
     */
    public void sendTaskHeartbeat(String token) {
        answers.heartbeat(token);
    }

    private void receive(JsonNode payload) {
        AgendaEntry entry = AgendaEntry.fromJson(payload);
        Execution execution = store.require(new ExecutionArn(entry.execution()));
        long current = entry.step() == AgendaEntry.Step.EXECUTION_TIMEOUT
                ? execution.lifecycle().redriveCount()
                : execution.epoch();
        if (execution.isRunning() && entry.epoch() == current) {
            interpreter.step(execution, entry.step());
        }
    }

    private static Optional<Instant> deadline(StateMachineDefinition definition, Instant start) {
        return definition.timeoutSeconds().isPresent()
                ? Optional.of(start.plusSeconds(definition.timeoutSeconds().getAsInt()))
                : Optional.empty();
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new StepFunctionsException(
                    Code.INVALID_NAME, "'" + name + "' must have 1 to 80 of A-Z, a-z, 0-9, - and _");
        }
    }
}
