package io.github.outpostrecovery.lab.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes down what the executions do and what the arrays are asked. */
final class Scribe implements StepListener {
    private static final int LONGEST = 160;
    private static final String OUTCOME = "outcome";

    private final Journal journal;
    private final Map<ExecutionArn, String> told = new HashMap<>();

    private Scribe(Journal journal) {
        this.journal = journal;
    }

    static void follow(SimulatedSite site, Cues cues, Journal journal) {
        cues.watchedBy(new Scribe(journal));
        site.calls()
                .listen(call -> journal.note(
                        call.at().plusMillis(call.millis()),
                        "    " + call.service() + " " + call.method() + " " + shortened(call.target()) + " "
                                + call.status() + (call.fault().isEmpty() ? "" : " (" + call.fault() + ")")));
    }

    @Override
    public void stateEntered(ExecutionArn execution, String state, JsonNode input, Instant at) {
        journal.note(at, Interruptions.name(execution) + " " + state);
    }

    @Override
    public void stateExited(ExecutionArn execution, String state, JsonNode output, Instant at) {
        String outcome = outcome(output);
        // States that decide nothing hand on what the last one has come to.
        if (!outcome.isEmpty() && !outcome.equals(told.put(execution, outcome))) {
            journal.note(at, Interruptions.name(execution) + "   " + state + ": " + outcome);
        }
    }

    private static String outcome(JsonNode output) {
        String last = "";
        for (JsonNode part : output) {
            if (part.path(OUTCOME).isTextual()) {
                last = part.path(OUTCOME).asText() + " " + part.path("reason").asText();
            }
        }
        return shortened(last.strip());
    }

    @Override
    public void retryScheduled(
            ExecutionArn execution, String state, String error, String cause, Duration delay, Instant at) {
        journal.note(
                at,
                Interruptions.name(execution) + "   " + state + ": " + error + ", again in " + delay + " ("
                        + shortened(cause) + ")");
    }

    @Override
    public void waiting(ExecutionArn execution, String state, Optional<Instant> until, Instant at) {
        journal.note(
                at,
                Interruptions.name(execution) + "   waits"
                        + until.map(end -> " until " + end).orElse(""));
    }

    @Override
    public void executionEnded(ExecutionDescription execution, Instant at) {
        journal.note(
                at,
                Interruptions.name(execution.arn()) + " ended: " + execution.status() + " in \"" + execution.state()
                        + "\"" + execution.error().map(error -> " " + error).orElse(""));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
