package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.name.Initiator;
import java.util.List;

/**
 * The parameters of a launch. Two launches with one token are the same launch only if these are equal.
 *
 * @param initiators the names that go into the user data
 */
public record LaunchRequest(
        String token, String server, String subnet, String template, int templateVersion, List<String> initiators) {
    public LaunchRequest {
        initiators = List.copyOf(initiators);
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
