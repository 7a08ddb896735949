package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.compute.StopAnswer;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Transition;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks the guest of a planned move to stop; and asks EC2 to start it again where it was, if nothing comes of the move. Neither
 * is waited for here, and neither decides anything: whether the guest is gone the arrays tell, and what is fenced is never
 * started again.
 */
public final class StoppingGuest {
    private static final int PAUSE_SECONDS = 5;

    /** How long EC2 may leave a request to stop unanswered. */
    private static final Duration ASK_PATIENCE = Duration.ofMinutes(1);

    /** How long a machine may take to stop that is to be started again; the workload is down meanwhile. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);

    private final Services services;
    private final LedgerWriter ledgers;

    public StoppingGuest(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
    }

    /**
     * Asks once, and is announced before. May be repeated.
     *
     * @param since when this execution first asked, if it has
     */
    public StopOutcome stop(ExecutionArn who, IncidentId id, Optional<Instant> since) {
        Instant now = services.clock().instant();
        LedgerWriter.Result announced = ledgers.write(id.instance(), ledger -> ledger.announceStop(id, who, now));
        return switch (announced) {
            case LedgerWriter.Result.Denied(var why) -> new StopOutcome.Superseded(Ownership.describe(id, why));
            case LedgerWriter.Result.Written(InstanceLedger ledger) -> stop(victimOf(ledger), since.orElse(now), now);
        };
    }

    private StopOutcome stop(Ec2InstanceId victim, Instant since, Instant now) {
        return switch (services.compute().stop(victim)) {
            case StopAnswer.Asked() -> new StopOutcome.Asked();
            case StopAnswer.NotStoppable(String why) ->
                new StopOutcome.ShutDownByHand(
                        "EC2 cannot stop " + victim + ": shut its guest down from inside, now (" + why + ")");
            case StopAnswer.Refused(String code, String message) ->
                new StopOutcome.GivenUp("EC2 does not stop " + victim + ": " + code + ": " + message);
            case StopAnswer.Unanswered(String why) ->
                Patience.lasts(since, now, ASK_PATIENCE)
                        ? new StopOutcome.AskAgain(since, PAUSE_SECONDS, why)
                        : new StopOutcome.GivenUp("EC2 was asked to stop " + victim + ", and gave no answer: " + why);
        };
    }

    /**
     * Starts the guest again if this incident has asked it to stop and has ordered no fence. Announced before, and may be
     * repeated.
     *
     * @param since when this execution first tried, if it has
     */
    public StartOutcome startAgain(ExecutionArn who, IncidentId id, Optional<Instant> since) {
        Instant now = services.clock().instant();
        LedgerWriter.Result announced = ledgers.write(id.instance(), ledger -> ledger.announceStart(id, who, now));
        return switch (announced) {
            case LedgerWriter.Result.Denied(Transition.Denial why) ->
                new StartOutcome.NothingToStart(
                        why == Transition.Denial.OUT_OF_ORDER
                                ? "the guest was not asked to stop: it runs as it did"
                                : Ownership.describe(id, why));
            case LedgerWriter.Result.Written(InstanceLedger ledger) ->
                startAgain(victimOf(ledger), since.orElse(now), now);
        };
    }

    private StartOutcome startAgain(Ec2InstanceId victim, Instant since, Instant now) {
        return switch (services.compute().status(victim)) {
            case MachineStatus.Unobserved(String why) ->
                later(victim, since, now, "EC2 does not say how it is: " + why);
            case MachineStatus.Observed(Lifecycle lifecycle, var system, var guest) ->
                switch (lifecycle) {
                    case PENDING, RUNNING -> new StartOutcome.NothingToStart(victim + " is " + lifecycle);
                    case STOPPING -> later(victim, since, now, "it is still stopping");
                    case STOPPED -> start(victim, since, now);
                    case SHUTTING_DOWN, TERMINATED, NOT_FOUND ->
                        new StartOutcome.NotStarted(victim + " is " + lifecycle
                                + " and cannot be started again: ask for the move again, which launches it anew");
                };
        };
    }

    private StartOutcome start(Ec2InstanceId victim, Instant since, Instant now) {
        return services.compute()
                .start(victim)
                .map(why -> later(victim, since, now, why))
                .orElseGet(() -> new StartOutcome.Started(victim + " is started again where it was"));
    }

    private static StartOutcome later(Ec2InstanceId victim, Instant since, Instant now, String why) {
        return Patience.lasts(since, now, START_PATIENCE)
                ? new StartOutcome.LookAgain(since, PAUSE_SECONDS, why)
                : new StartOutcome.NotStarted(
                        victim + " was asked to stop and could not be started again: " + why + ". Start it by hand");
    }

    private static Ec2InstanceId victimOf(InstanceLedger ledger) {
        Incident incident = requireNonNull(ledger.incident().orElse(null), "announced for nothing");
        return incident.victim().id();
    }
}
