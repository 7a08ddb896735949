package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;

/** What the engine itself starts an execution for. */
public sealed interface ExecutionRequest {
    /** An alarm that stays in ALARM, and nobody is at work on it. */
    record Alarm(AlarmName alarm, Ec2InstanceId machine) implements ExecutionRequest {}

    /** An incident whose execution has died. */
    record Resume(IncidentId incident) implements ExecutionRequest {}

    /** Whether a recovery would succeed today. */
    record Readiness(InstanceName instance) implements ExecutionRequest {}
}
