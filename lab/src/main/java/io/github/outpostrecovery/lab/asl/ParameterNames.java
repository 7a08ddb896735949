package io.github.outpostrecovery.lab.asl;

import java.util.Set;

/**
 * The parameters of an integration.
 *
 * @param required those without which Step Functions would refuse the definition
 * @param optional the others that it takes
 */
public record ParameterNames(Set<String> required, Set<String> optional) {
    boolean allows(String name) {
        return required.contains(name) || optional.contains(name);
    }
}
