package io.github.outpostrecovery.cli.cleanup;

import io.github.outpostrecovery.cli.array.ArrayTroubleException;
import io.github.outpostrecovery.cli.array.FenceRun;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.StorageArray;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.RetireOutcome;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes the name of a machine that is no more off an array; what it still reaches is fenced first, with proof. */
final class NameRetirement {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Cloud cloud;

    NameRetirement(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Which volumes a name still reaches; {@link Answer.Unanswered} if the array does not say. */
    Answer<Set<VolumeName>> reached(ArrayConnection connection, Initiator name) {
        try (ArrayProvisioning opened = cloud.arrays().provisioning(connection, credentials(connection))) {
            return opened.shown(name).map(Map::keySet);
        }
    }

    /**
     * Takes volumes away from a name, and proves it.
     *
     * @return why there is no proof, if so
     */
    Optional<String> fence(
            ArrayConnection connection, Initiator name, Set<VolumeName> volumes, CleanupReport.Lines lines)
            throws InterruptedException {
        try (StorageArray opened = cloud.arrays().array(connection, credentials(connection))) {
            FenceRun run = new FenceRun(opened, name, volumes, cloud.clock(), cloud.pause());
            FenceRun.Result result = run.run(run.look(), PATIENCE, line -> {});
            return switch (result.outcome()) {
                case FENCED, ALREADY_FENCED -> {
                    lines.done("fenced " + name + " on " + connection.name() + ": "
                            + String.join(
                                    ", ",
                                    new TreeSet<>(volumes)
                                            .stream().map(VolumeName::value).toList()));
                    yield Optional.empty();
                }
                case REFUSED, UNCERTAIN ->
                    Optional.of("there is no proof that " + name + " is shut out of " + connection.name() + ": "
                            + result.reason());
            };
        } catch (ArrayTroubleException trouble) {
            return Optional.of(connection.name() + ": " + trouble.getMessage());
        }
    }

    /**
     * Takes a name off the array for good.
     *
     * @return why it is still there, if so
     */
    Optional<String> retire(ArrayConnection connection, Initiator name, CleanupReport.Lines lines)
            throws InterruptedException {
        Instant end = cloud.clock().instant().plus(PATIENCE);
        try (ArrayProvisioning opened = cloud.arrays().provisioning(connection, credentials(connection))) {
            while (true) {
                switch (opened.retire(name)) {
                    case RetireOutcome.Retired(List<String> removed) -> {
                        lines.done("retired " + name + " on " + connection.name()
                                + (removed.isEmpty() ? "" : ": " + String.join("; ", removed)));
                        return Optional.empty();
                    }
                    case RetireOutcome.NotThere none -> {
                        return Optional.empty();
                    }
                    case RetireOutcome.Failed(List<String> removed, ArrayFailure failure) -> {
                        removed.forEach(line -> lines.done(connection.name() + ": " + line));
                        return Optional.of(name + " on " + connection.name() + ": " + failure);
                    }
                    case RetireOutcome.StillInUse(String why) -> {
                        // A log-in that lost its machine may be listed for a while.
                        if (!cloud.clock().instant().plus(BETWEEN_TRIES).isBefore(end)) {
                            return Optional.of(name + " on " + connection.name() + " is in use: " + why);
                        }
                        cloud.pause().pause(BETWEEN_TRIES);
                    }
                }
            }
        }
    }

    /** All names of ours that the array knows. */
    Answer<List<Initiator>> ours(ArrayConnection connection) {
        try (ArrayProvisioning opened = cloud.arrays().provisioning(connection, credentials(connection))) {
            return opened.ours();
        }
    }

    private CredentialSource credentials(ArrayConnection connection) {
        return cloud.arrays().inSecret(connection.fenceSecret());
    }
}
