package io.github.outpostrecovery.core.recovery;

import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.OutpostArn;

/** Why an execution was started. */
public sealed interface Cause {
    /** An alarm went off, for the machine that it names. */
    record AlarmRaised(InstanceName instance, AlarmName alarm, Ec2InstanceId machine) implements Cause {}

    /** A person asks for a recovery. */
    record Asked(InstanceName instance) implements Cause {}

    /** A person, or the reconciler, takes an incident up again. */
    record Resume(IncidentId incident) implements Cause {}

    /** Somebody wants to know whether a recovery would succeed today. */
    record Readiness(InstanceName instance) implements Cause {}

    /** What came in names nothing that is protected, or makes no sense. */
    record Unintelligible(String why) implements Cause {}

    /** A person wants a machine that is well to run on another server. */
    record Move(InstanceName instance, OutpostArn to) implements Cause {}
}
