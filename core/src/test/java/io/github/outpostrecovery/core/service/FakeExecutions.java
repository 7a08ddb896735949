package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.ExecutionArn;
import java.util.HashMap;
import java.util.Map;

/** Executions in memory; running unless said otherwise. */
public final class FakeExecutions implements Executions {
    private final Map<ExecutionArn, Life> lives = new HashMap<>();

    public FakeExecutions is(ExecutionArn execution, Life life) {
        lives.put(execution, life);
        return this;
    }

    @Override
    public Life lifeOf(ExecutionArn execution) {
        return lives.getOrDefault(execution, Life.RUNNING);
    }
}
