package io.github.outpostrecovery.functions.configuration;

import java.util.Optional;

/** What configurations need of a parameter store. */
public interface ParameterStore {
    /**
     * The value of a parameter, or empty if there is none. Fails with
     * {@link io.github.outpostrecovery.core.ServiceUnavailableException} if the store gave no answer.
     */
    Optional<String> value(String name);
}
