package io.github.outpostrecovery.lab.simulation.witness;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.simulation.witness.EngineCall.Purpose;
import io.github.outpostrecovery.lab.site.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I13: a plan that needs a person is stored only after a person has said yes, to just what was asked last and for this
 * incident, within the time that there was, and after the victim was looked at twice since; and one yes makes one plan.
 */
final class ApprovalCountsOnce extends Testimony {
    private static final String ASK = "Ask for approval";
    /** Where the first look is taken as well. */
    private static final String CHECK = "Check launch targets";

    private static final Duration VALID = Duration.ofHours(4);
    private static final int LOOKS = 2;

    private final Map<String, Instant> askedAt = new HashMap<>();
    private final Map<String, Yes> given = new HashMap<>();
    private final Map<String, Integer> looks = new HashMap<>();
    private final Set<IncidentId> planned = new HashSet<>();

    /** A person's yes, as Step Functions has handed it to an execution. */
    private record Yes(String evidence, Duration after) {}

    ApprovalCountsOnce(Scene scene) {
        super(scene, Invariant.APPROVAL_COUNTS_ONCE);
    }

    @Override
    public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
        if (state.equals(ASK)) {
            askedAt.put(execution.value(), at);
            given.remove(execution.value());
        }
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        JsonNode answer = output.path("approval");
        if (state.equals(ASK) && answer.path("decision").asText().equals("approve")) {
            Instant asked = askedAt.getOrDefault(execution.value(), at);
            given.put(execution.value(), new Yes(answer.path("evidence").asText(), Duration.between(asked, at)));
            looks.put(execution.value(), 0);
        }
        if (state.equals(CHECK)
                && output.path("targets").path("outcome").asText().equals("LOOKED_ONCE")) {
            looks.merge(execution.value(), 1, Integer::sum);
        }
    }

    @Override
    public void invoked(Invocation invocation) {
        if (EngineCall.of(invocation).isFor(Purpose.VERIFY)) {
            looks.merge(invocation.execution(), 1, Integer::sum);
        }
    }

    @Override
    public void booksRestored() {
        planned.clear();
    }

    @Override
    public void committed(InstanceLedger ledger) {
        Optional<Incident> incident = ledger.incident();
        Optional<RecoveryPlan> plan = incident.flatMap(Incident::plan);
        if (incident.isEmpty()) {
            return;
        }
        if (plan.isEmpty()) {
            // A plan may be dropped again before anything came of it: the next one needs a yes of its own.
            planned.remove(incident.get().id());
        } else if (planned.add(incident.get().id()) && needsAPerson(incident.get(), plan.get())) {
            approved(incident.get(), plan.get().verdict());
        }
    }

    private boolean needsAPerson(Incident incident, RecoveryPlan plan) {
        return incident.move().isEmpty()
                && switch (plan.verdict()) {
                    case DEAD, HUNG -> scene().site().options().mode() == Mode.NOTIFY;
                    case HEALTHY,
                            STOPPED_ON_PURPOSE,
                            ISOLATED_ALIVE,
                            LINK_LOSS,
                            STORAGE_LOSS,
                            DUPLICATE_IDENTITY,
                            BLIND -> true;
                };
    }

    private void approved(Incident incident, Verdict verdict) {
        String execution = incident.owner().value();
        Yes yes = given.remove(execution);
        String what = incident.id() + " is planned as " + verdict;
        check(yes != null, () -> what + ", and nobody has approved of that since it was asked last");
        if (yes == null) {
            return;
        }
        check(
                incident.approval()
                        .filter(request -> request.evidence().equals(yes.evidence()) && request.verdict() == verdict)
                        .isPresent(),
                () -> what + ", and what was approved is " + yes.evidence() + ", not " + incident.approval());
        check(
                yes.after().compareTo(VALID) <= 0,
                () -> what + " by an approval that came " + yes.after() + " after it was asked");
        check(
                looks.getOrDefault(execution, 0) >= LOOKS,
                () -> what + ", and was not looked at " + LOOKS + " times since it was approved");
    }
}
