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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is left to do once the array has seen the new machine: its traffic and its alarm. */
public final class Completing {
    private static final int PAUSE_SECONDS = 20;

    private final Services services;
    private final LedgerWriter ledgers;

    public Completing(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
    }

    /**
     * Registers the new machine wherever the old one was, and looks whether it gets the requests there.
     *
     * @param since when this execution first tried, if it has
     */
    public TrafficOutcome moveTraffic(ExecutionArn who, IncidentId id, Generation generation, Optional<Instant> since) {
        return switch (announce(who, id, generation, Announcement.Step.MOVE_TRAFFIC)) {
            case Announced.No(String why) -> new TrafficOutcome.Superseded(why);
            case Announced.Yes(Incident incident, Ec2InstanceId machine) -> moveTraffic(incident, machine, since);
        };
    }

    private TrafficOutcome moveTraffic(Incident incident, Ec2InstanceId machine, Optional<Instant> since) {
        Traffic.Moved moved = services.traffic()
                .move(incident.id().instance(), incident.victim().id(), machine);
        Instant now = services.clock().instant();
        Instant begun = since.orElse(now);
        List<String> missing = Stream.concat(moved.failures().stream(), moved.pending().stream())
                .toList();
        if (missing.isEmpty()) {
            return new TrafficOutcome.Moved(moved.targetGroups());
        }
        // What is pending may come by itself; a failure alone is not waited for, since the machine is unguarded
        // meanwhile.
        return !moved.pending().isEmpty()
                        && Patience.lasts(begun, now, plan(incident).policy().armPatience())
                ? new TrafficOutcome.LookAgain(begun, PAUSE_SECONDS, String.join("; ", missing))
                : new TrafficOutcome.NotMoved(missing);
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
        RecoveryPlan plan = plan(incident);
        AlarmName alarm = plan.alarm();
        Instant now = services.clock().instant();
        Instant begun = since.orElse(now);
        // At every look: what is in line is left alone, and what failed, or was rolled back, is tried again.
        Optional<String> failure = services.alarms().watch(alarm, machine);
        boolean seenOk =
                services.alarms().state(alarm) instanceof AlarmState.Known(Ec2InstanceId watched, Value value, var at)
                        && watched.equals(machine)
                        && value == Value.OK;
        if (failure.isEmpty() && seenOk) {
            return new RearmOutcome.Armed();
        }
        String reason = failure.orElseGet(() -> alarm + " has not been seen OK for " + machine + " yet");
        return Patience.lasts(begun, now, plan.policy().armPatience())
                ? new RearmOutcome.LookAgain(begun, PAUSE_SECONDS, reason)
                : new RearmOutcome.NotArmed(reason);
    }

    private static RecoveryPlan plan(Incident incident) {
        return requireNonNull(incident.plan().orElse(null), "a machine was launched without a plan");
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
