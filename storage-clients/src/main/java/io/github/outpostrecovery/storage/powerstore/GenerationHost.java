package io.github.outpostrecovery.storage.powerstore;

import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the host that a grant makes for one generation is called. No two generations share a name. */
final class GenerationHost {
    private static final String PREFIX = "outpost-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(.{1,40})-g([1-9][0-9]{0,8})");

    private GenerationHost() {}

    static String of(InstanceName instance, Generation generation) {
        return PREFIX + instance + "-" + generation;
    }

    /** The filter for names under which a grant for this initiator can have made a host. */
    static String filterFor(Initiator initiator) {
        // An IQN tells its instance, an NQN does not.
        return initiator
                .instance()
                .flatMap(instance ->
                        initiator.generationFor(instance).map(generation -> "eq." + of(instance, generation)))
                .orElse("like." + PREFIX + "*");
    }

    /** Whether a host of this name was made for the generation that has this initiator. */
    static boolean isFor(String host, Initiator initiator) {
        Matcher matcher = NAME.matcher(host);
        return matcher.matches()
                && legal(matcher.group(1))
                        .flatMap(initiator::generationFor)
                        .filter(generation -> generation.number() == Integer.parseInt(matcher.group(2)))
                        .isPresent();
    }

    private static Optional<InstanceName> legal(String name) {
        try {
            return Optional.of(new InstanceName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
