package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.Policy;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is to be protected, and what a person said about it. Whatever was not said is taken from the configuration that there
 * is, or else from the tags of the machine and of its templates.
 *
 * @param machine which machine it is today; empty to find it by its tags or in the books
 * @param arrays goes before what the tags say, array by array
 * @param recovery the recovery templates, in the order in which to try; none to find them by their tags
 * @param primary the template of the server where it belongs
 * @param policy what the person changed
 * @param storm what the person changed about failures that come together
 */
public record ProtectionRequest(
        InstanceName name,
        Optional<Ec2InstanceId> machine,
        Mode mode,
        Clustering clustering,
        List<DescribedArray> arrays,
        List<TemplateReference> recovery,
        Optional<TemplateReference> primary,
        UnaryOperator<Policy> policy,
        UnaryOperator<ProtectedInstance> storm) {
    /** A request that changes nothing about failures that come together. */
    public ProtectionRequest(
            InstanceName name,
            Optional<Ec2InstanceId> machine,
            Mode mode,
            Clustering clustering,
            List<DescribedArray> arrays,
            List<TemplateReference> recovery,
            Optional<TemplateReference> primary,
            UnaryOperator<Policy> policy) {
        this(name, machine, mode, clustering, arrays, recovery, primary, policy, UnaryOperator.identity());
    }

    /** Whether the guests of several machines share volumes by persistent reservations. */
    public enum Clustering {
        CLUSTERED,
        SINGLE
    }

    public ProtectionRequest {
        arrays = List.copyOf(arrays);
        recovery = List.copyOf(recovery);
    }
}
