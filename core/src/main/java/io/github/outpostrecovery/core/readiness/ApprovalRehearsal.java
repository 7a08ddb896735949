package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.InstanceName;

/**
 * Whether the function that asks for approval answers and reaches the books. No mail is sent: whether one would arrive only
 * a drill shows.
 */
public final class ApprovalRehearsal implements Rehearsal {
    private final RecoveryTable table;

    public ApprovalRehearsal(RecoveryTable table) {
        this.table = requireNonNull(table, "table is null");
    }

    @Override
    public Rehearsed rehearse(InstanceName instance) {
        Findings findings = new Findings(RehearsedStep.APPROVAL);
        String subject = "books of " + instance;
        if (table.read(instance).isPresent()) {
            findings.passed(subject);
        } else {
            findings.failed(subject, "there are none: protect it again");
        }
        findings.noted("mail", "none was sent: that it arrives is shown by a drill only");
        return findings.rehearsed();
    }
}
