package io.github.outpostrecovery.functions;

import io.github.outpostrecovery.core.readiness.ApprovalRehearsal;
import io.github.outpostrecovery.core.readiness.CompletionRehearsal;
import io.github.outpostrecovery.core.readiness.ConfirmationRehearsal;
import io.github.outpostrecovery.core.readiness.FenceRehearsal;
import io.github.outpostrecovery.core.readiness.GrantRehearsal;
import io.github.outpostrecovery.core.readiness.LaunchRehearsal;
import io.github.outpostrecovery.core.readiness.Rehearsal;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.readiness.VerificationRehearsal;
import io.github.outpostrecovery.core.recovery.Services;

/** The rehearsal of each step, with no more than it asks. */
final class Rehearsals {
    private Rehearsals() {}

    static Rehearsal of(RehearsedStep step, Services all) {
        return switch (step) {
            case VERIFICATION ->
                new VerificationRehearsal(
                        all.configurations(), all.table(), all.arrays(), all.compute(), all.controls(), all.clock());
            case FENCE -> new FenceRehearsal(all.configurations(), all.table(), all.arrays());
            case GRANT -> new GrantRehearsal(all.configurations(), all.table(), all.arrays());
            case LAUNCH -> new LaunchRehearsal(all.configurations(), all.table(), all.compute(), all.arrays());
            case CONFIRMATION ->
                new ConfirmationRehearsal(all.configurations(), all.table(), all.arrays(), all.compute());
            case APPROVAL -> new ApprovalRehearsal(all.table());
            case COMPLETION -> new CompletionRehearsal(all.configurations(), all.table(), all.alarms(), all.clock());
        };
    }
}
