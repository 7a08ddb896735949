package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.AlarmName;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.service.Alarms;
import io.github.outpostrecovery.core.service.Alarms.AlarmState;
import io.github.outpostrecovery.core.service.Alarms.Value;
import io.github.outpostrecovery.core.service.Alarms.Wiring;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Whether the alarm guards the current machine, would be heard, and is quiet. */
public final class CompletionRehearsal extends InstanceRehearsal {
    private final Alarms alarms;
    private final InstantSource clock;

    public CompletionRehearsal(Configurations configurations, RecoveryTable table, Alarms alarms, InstantSource clock) {
        super(RehearsedStep.COMPLETION, configurations, table);
        this.alarms = requireNonNull(alarms, "alarms is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    void rehearse(RehearsedInstance instance, Findings findings) {
        AlarmName alarm = instance.configured().alarm();
        switch (alarms.state(alarm)) {
            case AlarmState.Unknown(String why) -> findings.failed("alarm " + alarm, why);
            case AlarmState.Known(Ec2InstanceId machine, Value value, Instant since) -> {
                findings.passed("alarm " + alarm);
                findings.judged(
                        alarm + " watches the current machine",
                        machine.equals(instance.machine().id())
                                ? List.of()
                                : List.of("it watches " + machine + ", and "
                                        + instance.machine().id() + " is the current one"));
                value(instance, alarm + " is OK", value, since, findings);
            }
        }
        switch (alarms.wiring(alarm)) {
            case Wiring.Sound() -> findings.passed(alarm + " would be heard");
            case Wiring.Unsound(List<String> why) -> findings.judged(alarm + " would be heard", why);
            case Wiring.Unknown(String why) -> findings.failed(alarm + " would be heard", why);
        }
    }

    /** An alarm that has just gone off, or was just set, is somebody's work already; one that stays so is nobody's. */
    private void value(RehearsedInstance instance, String subject, Value value, Instant since, Findings findings) {
        String what = "it is in " + value + " since " + since;
        boolean lasts = clock.instant()
                .isAfter(since.plus(instance.configured().policy().armPatience()));
        switch (value) {
            case OK -> findings.passed(subject);
            case ALARM, INSUFFICIENT_DATA -> {
                if (lasts && instance.openIncident().isEmpty()) {
                    findings.failed(subject, what);
                } else {
                    findings.noted(subject, what);
                }
            }
        }
    }
}
