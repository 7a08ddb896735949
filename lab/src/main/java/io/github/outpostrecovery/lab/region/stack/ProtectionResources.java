package io.github.outpostrecovery.lab.region.stack;

import java.util.Map;
import java.util.Optional;

/** The services in which the resources of a protection stack are made. */
public interface ProtectionResources {
    /** Whether the conditions of a resource hold, so that it is made. */
    boolean isWanted(String logicalId, Map<String, String> parameters);

    /**
     * Makes a resource, or changes it.
     *
     * @param logicalId as in the template
     * @param own whether the stack has made it already; what somebody else has made is not taken over
     * @return why it cannot be, if so
     */
    Optional<String> put(String logicalId, Map<String, String> parameters, Ownership own);

    /** Takes a resource away. */
    void remove(String logicalId, Map<String, String> parameters);

    /** Whose a resource of that name is. */
    enum Ownership {
        OF_THE_STACK,
        NEW
    }
}
