package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;

/** Load balancing: who gets the requests of a protected instance. */
public interface Traffic {
    /** Registers the new machine wherever the old one is registered. May be repeated. */
    Moved move(InstanceName instance, Ec2InstanceId from, Ec2InstanceId to);

    /**
     * What was moved.
     *
     * @param targetGroups those that the new machine is registered with
     * @param failures one line for each that could not be changed
     */
    record Moved(List<String> targetGroups, List<String> failures) {
        public Moved {
            targetGroups = List.copyOf(targetGroups);
            failures = List.copyOf(failures);
        }
    }
}
