package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;

/** What the engine itself, or the command of a person, starts an execution for. */
public sealed interface ExecutionRequest {
    /** An alarm that stays in ALARM, and nobody is at work on it. */
    record Alarm(AlarmName alarm, Ec2InstanceId machine) implements ExecutionRequest {}

    /** An incident whose execution has died. */
    record Resume(IncidentId incident) implements ExecutionRequest {}

    /** A person wants the instance to run on another server. */
    record Planned(InstanceName instance, OutpostArn to) implements ExecutionRequest {}

    /** Whether a recovery would succeed today. */
    record Readiness(InstanceName instance) implements ExecutionRequest {}
}
