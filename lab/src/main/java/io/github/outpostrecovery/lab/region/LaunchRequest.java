package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.lab.region.catalog.InstanceSpecification;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a launch. Two launches with one token are the same launch only if these are equal.
 *
 * @param server the Outpost ARN; empty for a launch into the Region
 * @param template its id; empty for a launch without one
 * @param initiators the names that go into the user data
 * @param specification what a person has said of it; null for a launch from a template
 */
public record LaunchRequest(
        String token,
        String server,
        String subnet,
        String template,
        int templateVersion,
        List<String> initiators,
        @Nullable InstanceSpecification specification) {
    public LaunchRequest {
        initiators = List.copyOf(initiators);
    }

    /** A launch from a template. */
    public LaunchRequest(
            String token, String server, String subnet, String template, int templateVersion, List<String> initiators) {
        this(token, server, subnet, template, templateVersion, initiators, null);
    }

    /** A launch by a person, who says all of it. */
    static LaunchRequest of(String token, String server, String subnet, InstanceSpecification specification) {
        return new LaunchRequest(token, server, subnet, "", 0, List.of(), specification);
    }

    /** What a person has said of it; empty for a launch from a template. */
    Optional<InstanceSpecification> said() {
        return Optional.ofNullable(specification);
    }

    static LaunchRequest of(String token, LaunchTarget target, List<Initiator> initiators) {
        return new LaunchRequest(
                token,
                target.server().value(),
                target.subnet().value(),
                target.template().value(),
                target.templateVersion(),
                initiators.stream().map(Initiator::value).toList());
    }
}
