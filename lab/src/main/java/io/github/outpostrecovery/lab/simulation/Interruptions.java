package io.github.outpostrecovery.lab.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionStatus;
import io.github.outpostrecovery.lab.asl.FunctionError;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.asl.TaskContext;
import io.github.outpostrecovery.lab.asl.TaskFailure;
import io.github.outpostrecovery.lab.asl.TaskIntegration;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Makes the calls of the state machines, and interrupts those that were drawn. What sleeps sleeps for real: the other
 * executions go on from inside its call, and it wakes to a world that has changed.
 */
final class Interruptions implements StepListener {
    /** What the template gives a function whose state waits 120 s for it, and one whose state does not. */
    private static final Duration LONGEST = Duration.ofSeconds(110);

    private static final Duration HEIR_COMES = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SimulatedSite site;
    private final List<Disturbance.AtState> planned;
    private final IdentityHashMap<Disturbance.AtState, Runnable> told = new IdentityHashMap<>();
    private final BiConsumer<Duration, Runnable> later;
    private final Journal journal;
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Integer> waits = new HashMap<>();
    private final Deque<Optional<Invocation>> underWay = new ArrayDeque<>();
    private final Set<Boundary> covered = new TreeSet<>();

    Interruptions(
            SimulatedSite site,
            List<Disturbance.AtState> planned,
            BiConsumer<Duration, Runnable> later,
            Journal journal) {
        this.site = site;
        this.planned = new ArrayList<>(planned);
        this.later = later;
        this.journal = journal;
        site.agenda().duringCalls(this::half);
        site.region().table().calls().beforeEach(Disturbance.LateCall.Service.TABLE.operation(), this::writing);
    }

    /** What has really been interrupted, and how. */
    Set<Boundary> covered() {
        return covered;
    }

    /** Makes a call, as it was drawn. */
    JsonNode call(TaskIntegration integration, JsonNode parameters, TaskContext context) throws TaskFailure {
        int number = calls.merge(context.state(), 1, Integer::sum);
        Optional<Disturbance.AtState> plan = planned.stream()
                .filter(one -> one.state().equals(context.state()) && one.strikes(number) && ofCalls(one))
                .findFirst();
        if (plan.isEmpty()) {
            return simply(integration, parameters, context, Optional.empty());
        }
        Disturbance.AtState disturbance = plan.get();
        return switch (disturbance.interruption()) {
            case REFUSED -> {
                struck(disturbance, context.execution());
                throw trouble(parameters, "Lambda.ServiceException", "the service did not take the call");
            }
            case ANSWER_LOST -> {
                simply(integration, parameters, context, Optional.empty());
                struck(disturbance, context.execution());
                throw trouble(parameters, "Lambda.Unknown", "the answer was lost");
            }
            case REPEATED -> {
                JsonNode first = simply(integration, parameters, context, Optional.empty());
                struck(disturbance, context.execution());
                try {
                    simply(integration, parameters, context, Optional.empty());
                } catch (TaskFailure ofTheSecond) {
                    journal.note(site.agenda().instant(), "the second call: " + ofTheSecond.getMessage());
                }
                yield first;
            }
            case CUT_OFF, HELD, GIVEN_UP, OVERSLEPT, STOPPED, REDRIVEN ->
                simply(integration, parameters, context, plan);
            case STOPPED_WAITING, REDRIVEN_WAITING, ANSWERED_LATE, ANSWERED_TWICE ->
                throw new IllegalStateException("no call is struck by " + disturbance);
        };
    }

    private static boolean ofCalls(Disturbance.AtState one) {
        return switch (one.interruption()) {
            case REFUSED, ANSWER_LOST, CUT_OFF, REPEATED, HELD, GIVEN_UP, OVERSLEPT, STOPPED, REDRIVEN -> true;
            case STOPPED_WAITING, REDRIVEN_WAITING, ANSWERED_LATE, ANSWERED_TWICE -> false;
        };
    }

    private JsonNode simply(
            TaskIntegration integration, JsonNode parameters, TaskContext context, Optional<Disturbance.AtState> plan)
            throws TaskFailure {
        Invocation invocation = new Invocation(
                context.execution(),
                context.state(),
                plan,
                site.agenda().instant().plus(LONGEST));
        underWay.push(Optional.of(invocation));
        try {
            JsonNode answer = integration.call(parameters, context);
            invocation.atTheEnd().ifPresent(unspent -> strike(unspent, invocation));
            return answer;
        } catch (CutOff cut) {
            throw trouble(parameters, "Lambda.Unknown", "the function died");
        } finally {
            underWay.pop();
        }
    }

    /** Plans one more, and has somebody told when it strikes. */
    void plan(Disturbance.AtState more, Runnable struck) {
        planned.add(more);
        told.put(more, struck);
    }

    /** Whoever is called now writes to the books. */
    private void writing() {
        Optional<Invocation> current = underWay.isEmpty() ? Optional.empty() : underWay.peek();
        current.ifPresent(Invocation::writing);
    }

    /** Half a request is under way, of whoever is called now. */
    private void half() {
        Optional<Invocation> current = underWay.isEmpty() ? Optional.empty() : underWay.peek();
        current.ifPresent(invocation -> invocation.half().ifPresent(plan -> strike(plan, invocation)));
    }

    private void strike(Disturbance.AtState plan, Invocation invocation) {
        struck(plan, invocation.execution());
        switch (plan.interruption()) {
            case CUT_OFF -> {
                invocation.doom();
                throw new CutOff();
            }
            case HELD -> sleep(invocation, plan.length());
            case GIVEN_UP -> {
                site.stepFunctions()
                        .giveUpCall(invocation.execution(), "Lambda.SdkClientException", "the connection was lost");
                sleep(invocation, plan.length());
            }
            case OVERSLEPT -> {
                sleep(invocation, LONGEST);
                FunctionError late = FunctionError.timedOut(LONGEST);
                site.stepFunctions().giveUpCall(invocation.execution(), late.error(), late.cause());
                pass(plan.length());
                invocation.doom();
            }
            case STOPPED -> {
                stop(invocation.execution());
                inherit(plan);
                sleep(invocation, plan.length());
            }
            case REDRIVEN -> {
                stop(invocation.execution());
                inherit(plan);
                later.accept(plan.length(), () -> redrive(invocation.execution()));
            }
            case REFUSED, ANSWER_LOST, REPEATED, STOPPED_WAITING, REDRIVEN_WAITING, ANSWERED_LATE, ANSWERED_TWICE ->
                throw new IllegalStateException("nothing is under way that is struck by " + plan);
        }
        journal.note(site.agenda().instant(), "\"" + invocation.state() + "\" goes on");
    }

    /** Lets everybody else go on, but not longer than the function may sleep. */
    private void sleep(Invocation invocation, Duration length) {
        Duration most = Duration.between(site.agenda().instant(), invocation.latest());
        pass(length.compareTo(most) < 0 ? length : most);
    }

    private void pass(Duration length) {
        if (length.isNegative()) {
            return;
        }
        Instant end = site.agenda().instant().plus(length);
        underWay.push(Optional.empty());
        try {
            site.agenda().runUntil(end, () -> false);
            Duration rest = Duration.between(site.agenda().instant(), end);
            if (rest.isPositive()) {
                site.agenda().advance(rest);
            }
        } finally {
            underWay.pop();
        }
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        int number = waits.merge(state, 1, Integer::sum);
        planned.stream()
                .filter(one -> one.state().equals(state) && one.strikes(number))
                .forEach(one -> {
                    switch (one.interruption()) {
                        case STOPPED_WAITING ->
                            later.accept(SOON, () -> {
                                if (stillIn(execution, state)) {
                                    struck(one, execution);
                                    stop(execution);
                                    inherit(one);
                                }
                            });
                        case REDRIVEN_WAITING ->
                            later.accept(SOON, () -> {
                                if (stillIn(execution, state)) {
                                    struck(one, execution);
                                    stop(execution);
                                    inherit(one);
                                    later.accept(one.length(), () -> redrive(execution));
                                }
                            });
                        case REFUSED,
                                ANSWER_LOST,
                                CUT_OFF,
                                REPEATED,
                                HELD,
                                GIVEN_UP,
                                OVERSLEPT,
                                STOPPED,
                                REDRIVEN,
                                ANSWERED_LATE,
                                ANSWERED_TWICE -> {}
                    }
                });
    }

    /** How the question of a state is answered for the number-th time, if not once and in time. */
    Optional<Disturbance.AtState> answer(String state) {
        int number = waits.getOrDefault(state, 0);
        return planned.stream()
                .filter(one -> one.state().equals(state)
                        && one.strikes(number)
                        && (one.interruption() == Interruption.ANSWERED_LATE
                                || one.interruption() == Interruption.ANSWERED_TWICE))
                .findFirst();
    }

    void struck(Disturbance.AtState plan, ExecutionArn execution) {
        covered.add(plan.boundary());
        told.getOrDefault(plan, () -> {}).run();
        journal.note(site.agenda().instant(), "! " + name(execution) + " " + plan.told());
    }

    private boolean stillIn(ExecutionArn execution, String state) {
        var now = site.stepFunctions().describe(execution);
        return now.status() == ExecutionStatus.RUNNING && now.state().equals(state);
    }

    private void stop(ExecutionArn execution) {
        site.stepFunctions().stop(execution, "Stopped", "stopped by hand");
    }

    private void inherit(Disturbance.AtState plan) {
        switch (plan.heir()) {
            case NOBODY -> {}
            case ANOTHER_EXECUTION -> later.accept(HEIR_COMES, this::takeOver);
        }
    }

    private void takeOver() {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("trigger", "MANUAL");
        site.books()
                .flatMap(books -> books.incident())
                .ifPresentOrElse(
                        incident -> input.put("incident", incident.id().toString()),
                        () -> input.put("instance", SimulatedSite.instanceName()));
        site.start(input);
    }

    private void redrive(ExecutionArn execution) {
        ExecutionStatus status = site.stepFunctions().describe(execution).status();
        if (status.isTerminal() && status != ExecutionStatus.SUCCEEDED) {
            journal.note(site.agenda().instant(), name(execution) + " is redriven");
            site.stepFunctions().redrive(execution);
            // Until its first call the run would be taken to rest.
            later.accept(SOON, () -> {});
        }
    }

    /** The last part of an ARN: what executions are told apart by. */
    static String name(ExecutionArn execution) {
        String arn = execution.value();
        return arn.substring(arn.lastIndexOf(':') + 1, Math.min(arn.length(), arn.lastIndexOf(':') + 9));
    }

    private static TaskFailure trouble(JsonNode parameters, String ofLambda, String why) {
        if (parameters.has("FunctionName")) {
            return new TaskFailure(ofLambda, why);
        }
        return new TaskFailure(parameters.has("TaskToken") ? "Sfn.SdkClientException" : "SdkClientException", why);
    }
}
