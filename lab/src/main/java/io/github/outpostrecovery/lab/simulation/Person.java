package io.github.outpostrecovery.lab.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.chance.SplitMix64;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Whoever is asked for an approval, and answers in the console of Step Functions. */
final class Person implements StepListener {
    private static final String QUESTION = "Ask for approval";
    private static final Duration PAST_ALL_PATIENCE = Duration.ofMinutes(250);

    private final World world;
    private final SimulatedSite site;
    private final Interruptions interruptions;
    private final BiConsumer<Duration, Runnable> later;
    private final SplitMix64 chance;

    Person(World world, SimulatedSite site, Interruptions interruptions, BiConsumer<Duration, Runnable> later) {
        this.world = world;
        this.site = site;
        this.interruptions = interruptions;
        this.later = later;
        this.chance = new SplitMix64(SplitMix64.mix(world.seed() ^ 0x5045_5253_4f4eL));
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        if (!state.equals(QUESTION)) {
            return;
        }
        Optional<Disturbance.AtState> oddly = interruptions.answer(state);
        switch (world.answer()) {
            case SILENT -> {}
            case APPROVES -> answer(execution, "approve", oddly);
            case REJECTS -> answer(execution, "reject", oddly);
        }
    }

    private void answer(ExecutionArn execution, String decision, Optional<Disturbance.AtState> oddly) {
        Duration thinks = chance.between(Duration.ofSeconds(20), Duration.ofMinutes(25));
        boolean late = oddly.filter(one -> one.interruption() == Interruption.ANSWERED_LATE)
                .isPresent();
        if (late) {
            // What was asked is on paper by then: the evidence is that of the question.
            ObjectNode input = input(decision);
            later.accept(PAST_ALL_PATIENCE, () -> site.answer(input));
        } else {
            later.accept(thinks, () -> site.answer(input(decision)));
        }
        oddly.ifPresent(one -> interruptions.struck(one, execution));
        oddly.filter(one -> one.interruption() == Interruption.ANSWERED_TWICE)
                .ifPresent(one -> later.accept(
                        thinks.plus(one.length()),
                        () -> site.answer(input(decision.equals("approve") ? "reject" : "approve"))));
    }

    private ObjectNode input(String decision) {
        Optional<Incident> asked = site.books().flatMap(books -> books.incident());
        return JsonNodeFactory.instance
                .objectNode()
                .put("incident", asked.map(incident -> incident.id().toString()).orElse(""))
                .put("decision", decision)
                .put(
                        "evidence",
                        asked.flatMap(Incident::approval)
                                .map(request -> request.evidence())
                                .orElse(""))
                .put("reason", "drawn");
    }
}
