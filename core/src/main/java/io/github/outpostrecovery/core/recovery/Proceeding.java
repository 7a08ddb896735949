package io.github.outpostrecovery.core.recovery;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.LedgerWriter;
import io.github.outpostrecovery.core.incident.Successor;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import java.util.List;
import java.util.Optional;

/** Makes the plan once the verdict is clear, and stores it: the last thing that happens before the fence. */
final class Proceeding {
    private final Planning planning;
    private final LedgerWriter ledgers;

    Proceeding(Services services) {
        this.planning = new Planning(services);
        this.ledgers =
                new LedgerWriter(requireNonNull(services, "services is null").table());
    }

    /**
     * Who wants to proceed, for what, and on which evidence.
     *
     * @param first the server that is to be tried first, if it was promised
     */
    record Request(
            ExecutionArn who,
            Incident incident,
            ProtectedInstance configured,
            List<TargetCheck> targets,
            Optional<OutpostArn> first,
            Evidence evidence,
            VerifyProgress next) {
        /** The same, on what is left of the targets. */
        Request on(List<TargetCheck> left, Optional<OutpostArn> promised) {
            return new Request(who, incident, configured, left, promised, evidence, next);
        }
    }

    /** @param patient whether what does not answer may be asked again */
    VerifyOutcome with(Verdict verdict, Request request, boolean patient) {
        Optional<Evidence> seen = Optional.of(request.evidence());
        int pause = Math.toIntExact(Observing.SHORTEST_GAP.toSeconds());
        return switch (planning.plan(
                request.incident(), request.configured(), verdict, request.targets(), request.first())) {
            case Planning.Result.Refused(String why) -> new VerifyOutcome.Refuse(why, seen);
            case Planning.Result.Unanswered(String why) ->
                patient ? new VerifyOutcome.LookAgain(request.next(), pause, why) : new VerifyOutcome.Refuse(why, seen);
            case Planning.Result.TargetsUnanswered(String why) ->
                patient
                        ? new VerifyOutcome.CheckTargetsAgain(request.next(), pause, why)
                        : new VerifyOutcome.Refuse(why, seen);
            case Planning.Result.Planned(RecoveryPlan plan, Successor first, List<String> remarks) ->
                store(request, plan, first, remarks);
        };
    }

    private VerifyOutcome store(Request request, RecoveryPlan plan, Successor first, List<String> remarks) {
        Incident incident = request.incident();
        LedgerWriter.Result result = ledgers.write(
                incident.id().instance(), ledger -> ledger.storePlan(incident.id(), request.who(), plan, first));
        return switch (result) {
            case LedgerWriter.Result.Written written ->
                new VerifyOutcome.Proceed(first.generation(), plan.verdict(), request.evidence(), remarks);
            case LedgerWriter.Result.Denied(var why) ->
                new VerifyOutcome.Superseded(Ownership.describe(incident.id(), why));
        };
    }
}
