package io.github.outpostrecovery.cli.cloud;

import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Optional;

/**
 * A network interface to be made with an instance.
 *
 * @param subnet where; empty in a template that leaves it to the launch
 * @param existing the id of an interface made before, such as one with a customer-owned address; then nothing else counts
 */
public record InterfaceSpecification(
        int deviceIndex, Optional<SubnetId> subnet, List<String> securityGroups, Optional<String> existing) {
    public InterfaceSpecification {
        securityGroups = List.copyOf(securityGroups);
    }
}
