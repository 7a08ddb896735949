package io.github.outpostrecovery.core.readiness;

import io.github.outpostrecovery.core.name.InstanceName;

/**
 * Finds out whether one step of a recovery would succeed today, as the role that would do it. It only ever reads: no
 * array, machine, alarm or book is changed. What is not answered is a finding; an exception means "run me again", or a
 * bug.
 */
public interface Rehearsal {
    /** Looks once. May be repeated, and may run while the instance is being recovered. */
    Rehearsed rehearse(InstanceName instance);
}
