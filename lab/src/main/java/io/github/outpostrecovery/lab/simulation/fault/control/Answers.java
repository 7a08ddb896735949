package io.github.outpostrecovery.lab.simulation.fault.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.ApprovalRequest;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.World.Answer;
import io.github.outpostrecovery.lab.simulation.World.Fate;
import io.github.outpostrecovery.lab.simulation.World.Zombie;
import io.github.outpostrecovery.lab.simulation.fault.InRecovery;
import io.github.outpostrecovery.lab.simulation.fault.Objections;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A person answers a request for approval too late, twice, or on something else. */
record Answers(FaultCard card, Way way) implements Fault {
    private static final Duration READ = Duration.ofSeconds(90);
    private static final Duration TOO_LATE = Duration.ofHours(4).plusMinutes(3);
    private static final Duration UNTIL_THE_ARRAY_KNOWS = Duration.ofMinutes(3);
    private static final Duration UNTIL_EC2_KNOWS = Duration.ofMinutes(6);
    private static final String ASKING = "Ask for approval";

    /** What the person does. */
    enum Way {
        APPROVES_TWICE,
        APPROVES_TOO_LATE,
        APPROVES_AFTER_REJECTING,
        /** Names other evidence than was asked about, and then the right one. */
        APPROVES_OTHER_EVIDENCE,
        /** Approves, and the server of a machine that was alive dies before it is looked at again. */
        APPROVES_WHAT_CHANGES,
        /** Approves, and the machine that hung is well by then. */
        APPROVES_WHAT_IS_WELL
    }

    @Override
    public boolean fits(World world) {
        return true;
    }

    /** Nobody else answers. */
    @Override
    public World prepare(World world) {
        World asked =
                InRecovery.recovering(world).with(Mode.NOTIFY, Answer.SILENT).with(Zombie.STAYS_DEAD);
        return switch (way) {
            case APPROVES_TWICE, APPROVES_AFTER_REJECTING, APPROVES_OTHER_EVIDENCE -> asked;
            // A server without power writes nothing in four hours.
            case APPROVES_TOO_LATE -> asked.with(Fate.SERVER_DEAD);
            case APPROVES_WHAT_CHANGES -> asked.with(Fate.ISOLATED);
            case APPROVES_WHAT_IS_WELL -> asked.with(Fate.HUNG);
        };
    }

    @Override
    public void arrange(Stage stage) {
        switch (way) {
            case APPROVES_TWICE ->
                stage.onceEntering(
                        ASKING,
                        execution -> stage.later(
                                READ,
                                () -> request(stage).ifPresent(request -> {
                                    answer(stage, "approve", request.evidence());
                                    answer(stage, "approve", request.evidence());
                                    stage.later(
                                            stage.chance().between(Duration.ofSeconds(1), Duration.ofMinutes(2)),
                                            () -> {
                                                answer(stage, "approve", request.evidence());
                                                stage.struck();
                                            });
                                })));
            case APPROVES_TOO_LATE -> {
                stage.onceEntering(
                        ASKING,
                        execution -> stage.later(
                                READ,
                                () -> request(stage).ifPresent(request -> {
                                    stage.later(TOO_LATE, () -> {
                                        answer(stage, "approve", request.evidence());
                                        stage.struck();
                                    });
                                })));
                stage.outlast(Duration.ofMinutes(10));
            }
            case APPROVES_AFTER_REJECTING -> {
                stage.onceEntering(
                        ASKING,
                        execution -> stage.later(
                                READ,
                                () -> request(stage).ifPresent(request -> {
                                    answer(stage, "reject", request.evidence());
                                    stage.later(Duration.ofSeconds(20), () -> {
                                        answer(stage, "approve", request.evidence());
                                        stage.struck();
                                    });
                                })));
                stage.outlast(Duration.ofMinutes(20));
            }
            case APPROVES_OTHER_EVIDENCE ->
                stage.onceEntering(
                        ASKING,
                        execution -> stage.later(
                                READ,
                                () -> request(stage).ifPresent(request -> {
                                    answer(
                                            stage,
                                            "approve",
                                            "0".repeat(request.evidence().length()));
                                    stage.struck();
                                    stage.later(Duration.ofMinutes(1), () -> {
                                        if (stage.site().calls().calls().stream()
                                                .noneMatch(call -> call.write())) {
                                            answer(stage, "approve", request.evidence());
                                        }
                                    });
                                })));
            case APPROVES_WHAT_CHANGES -> {
                int[] asked = {0};
                stage.onEntering(ASKING, execution -> {
                    if (++asked[0] == 1) {
                        stage.later(READ, () -> dieAndApprove(stage));
                    } else {
                        stage.struck();
                        stage.later(
                                READ,
                                () -> request(stage)
                                        .ifPresent(request -> answer(stage, "approve", request.evidence())));
                    }
                });
            }
            case APPROVES_WHAT_IS_WELL ->
                stage.onceEntering(ASKING, execution -> stage.later(READ, () -> wakeAndApprove(stage)));
        }
    }

    private static void wakeAndApprove(Stage stage) {
        SimulatedSite site = stage.site();
        site.machines()
                .apply(new SiteEvent.GuestAwake(site.ledger().current().id().value()));
        stage.later(UNTIL_EC2_KNOWS, () -> {
            stage.struck();
            request(stage).ifPresent(request -> answer(stage, "approve", request.evidence()));
        });
    }

    private static void dieAndApprove(Stage stage) {
        SimulatedSite site = stage.site();
        site.machines()
                .apply(new SiteEvent.PowerLost(site.ledger().current().server().value()));
        stage.later(UNTIL_THE_ARRAY_KNOWS, () -> {
            request(stage).ifPresent(request -> answer(stage, "approve", request.evidence()));
        });
    }

    /** What is asked for; empty if the question was interrupted before it was written down. */
    private static Optional<ApprovalRequest> request(Stage stage) {
        return stage.site().ledger().incident().flatMap(Incident::approval);
    }

    private static void answer(Stage stage, String decision, String evidence) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("incident", SimulatedSite.instanceName() + "#1");
        answer.put("decision", decision);
        answer.put("evidence", evidence);
        answer.put("reason", "looked at the server");
        ExecutionArn started = stage.site().answer(answer);
        if (started.value().isEmpty()) {
            throw new IllegalStateException("an answer without an execution");
        }
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return EnumSet.of(
                switch (way) {
                    case APPROVES_TWICE, APPROVES_OTHER_EVIDENCE, APPROVES_WHAT_CHANGES -> Outcome.RECOVERED;
                    case APPROVES_TOO_LATE -> Outcome.EXPIRED;
                    case APPROVES_AFTER_REJECTING -> Outcome.REJECTED;
                    case APPROVES_WHAT_IS_WELL -> Outcome.STOOD_DOWN;
                });
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        Objections objections = Objections.at(site);
        return switch (way) {
            case APPROVES_TWICE, APPROVES_OTHER_EVIDENCE, APPROVES_WHAT_CHANGES ->
                objections
                        .unlessIncidents(1)
                        .unlessEnded(Outcome.RECOVERED, 1)
                        .unlessCurrent(2)
                        .list();
            case APPROVES_TOO_LATE, APPROVES_AFTER_REJECTING, APPROVES_WHAT_IS_WELL ->
                objections.unlessCurrent(1).unlessArraysUntouched().list();
        };
    }
}
