package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request that has been let in.
 *
 * @param variables the parts of the path that the route leaves open
 * @param scope the only SVM that the caller sees, or empty for all
 */
record ApiCall(RestRequest request, List<String> variables, Optional<Svm> scope, Turn turn) {
    private static final int LONGEST_TIMEOUT = 120;

    String variable(int index) {
        return variables.get(index);
    }

    boolean isInScope(String svm) {
        return scope.isEmpty() || scope.get().uuid().equals(svm);
    }

    /** Refuses parameters that a call does not know. */
    void allow(Set<String> names) {
        request.query().keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw OntapError.unexpectedArgument(name);
                });
    }

    boolean flag(String name) {
        String value = request.parameter(name).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw OntapError.invalidValue(value, name);
        };
    }

    Optional<Integer> number(String name, int lowest, int highest) {
        return request.parameter(name).map(text -> {
            try {
                int number = Integer.parseInt(text);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException notNumeric) {
                // Refused below.
            }
            throw OntapError.invalidValue(text, name);
        });
    }

    /** How long the caller wants to wait for an asynchronous call; zero if it does not say. */
    Duration returnTimeout() {
        return Duration.ofSeconds(number("return_timeout", 0, LONGEST_TIMEOUT).orElse(0));
    }
}
