package io.github.outpostrecovery.core.compute;

import io.github.outpostrecovery.core.configuration.LaunchTarget;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.util.Optional;

/**
 * EC2 and Outposts. No method fails with an exception when the service does: what was not answered is an answer of its
 * own.
 */
public interface Compute {
    /** The status of a machine, by one read. Eventually consistent: one read decides nothing. */
    MachineStatus status(Ec2InstanceId machine);

    /** Whether the Region reaches the server. */
    ServerLink link(OutpostArn server);

    /** Everything that can be refused before the first fence: template version, user data, permission, capacity, server. */
    Preflight check(LaunchTarget target);

    /**
     * Launches, or finds what was launched before with the same token. May be repeated freely: one token, one machine
     * (EC2 API reference, "Ensuring idempotency").
     */
    LaunchOutcome launch(LaunchOrder order);

    /** What was launched with a token. */
    LookUp find(ClientToken token);

    /**
     * Asks EC2 to end a machine. Neither proof nor cause of its death: behind a lost service link nothing may happen.
     *
     * @return why it could not be asked, if so
     */
    Optional<String> terminate(Ec2InstanceId machine);

    /**
     * Asks EC2 to stop a machine by shutting its guest down in good order, never by force (EC2 user guide, "Methods for
     * stopping an instance": the default stop). May be repeated. What EC2 answers proves nothing: the arrays tell when
     * the guest is gone.
     */
    StopAnswer stop(Ec2InstanceId machine);

    /**
     * Asks EC2 to start a stopped machine again where it was. May be repeated: a machine that runs goes on running.
     *
     * @return why it could not be asked, if so
     */
    Optional<String> start(Ec2InstanceId machine);

    /** What a launch target has to say for itself. */
    sealed interface Preflight {
        /**
         * Nothing stands against launching there.
         *
         * @param room how much room there is, if it was counted
         */
        record Ready(Optional<Room> room) implements Preflight {
            /** Ready, and nobody has counted. */
            public Ready() {
                this(Optional.empty());
            }
        }

        /** Launching there would fail, for this reason. */
        record NotReady(String why) implements Preflight {}

        /** It could not be found out. */
        record Unanswered(String why) implements Preflight {}
    }

    /**
     * How much room a server has. A forecast: it may be gone when it is needed.
     *
     * @param type of the instances that the room is for
     * @param places how many more of them fit
     */
    record Room(String type, int places) {}

    /** What a look-up by token found. */
    sealed interface LookUp {
        /** That machine. */
        record Found(LaunchedMachine machine) implements LookUp {}

        /** None, so far: a request that is still under way may yet make one. */
        record NothingYet() implements LookUp {}

        /** EC2 did not answer. */
        record Unanswered(String why) implements LookUp {}
    }
}
