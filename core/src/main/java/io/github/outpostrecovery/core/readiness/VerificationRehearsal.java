package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.StorageArrays;
import io.github.outpostrecovery.core.compute.Compute;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.control.Controls;
import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.ServerLink;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.InstanceName;
import java.time.InstantSource;

/**
 * Whether the primary could be verified and a recovery be planned: every plane answers, and what it says agrees with the
 * books. Reads back the fences of dead generations.
 */
public final class VerificationRehearsal extends InstanceRehearsal {
    private final StorageArrays arrays;
    private final Compute compute;
    private final Controls controls;
    private final InstantSource clock;

    public VerificationRehearsal(
            Configurations configurations,
            RecoveryTable table,
            StorageArrays arrays,
            Compute compute,
            Controls controls,
            InstantSource clock) {
        super(RehearsedStep.VERIFICATION, configurations, table);
        this.arrays = requireNonNull(arrays, "arrays is null");
        this.compute = requireNonNull(compute, "compute is null");
        this.controls = requireNonNull(controls, "controls is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    void rehearse(RehearsedInstance instance, Findings findings) {
        instance.openIncident().ifPresent(incident -> note(incident, findings));
        noteControls(instance.configured().name(), findings);
        MachineStatus status = compute.status(instance.machine().id());
        machine(instance.machine(), status, findings);
        server(instance.machine(), findings);
        instance.configured()
                .arrays()
                .forEach(connection -> new ArrayReading(arrays, instance, status, findings).read(connection));
    }

    private static void note(Incident incident, Findings findings) {
        String subject = "incident " + incident.id();
        switch (incident.state()) {
            case OPEN -> findings.noted(subject, "it is open, and " + incident.owner() + " is at work on it");
            case PAGED -> findings.noted(subject, "it waits for a person: ./outpost-recovery resume " + incident.id());
            case CLOSED -> {}
        }
    }

    private void noteControls(InstanceName instance, Findings findings) {
        if (controls.killSwitch() instanceof KillSwitch.Thrown(var at, String by, String reason)) {
            findings.noted("kill switch", "no recovery begins: thrown at " + at + " by " + by + ": " + reason);
        }
        controls.window(instance)
                .filter(window -> window.covers(clock.instant()))
                .ifPresent(window -> findings.noted(
                        "maintenance of " + instance,
                        "no recovery begins until " + window.until() + ": " + window.reason()));
    }

    private static void machine(Machine machine, MachineStatus status, Findings findings) {
        String subject = "EC2 status of " + machine.id();
        switch (status) {
            case MachineStatus.Unobserved(String why) -> findings.failed(subject, why);
            case MachineStatus.Observed(var lifecycle, var system, var guest) -> {
                switch (lifecycle) {
                    case PENDING, RUNNING -> findings.passed(subject);
                    case STOPPING, STOPPED, SHUTTING_DOWN -> findings.noted(subject, "it is " + lifecycle);
                    case TERMINATED, NOT_FOUND ->
                        findings.failed(
                                subject, "it is " + lifecycle + ", and the books say that it is the current one");
                }
            }
        }
    }

    private void server(Machine machine, Findings findings) {
        String subject = "service link of " + machine.server();
        ServerLink link = compute.link(machine.server());
        switch (link) {
            case CONNECTED -> findings.passed(subject);
            case DISCONNECTED -> findings.noted(subject, "the server is disconnected");
            case UNKNOWN -> findings.failed(subject, "the Region does not say whether it reaches the server");
        }
    }
}
