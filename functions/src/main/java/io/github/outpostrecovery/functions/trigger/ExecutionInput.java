package io.github.outpostrecovery.functions.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.Trigger;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.service.ExecutionRequest;

/** Writes what {@link TriggerReader} reads, for executions that the engine itself starts. */
public final class ExecutionInput {
    private ExecutionInput() {}

    public static ObjectNode of(ExecutionRequest request) {
        return switch (request) {
            case ExecutionRequest.Alarm(AlarmName alarm, Ec2InstanceId machine) ->
                input(Trigger.RECONCILER).put("alarm", alarm.value()).put("machine", machine.value());
            case ExecutionRequest.Resume(IncidentId incident) ->
                input(Trigger.RECONCILER).put("incident", incident.toString());
            case ExecutionRequest.Planned(InstanceName instance, OutpostArn to) ->
                input(Trigger.PLANNED).put("instance", instance.value()).put("to", to.value());
            case ExecutionRequest.Readiness(InstanceName instance) ->
                input(Trigger.READINESS).put("instance", instance.value());
        };
    }

    private static ObjectNode input(Trigger trigger) {
        return JsonNodeFactory.instance.objectNode().put("trigger", trigger.name());
    }
}
