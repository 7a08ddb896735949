package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.Timestamps;
import java.util.Optional;

/** Makes the context object, {@code $$}. */
final class ExecutionContext {
    private final Account account;

    ExecutionContext(Account account) {
        this.account = account;
    }

    ObjectNode of(Execution execution, Optional<String> taskToken) {
        Execution.ExecutionIdentity identity = execution.identity();
        Position position = execution.position();
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode run = nodes.objectNode();
        run.put("Id", identity.arn().value());
        run.set("Input", identity.input());
        run.put("Name", identity.name());
        run.put("RoleArn", account.roleArn(identity.stateMachine()));
        run.put("StartTime", Timestamps.format(identity.startTime()));
        run.put("RedriveCount", execution.lifecycle().redriveCount());
        execution.lifecycle().redriveTime().ifPresent(at -> run.put("RedriveTime", Timestamps.format(at)));
        ObjectNode state = nodes.objectNode();
        position.entered().ifPresent(at -> state.put("EnteredTime", Timestamps.format(at)));
        state.put("Name", position.state());
        state.put("RetryCount", position.retryCount());
        ObjectNode machine = nodes.objectNode();
        machine.put("Id", account.stateMachineArn(identity.stateMachine()));
        machine.put("Name", identity.stateMachine());
        ObjectNode context = nodes.objectNode();
        context.set("Execution", run);
        context.set("State", state);
        context.set("StateMachine", machine);
        taskToken.ifPresent(token -> context.set("Task", nodes.objectNode().put("Token", token)));
        return context;
    }
}
