package io.github.outpostrecovery.cli.templates;

import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.SubnetId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which templates are wanted.
 *
 * @param name what the workload is called; empty to take it from the machine's tags
 * @param primary where it belongs; empty for the subnet that it runs in
 * @param recovery where it may be recovered, in the order in which to try
 * @param templateName of the primary template; empty for {@code lt-NAME-ID}
 * @param initiators names that the machine logs in with, where its user data does not tell by itself
 */
public record TemplateRequest(
        Ec2InstanceId machine,
        Optional<InstanceName> name,
        Optional<SubnetId> primary,
        List<SubnetId> recovery,
        Optional<String> templateName,
        Set<Initiator> initiators,
        MissingUserData missing) {
    /** What to do about a machine whose user data cannot be had. */
    public enum MissingUserData {
        /** It is an error: what is launched without would not attach its volumes. */
        REFUSED,
        /** A person said that it needs none. The engine launches from no such template. */
        WAIVED
    }

    public TemplateRequest {
        recovery = List.copyOf(recovery);
        initiators = Set.copyOf(initiators);
    }
}
