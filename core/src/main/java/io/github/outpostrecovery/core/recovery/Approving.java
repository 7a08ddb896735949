package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.message.Messages;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;

/** Asks a person, and keeps what is needed to hear the answer. May be repeated: the newest request is the one that counts. */
public final class Approving {
    private final Services services;
    private final LedgerWriter ledgers;
    private final Messages messages;

    public Approving(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
        this.messages = new Messages(services.console());
    }

    /** Asks for the approval of this class of evidence. */
    public void ask(ExecutionArn who, IncidentId id, Verdict verdict, Evidence evidence, String hash, TaskToken token) {
        ApprovalRequest request =
                new ApprovalRequest(verdict, hash, services.clock().instant());
        LedgerWriter.Result result = ledgers.write(id.instance(), ledger -> ledger.askForApproval(id, who, request));
        switch (result) {
            case LedgerWriter.Result.Written(InstanceLedger ledger) -> {
                services.table().keepApproval(id, request, token);
                Incident incident = requireNonNull(ledger.incident().orElse(null), "asked for nothing");
                services.notices().send(messages.approvalWanted(who, incident, request, evidence));
            }
            case LedgerWriter.Result.Denied(var why) -> throw new SupersededException(Ownership.describe(id, why));
        }
    }
}
