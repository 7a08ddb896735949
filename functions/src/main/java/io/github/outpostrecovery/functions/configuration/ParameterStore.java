package io.github.outpostrecovery.functions.configuration;

import java.util.List;
import java.util.Optional;

/** What configurations need of a parameter store. */
public interface ParameterStore {
    /**
     * The value of a parameter, or empty if there is none. Fails with
     * {@link io.github.outpostrecovery.core.ServiceUnavailableException} if the store gave no answer.
     */
    Optional<String> value(String name);

    /** The names of all parameters below {@code path}, which ends in a slash; all pages. Fails likewise. */
    List<String> names(String path);
}
