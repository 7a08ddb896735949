package io.github.outpostrecovery.core.configuration;

import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;

/** Where configurations are kept: one parameter for each protected instance. */
public interface Configurations {
    /** Reads the configuration of {@code instance}. Fails with {@code ServiceUnavailable} if it could not be asked. */
    Lookup find(InstanceName instance);

    /** The names of all protected instances, in alphabetical order. Fails likewise. */
    List<InstanceName> names();

    /** What a look-up found. */
    sealed interface Lookup {
        /** There it is. */
        record Found(ProtectedInstance instance) implements Lookup {}

        /** No such instance is protected. */
        record NotProtected() implements Lookup {}

        /** There is one, and it makes no sense. */
        record Unreadable(String why) implements Lookup {}
    }
}
