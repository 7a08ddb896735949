package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.region.AlarmRecord;

/** I19, from CloudWatch itself at the instant of the record: the alarm watches the adopted machine and has been OK since. */
final class ArmedBeforeRecorded extends Testimony {
    ArmedBeforeRecorded(Scene scene) {
        super(scene, Invariant.ARMED_BEFORE_RECORDED);
    }

    @Override
    public void committed(InstanceLedger ledger) {
        ledger.incident()
                .filter(incident -> incident.outcome().equals(java.util.Optional.of(Outcome.RECOVERED))
                        && incident.successor()
                                .filter(last -> last.machine()
                                        .equals(java.util.Optional.of(
                                                ledger.current().id())))
                                .isPresent())
                .flatMap(Incident::plan)
                .map(RecoveryPlan::alarm)
                .ifPresent(alarm -> check(
                        scene().site()
                                .region()
                                .alarms()
                                .alarm(alarm)
                                .filter(found ->
                                        guards(found, ledger.current().id().value()))
                                .isPresent(),
                        () -> ledger.instance() + " is recorded as recovered, and " + alarm + " has not been OK for "
                                + ledger.current().id()));
    }

    private static boolean guards(AlarmRecord alarm, String machine) {
        return alarm.machine().equals(machine)
                && (alarm.value() == Value.OK
                        || alarm.history().stream()
                                .anyMatch(change ->
                                        change.to() == Value.OK && !change.at().isBefore(alarm.configuredAt())));
    }
}
