package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.Traffic;
import java.time.Instant;
import java.util.Optional;

/** What is left to do once the array has seen the new machine: its traffic and its alarm. */
public final class Completing {
    private static final int PAUSE_SECONDS = 20;

    private final Services services;
    private final LedgerWriter ledgers;

    public Completing(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
    }

    /** Registers the new machine wherever the old one was. */
    public TrafficOutcome moveTraffic(ExecutionArn who, IncidentId id, Generation generation) {
        return switch (announce(who, id, generation, Announcement.Step.MOVE_TRAFFIC)) {
            case Announced.No(String why) -> new TrafficOutcome.Superseded(why);
            case Announced.Yes(Incident incident, Ec2InstanceId machine) -> {
                Traffic.Moved moved =
                        services.traffic().move(id.instance(), incident.victim().id(), machine);
                yield moved.failures().isEmpty()
                        ? new TrafficOutcome.Moved(moved.targetGroups())
                        : new TrafficOutcome.NotMoved(moved.failures());
            }
        };
    }

    /**
     * Points the alarm at the new machine and looks whether it has been seen OK.
     *
     * @param since when this execution first tried, if it has
     */
    public RearmOutcome rearm(ExecutionArn who, IncidentId id, Generation generation, Optional<Instant> since) {
        return switch (announce(who, id, generation, Announcement.Step.REARM)) {
            case Announced.No(String why) -> new RearmOutcome.Superseded(why);
            case Announced.Yes(Incident incident, Ec2InstanceId machine) -> rearm(incident, machine, since);
        };
    }

    private RearmOutcome rearm(Incident incident, Ec2InstanceId machine, Optional<Instant> since) {
        RecoveryPlan plan = requireNonNull(incident.plan().orElse(null), "a machine was launched without a plan");
        AlarmName alarm = plan.alarm();
        Instant now = services.clock().instant();
        AlarmState state = services.alarms().state(alarm);
        if (state instanceof AlarmState.Known(Ec2InstanceId watched, Value value, Instant at)
                && watched.equals(machine)
                && value == Value.OK) {
            return new RearmOutcome.Armed();
        }
        boolean watches = state instanceof AlarmState.Known(Ec2InstanceId watched, Value value, Instant at)
                && watched.equals(machine);
        Optional<String> failure =
                watches ? Optional.empty() : services.alarms().watch(alarm, machine);
        String reason = failure.orElseGet(() -> alarm + " has not been seen OK for " + machine + " yet");
        Instant begun = since.orElse(now);
        return now.isBefore(begun.plus(plan.policy().armPatience()))
                ? new RearmOutcome.LookAgain(begun, PAUSE_SECONDS, reason)
                : new RearmOutcome.NotArmed(reason);
    }

    private sealed interface Announced {
        record Yes(Incident incident, Ec2InstanceId machine) implements Announced {}

        record No(String why) implements Announced {}
    }

    private Announced announce(ExecutionArn who, IncidentId id, Generation generation, Announcement.Step step) {
        Instant now = services.clock().instant();
        LedgerWriter.Result result =
                ledgers.write(id.instance(), ledger -> ledger.announce(id, who, generation, step, now));
        return switch (result) {
            case LedgerWriter.Result.Denied(var why) -> new Announced.No(Ownership.describe(id, why));
            case LedgerWriter.Result.Written(InstanceLedger ledger) -> {
                Incident incident = requireNonNull(ledger.incident().orElse(null), "announced for nothing");
                Ec2InstanceId machine = requireNonNull(
                        incident.successor().flatMap(Successor::machine).orElse(null), "a machine without an id");
                yield new Announced.Yes(incident, machine);
            }
        };
    }
}
