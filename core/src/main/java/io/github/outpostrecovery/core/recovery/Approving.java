package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.RecoveryTable.TaskToken;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.service.Notices.Notice;

/** Asks a person, and keeps what is needed to hear the answer. May be repeated: the newest request is the one that counts. */
public final class Approving {
    private final Services services;
    private final LedgerWriter ledgers;

    public Approving(Services services) {
        this.services = requireNonNull(services, "services is null");
        this.ledgers = new LedgerWriter(services.table());
    }

    /** Asks for the approval of this class of evidence. */
    public void ask(ExecutionArn who, IncidentId id, Verdict verdict, Evidence evidence, String hash, TaskToken token) {
        ApprovalRequest request =
                new ApprovalRequest(verdict, hash, services.clock().instant());
        LedgerWriter.Result result = ledgers.write(id.instance(), ledger -> ledger.askForApproval(id, who, request));
        switch (result) {
            case LedgerWriter.Result.Written written -> {
                services.table().keepApproval(id, request, token);
                services.notices().send(notice(id, request, evidence));
            }
            case LedgerWriter.Result.Denied(var why) -> throw new SupersededException(Ownership.describe(id, why));
        }
    }

    private static Notice notice(IncidentId id, ApprovalRequest request, Evidence evidence) {
        String remarks = evidence.remarks().isEmpty() ? "none" : String.join("; ", evidence.remarks());
        String body = """
                %s wants your approval. Nothing has been changed.

                Verdict        %s
                EC2            %s
                Server         %s
                Log-ins        %s
                Writes         %s
                Remarks        %s

                If you approve, the primary is verified again; then its access to the volumes is revoked on the array,
                proved, and the instance is launched on the recovery server.

                To approve:    ./outpost-recovery approve %s
                To reject:     ./outpost-recovery reject %s
                In the console, start the approval state machine with
                {"incident":"%s","decision":"approve","evidence":"%s","reason":"..."}
                """.formatted(
                        id,
                        request.verdict(),
                        evidence.ec2(),
                        evidence.server(),
                        evidence.sessions(),
                        evidence.writes(),
                        remarks,
                        id,
                        id,
                        id,
                        request.evidence());
        return new Notice("Outpost Recovery: " + id + " wants your approval", body);
    }
}
