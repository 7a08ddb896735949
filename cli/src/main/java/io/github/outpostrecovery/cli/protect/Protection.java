package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import java.util.List;
import java.util.Optional;

/** What would be deployed, or why nothing can be. */
public sealed interface Protection {
    /**
     * All that is needed.
     *
     * @param books those that there are, or those to begin with
     * @param role in the instance profile; empty if the machine has no profile
     * @param notices what a person should know, a line each
     */
    record Proposed(
            ProtectedInstance configuration,
            InstanceLedger books,
            Beginning beginning,
            MachineDescription machine,
            Optional<String> role,
            Clustering clustering,
            List<String> notices)
            implements Protection {
        public Proposed {
            notices = List.copyOf(notices);
        }

        /** What a person reads before saying yes. */
        public List<String> lines() {
            return ProposalText.of(this);
        }
    }

    /** There is no such machine. */
    record NotFound(String why) implements Protection {}

    /** It cannot be protected so, for all these reasons. */
    record Refused(List<String> why) implements Protection {
        public Refused {
            why = List.copyOf(why);
        }
    }

    /** Whether there are books. */
    enum Beginning {
        /** There are none: they are begun. */
        NEW_BOOKS,
        /** There are: they go on as they are. */
        KEPT_BOOKS,
        /** There are, of a machine that is gone for good: this one takes its place, as a later generation. */
        ADOPTED
    }
}
