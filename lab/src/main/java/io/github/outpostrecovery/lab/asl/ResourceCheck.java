package io.github.outpostrecovery.lab.asl;

import io.github.outpostrecovery.lab.asl.definition.InvalidDefinition;
import io.github.outpostrecovery.lab.asl.definition.State;
import io.github.outpostrecovery.lab.asl.definition.StateMachineDefinition;
import io.github.outpostrecovery.lab.asl.template.PayloadTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds the tasks of a definition against the integrations that exist. */
final class ResourceCheck {
    private ResourceCheck() {}

    static void check(StateMachineDefinition definition, Map<String, TaskIntegration> integrations) {
        for (State state : definition.states().values()) {
            if (state instanceof State.Task task) {
                TaskIntegration integration = integrations.get(task.resource());
                if (integration == null) {
                    throw invalid(
                            task,
                            "Resource",
                            "there is no integration " + task.resource() + ", only "
                                    + new TreeSet<>(integrations.keySet()));
                }
                Optional<ParameterNames> names = integration.parameterNames();
                if (names.isPresent()) {
                    checkParameters(task, names.get());
                }
            }
        }
    }

    private static void checkParameters(State.Task task, ParameterNames names) {
        Set<String> given = task.parameters().map(PayloadTemplate::names).orElse(Set.of());
        for (String required : new TreeSet<>(names.required())) {
            if (!given.contains(required)) {
                throw invalid(task, "Parameters", "the field '" + required + "' is required but was missing");
            }
        }
        for (String name : new TreeSet<>(given)) {
            if (!names.allows(name)) {
                throw invalid(task, "Parameters", "the field '" + name + "' is not supported by " + task.resource());
            }
        }
    }

    private static InvalidDefinition invalid(State.Task task, String field, String reason) {
        return new InvalidDefinition("State \"" + task.name() + "\", field " + field + ": " + reason);
    }
}
