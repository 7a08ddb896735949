package io.github.outpostrecovery.functions.configuration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.json.LastRead;
import java.util.List;
import java.util.Optional;

/** One parameter for each protected instance: {@code /STACK/instances/NAME}. */
public final class ParameterConfigurations implements Configurations {
    private final ParameterStore parameters;
    private final String stack;
    private final LastRead<ProtectedInstance> instances = new LastRead<>(ProtectedInstance.class);

    public ParameterConfigurations(ParameterStore parameters, String stack) {
        this.parameters = requireNonNull(parameters, "parameters is null");
        this.stack = requireNonNull(stack, "stack is null");
    }

    /** The name of the parameter that holds the configuration of {@code instance}. */
    public static String parameterName(String stack, InstanceName instance) {
        return "/" + stack + "/instances/" + instance;
    }

    @Override
    public List<InstanceName> names() {
        String path = "/" + stack + "/instances/";
        return parameters.names(path).stream()
                .map(name -> name.substring(path.length()))
                .sorted()
                .map(InstanceName::new)
                .toList();
    }

    @Override
    public Lookup find(InstanceName instance) {
        Optional<String> value = parameters.value(parameterName(stack, instance));
        if (value.isEmpty()) {
            return new Lookup.NotProtected();
        }
        try {
            ProtectedInstance found = instances.read(value.get());
            return found.name().equals(instance)
                    ? new Lookup.Found(found)
                    : new Lookup.Unreadable("it is the configuration of " + found.name());
        } catch (JsonProcessingException malformed) {
            return new Lookup.Unreadable(malformed.getOriginalMessage());
        }
    }
}
