package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;

/** Load balancing: who gets the requests of a protected instance. */
public interface Traffic {
    /**
     * Registers the new machine wherever the old one is registered, and takes the old one out where the new one gets requests
     * already. Does not wait: may be repeated, until nothing is pending.
     */
    Moved move(InstanceName instance, Ec2InstanceId from, Ec2InstanceId to);

    /**
     * What was moved.
     *
     * @param targetGroups those where the new machine gets the requests now
     * @param pending one line for each where it is registered and gets none yet, so that the old one is still there
     * @param failures one line for each that could not be changed
     */
    record Moved(List<String> targetGroups, List<String> pending, List<String> failures) {
        public Moved {
            targetGroups = List.copyOf(targetGroups);
            pending = List.copyOf(pending);
            failures = List.copyOf(failures);
        }
    }
}
