package io.github.outpostrecovery.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.Finding;
import io.github.outpostrecovery.core.readiness.Rehearsed;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the rehearsals of a readiness run have left in its document, each under {@code rehearsals} by its own name: the
 * findings, or the failure of the function. A rehearsal that left neither is a failure as well.
 */
final class ReadinessReader {
    private ReadinessReader() {}

    static InstanceName instance(JsonNode document) {
        return new InstanceName(
                document.path("opened").path("detail").path("instance").asText());
    }

    static List<Finding> findings(JsonNode document) {
        List<Finding> findings = new ArrayList<>();
        for (RehearsedStep step : RehearsedStep.values()) {
            findings.addAll(findings(step, document.path("rehearsals").path(step.key())));
        }
        return findings;
    }

    private static List<Finding> findings(RehearsedStep step, JsonNode left) {
        String subject = step.key() + ": function";
        if (left.has("Error")) {
            String cause = EndingReader.messageOf(left.path("Cause").asText(""));
            return List.of(
                    new Finding.Failed(subject, left.path("Error").asText() + (cause.isBlank() ? "" : ": " + cause)));
        }
        if (left.path("findings").isEmpty()) {
            return List.of(new Finding.Failed(subject, "it has looked at nothing"));
        }
        try {
            return CoreJson.mapper().treeToValue(left, Rehearsed.class).findings();
        } catch (JsonProcessingException malformed) {
            return List.of(
                    new Finding.Failed(subject, "its findings cannot be read: " + malformed.getOriginalMessage()));
        }
    }
}
