package io.github.outpostrecovery.lab.simulation.witness;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.evidence.Verdict;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.plan.ArrayPlan;
import io.github.outpostrecovery.core.plan.RecoveryPlan;
import io.github.outpostrecovery.lab.machine.MachineState;
import io.github.outpostrecovery.lab.machine.Phase;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.rest.Call;
import io.github.outpostrecovery.lab.simulation.witness.EngineCall.Purpose;
import io.github.outpostrecovery.lab.site.Invocation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I9, and of I13 that an approval covers what was seen. A plan that no person has approved of rests on evidence without an unknown plane, on answers that the arrays have really
 * given. No plan for a dead machine is made of one that has gone on writing from the first look to the last, whoever approved.
 * Arrays have to answer for an approved one, too.
 */
final class UnknownNeverAdvances extends Testimony {
    private static final List<String> PLANES = List.of("ec2", "server", "sessions", "writes");

    /** A machine that serves writes every second, and two looks are five seconds apart: less is no sign of life. */
    private static final long SIGN_OF_LIFE = 3;

    private static final int OK = 200;
    private static final int REDIRECTED = 300;

    private final Set<IncidentId> planned = new HashSet<>();
    /** What the victim had written when an execution ended a look. */
    private final Map<String, Long> writtenAtLook = new HashMap<>();
    /** What it had written more when the execution began its next look. */
    private final Map<String, Long> writtenBetween = new HashMap<>();

    private final Set<String> answered = new HashSet<>();
    private Optional<Planned> inThisCall = Optional.empty();

    private record Planned(int call, Incident incident, boolean approved) {}

    UnknownNeverAdvances(Scene scene) {
        super(scene, Invariant.UNKNOWN_NEVER_ADVANCES);
    }

    @Override
    public void invoked(Invocation invocation) {
        if (EngineCall.of(invocation).isFor(Purpose.VERIFY)) {
            answered.clear();
            inThisCall = Optional.empty();
            Long then = writtenAtLook.get(invocation.execution());
            if (then != null) {
                writtenBetween.put(invocation.execution(), written(invocation.execution()) - then);
            }
        }
    }

    @Override
    void called(Call call) {
        if (!call.write() && call.status() >= OK && call.status() < REDIRECTED) {
            answered.add(call.service());
        }
    }

    @Override
    public void booksRestored() {
        planned.clear();
    }

    @Override
    public void committed(InstanceLedger ledger) {
        if (ledger.incident().isEmpty()) {
            return;
        }
        Incident incident = ledger.incident().get();
        if (incident.plan().isEmpty()) {
            planned.remove(incident.id());
        } else if (planned.add(incident.id())) {
            planned(incident, incident.plan().get());
        }
    }

    private void planned(Incident incident, RecoveryPlan plan) {
        Optional<EngineCall> call = scene().call().filter(by -> by.isFor(Purpose.VERIFY));
        check(call.isPresent(), () -> incident.id() + " is planned, and nobody was looking");
        call.ifPresent(by -> {
            boolean approved = by.invocation().payload().path("approved").isTextual();
            inThisCall = Optional.of(new Planned(by.number(), incident, approved));
            for (ArrayPlan array : plan.arrays()) {
                String service = array.connection().name().value() + "/rest";
                check(
                        answered.contains(service),
                        () -> incident.id() + " is planned, and "
                                + array.connection().name() + " has not answered in the last look");
            }
            if (!approved || isOfTheDead(plan.verdict())) {
                check(
                        approved ? Invariant.APPROVAL_COUNTS_ONCE : Invariant.UNKNOWN_NEVER_ADVANCES,
                        !isSeenAlive(incident, by.execution()),
                        () -> incident.id() + " is planned as " + plan.verdict() + ", and "
                                + incident.victim().id() + " has written all the while");
            }
        });
    }

    /** Whoever approves of that approves of fencing a machine that writes nothing. */
    private static boolean isOfTheDead(Verdict verdict) {
        return switch (verdict) {
            case DEAD, HUNG -> true;
            case HEALTHY, STOPPED_ON_PURPOSE, ISOLATED_ALIVE, LINK_LOSS, STORAGE_LOSS, DUPLICATE_IDENTITY, BLIND ->
                false;
        };
    }

    private boolean isSeenAlive(Incident incident, String execution) {
        boolean serves = machine(incident)
                .filter(state -> state.phase() == Phase.SERVING)
                .isPresent();
        return serves && (incident.move().isPresent() || writtenBetween.getOrDefault(execution, 0L) >= SIGN_OF_LIFE);
    }

    @Override
    public void returned(Invocation invocation, Optional<JsonNode> result) {
        if (!EngineCall.of(invocation).isFor(Purpose.VERIFY)) {
            return;
        }
        writtenAtLook.put(invocation.execution(), written(invocation.execution()));
        inThisCall
                .filter(plan -> plan.call() == invocation.number())
                .ifPresent(plan -> result.ifPresent(answer -> judge(plan, answer.path("evidence"))));
    }

    private void judge(Planned plan, JsonNode evidence) {
        check(
                evidence.path("storageAnswered").asText().equals("ANSWERED"),
                () -> plan.incident().id() + " is planned on " + evidence);
        if (plan.approved() || plan.incident().move().isPresent()) {
            return;
        }
        for (String plane : PLANES) {
            String said = evidence.path(plane).asText("UNKNOWN");
            check(
                    !said.equals("UNKNOWN"),
                    () -> plan.incident().id() + " is planned, and nobody has approved of an unknown " + plane);
        }
    }

    private long written(String execution) {
        return scene().ownedBy(execution)
                .flatMap(this::machine)
                .map(MachineState::writes)
                .orElse(0L);
    }

    private Optional<MachineState> machine(Incident incident) {
        return scene().site().machines().machine(incident.victim().id().value());
    }
}
