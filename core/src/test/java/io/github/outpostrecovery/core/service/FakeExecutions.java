package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Executions in memory; running unless said otherwise. */
public final class FakeExecutions implements Executions {
    private final Map<ExecutionArn, Life> lives = new HashMap<>();
    private final Map<ExecutionName, ExecutionRequest> started = new LinkedHashMap<>();
    private Optional<String> failure = Optional.empty();

    public FakeExecutions is(ExecutionArn execution, Life life) {
        lives.put(execution, life);
        return this;
    }

    /** The requests that started something. */
    public List<ExecutionRequest> started() {
        return List.copyOf(started.values());
    }

    /** From now on no execution can be started. */
    public FakeExecutions fail(String why) {
        failure = Optional.of(why);
        return this;
    }

    @Override
    public Start start(ExecutionName name, ExecutionRequest request) {
        if (failure.isPresent()) {
            return new Start.NotStarted(failure.get());
        }
        return started.putIfAbsent(name, request) == null
                ? new Start.Started(
                        new ExecutionArn("arn:aws:states:us-west-2:111122223333:execution:outpost-recovery:" + name))
                : new Start.StartedBefore();
    }

    @Override
    public Life lifeOf(ExecutionArn execution) {
        return lives.getOrDefault(execution, Life.RUNNING);
    }
}
