package io.github.outpostrecovery.lab.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.asl.TaskContext;
import io.github.outpostrecovery.lab.asl.TaskFailure;
import io.github.outpostrecovery.lab.asl.TaskIntegration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Who is to be told of which step of a run. */
final class Cues implements StepListener, Checkpoint {
    private static final String FIRST = "Open the incident";

    private final Map<String, List<Consumer<ExecutionArn>>> entering = new HashMap<>();
    private final Map<String, List<Consumer<ExecutionArn>>> leaving = new HashMap<>();
    private final Map<String, List<Consumer<ExecutionArn>>> calling = new HashMap<>();
    private final List<StepListener> watchers = new ArrayList<>();
    private final Set<ExecutionArn> unfinished = new HashSet<>();
    private final Set<ExecutionArn> recoveries = new HashSet<>();
    private Optional<Interruptions> interruptions = Optional.empty();

    /** Whether an execution has begun, or was redriven, and has not ended. */
    boolean isAnyUnderWay() {
        return !unfinished.isEmpty();
    }

    /** How many executions of the recovery state machine have begun that are about a failure or a move. */
    int recoveriesBegun() {
        return recoveries.size();
    }

    void onEntering(String state, Consumer<ExecutionArn> act) {
        entering.computeIfAbsent(state, name -> new ArrayList<>()).add(act);
    }

    void onLeaving(String state, Consumer<ExecutionArn> act) {
        leaving.computeIfAbsent(state, name -> new ArrayList<>()).add(act);
    }

    void beforeCalling(String state, Consumer<ExecutionArn> act) {
        calling.computeIfAbsent(state, name -> new ArrayList<>()).add(act);
    }

    void watchedBy(StepListener watcher) {
        watchers.add(watcher);
    }

    /** From now on calls are made by this. */
    void callsGoThrough(Interruptions changed) {
        interruptions = Optional.of(changed);
    }

    @Override
    public JsonNode call(TaskIntegration integration, JsonNode parameters, TaskContext context) throws TaskFailure {
        return interruptions.isPresent()
                ? interruptions.get().call(integration, parameters, context)
                : integration.call(parameters, context);
    }

    @Override
    public void beforeCall(ExecutionArn execution, String state) {
        unfinished.add(execution);
        give(calling, execution, state);
    }

    @Override
    public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
        unfinished.add(execution);
        if (state.equals(FIRST) && !input.path("trigger").asText().equals(Trigger.READINESS.name())) {
            recoveries.add(execution);
        }
        watchers.forEach(watcher -> watcher.stateEntered(execution, state, input, at));
        give(entering, execution, state);
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        watchers.forEach(watcher -> watcher.stateExited(execution, state, output, at));
        give(leaving, execution, state);
    }

    @Override
    public void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
        watchers.forEach(watcher -> watcher.retryScheduled(execution, state, error, cause, delay, at));
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        watchers.forEach(watcher -> watcher.waiting(execution, state, until, at));
    }

    @Override
    public void executionEnded(ExecutionDescription execution, Instant at) {
        unfinished.remove(execution.arn());
        watchers.forEach(watcher -> watcher.executionEnded(execution, at));
    }

    private static void give(Map<String, List<Consumer<ExecutionArn>>> cues, ExecutionArn execution, String state) {
        List<Consumer<ExecutionArn>> waiting = cues.get(state);
        if (waiting != null) {
            List.copyOf(waiting).forEach(act -> act.accept(execution));
        }
    }
}
