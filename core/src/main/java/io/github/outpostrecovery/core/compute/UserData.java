package io.github.outpostrecovery.core.compute;

import io.github.outpostrecovery.core.name.ForeignInitiator;
import io.github.outpostrecovery.core.name.HostNqn;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Iqn;
import java.util.List;

/**
 * The user data of a recovery template: a text with markers where the initiator's name belongs.
 *
 * <p>Each generation logs in under a name of its own, so a recovery template must not carry one. The markers are
 * {@value #IQN_MARKER} and {@value #NQN_MARKER}.
 */
public record UserData(String text) {
    public static final String IQN_MARKER = "@OUTPOST_RECOVERY_INITIATOR_IQN@";
    public static final String NQN_MARKER = "@OUTPOST_RECOVERY_HOST_NQN@";

    /** Whether there is a marker for the name to go to. */
    public boolean carriesMarkerFor(Initiator initiator) {
        return text.contains(markerOf(initiator));
    }

    /** The user data of one generation. Fails if a name has no marker to go to. */
    public String forInitiators(List<Initiator> initiators) {
        String result = text;
        for (Initiator initiator : initiators) {
            if (!carriesMarkerFor(initiator)) {
                throw new IllegalArgumentException("the user data carries no " + markerOf(initiator)
                        + ": the machine would log in under another name than " + initiator.value());
            }
            result = result.replace(markerOf(initiator), initiator.value());
        }
        return result;
    }

    private static String markerOf(Initiator initiator) {
        return switch (initiator) {
            case Iqn iqn -> IQN_MARKER;
            case HostNqn nqn -> NQN_MARKER;
            case ForeignInitiator foreign ->
                throw new IllegalArgumentException(foreign + " is no name for a machine of ours");
        };
    }
}
