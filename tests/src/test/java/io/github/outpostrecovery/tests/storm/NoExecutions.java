package io.github.outpostrecovery.tests.storm;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.ExecutionName;
import io.github.outpostrecovery.core.service.ExecutionRequest;
import io.github.outpostrecovery.core.service.Executions;

/** Every other execution may still act, and none is started. */
final class NoExecutions implements Executions {
    @Override
    public Life lifeOf(ExecutionArn execution) {
        return Life.RUNNING;
    }

    @Override
    public Start start(ExecutionName name, ExecutionRequest request) {
        return new Start.NotStarted("nobody starts another one here");
    }
}
