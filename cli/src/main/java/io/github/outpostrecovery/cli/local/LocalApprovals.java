package io.github.outpostrecovery.cli.local;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Engine.Approvals;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.lab.asl.ExecutionArn;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.time.Duration;
import java.util.Locale;

/** Answers by the site's own approving state machine. */
final class LocalApprovals implements Approvals {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SimulatedSite site;

    LocalApprovals(SimulatedSite site) {
        this.site = requireNonNull(site, "site is null");
    }

    @Override
    public Answered answer(IncidentId incident, Decision decision, String evidence, String reason) {
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put("incident", incident.toString())
                .put("decision", decision.name().toLowerCase(Locale.ROOT))
                .put("evidence", evidence)
                .put("reason", reason);
        ExecutionArn answer = site.answer(input);
        site.agenda()
                .runUntil(
                        site.agenda().instant().plus(PATIENCE),
                        () -> describe(answer).status().isTerminal());
        ExecutionDescription answered = describe(answer);
        if (!answered.status().isTerminal()) {
            throw new CloudTroubleException(
                    "NoAnswer", "the approval of " + incident + " has not ended: look at " + answer.value(), null);
        }
        return answered.error().isEmpty()
                ? new Answered.Taken()
                : new Answered.NotTaken(answered.cause().orElse(answered.error().get()));
    }

    private ExecutionDescription describe(ExecutionArn answer) {
        return site.stepFunctions().describe(answer);
    }
}
