package io.github.outpostrecovery.functions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.evidence.Evidence;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.recovery.Cause;
import io.github.outpostrecovery.core.recovery.Ending;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.functions.trigger.TriggerReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads how an execution ended from its document: {@code failure} if a step failed, {@code ending} if a state said so, and
 * otherwise a recovery, with what the last steps had to complain about.
 */
final class EndingReader {
    private EndingReader() {}

    static Ending read(JsonNode document) {
        Optional<IncidentId> incident = incident(document);
        Optional<InstanceName> instance = incident.map(IncidentId::instance).or(() -> instance(document));
        if (document.has("failure")) {
            JsonNode failure = document.path("failure");
            return new Ending.Broken(
                    incident,
                    instance,
                    failure.path("Error").asText("unknown"),
                    withRestart(messageOf(failure.path("Cause").asText("")), document),
                    evidence(document));
        }
        if (document.has("ending")) {
            JsonNode ending = document.path("ending");
            return new Ending.Other(
                    incident,
                    instance,
                    Outcome.valueOf(ending.path("outcome").asText()),
                    withRestart(ending.path("reason").asText(""), document),
                    evidence(document),
                    details(document));
        }
        return new Ending.Recovered(
                incident.orElseThrow(() -> new IllegalArgumentException("a recovery without an incident")),
                new Generation(document.path("attachment")
                        .path("detail")
                        .path("generation")
                        .asInt()),
                degraded(document),
                evidence(document),
                details(document));
    }

    /** A function's failure comes as JSON with a message in it; other causes are plain text. */
    static String messageOf(String cause) {
        try {
            JsonNode message = CoreJson.mapper().readTree(cause).path("errorMessage");
            return message.isTextual() ? message.textValue() : cause;
        } catch (JsonProcessingException plain) {
            return cause;
        }
    }

    /** What became of a guest that had been asked to stop, where nothing came of its move. */
    private static String withRestart(String reason, JsonNode document) {
        JsonNode restart = document.path("restart");
        return switch (restart.path("outcome").asText("")) {
            case "STARTED", "NOT_STARTED" ->
                reason + "; " + restart.path("detail").path("reason").asText();
            default ->
                restart.has("Error")
                        ? reason + "; its guest may have stopped, and starting it again failed: "
                                + messageOf(restart.path("Cause").asText(""))
                        : reason;
        };
    }

    private static Optional<IncidentId> incident(JsonNode document) {
        JsonNode written = document.path("opened").path("detail").path("incident");
        return written.isTextual() ? Optional.of(IncidentId.parse(written.asText())) : Optional.empty();
    }

    /** What it was for, as the first step found; if that gave no answer, as what came in says. */
    private static Optional<InstanceName> instance(JsonNode document) {
        JsonNode written = document.path("opened").path("detail").path("instance");
        if (written.isTextual()) {
            return Optional.of(new InstanceName(written.asText()));
        }
        return switch (TriggerReader.read(document).cause()) {
            case Cause.AlarmRaised raised -> Optional.of(raised.instance());
            case Cause.Asked asked -> Optional.of(asked.instance());
            case Cause.Resume resume -> Optional.of(resume.incident().instance());
            case Cause.Readiness readiness -> Optional.of(readiness.instance());
            case Cause.Unintelligible unintelligible -> Optional.empty();
            case Cause.Move move -> Optional.of(move.instance());
        };
    }

    /** A record is written whether or not there is evidence that can be read. */
    private static Optional<Evidence> evidence(JsonNode document) {
        JsonNode written = document.path("verify").path("detail").path("evidence");
        if (!written.isObject()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CoreJson.mapper().treeToValue(written, Evidence.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> degraded(JsonNode document) {
        List<String> complaints = new ArrayList<>();
        if (document.path("attachment").path("outcome").asText().equals("PARTLY_ATTACHED")) {
            complaints.add("the array does not see it on "
                    + texts(document.path("attachment").path("detail").path("missing")));
        }
        if (document.path("traffic").path("outcome").asText().equals("NOT_MOVED")) {
            complaints.add("its traffic was not moved: "
                    + texts(document.path("traffic").path("detail").path("failures")));
        }
        if (document.path("alarm").path("outcome").asText().equals("NOT_ARMED")) {
            complaints.add("its alarm is not armed: "
                    + document.path("alarm").path("detail").path("reason").asText());
        }
        return complaints;
    }

    private static List<String> details(JsonNode document) {
        List<String> details = new ArrayList<>();
        JsonNode verify = document.path("verify").path("detail");
        if (verify.has("verdict")) {
            details.add("Verdict: " + verify.path("verdict").asText());
        }
        if (verify.path("evidence").isObject()) {
            details.add("Evidence: " + verify.path("evidence"));
        }
        JsonNode stop = document.path("stop");
        if (stop.has("outcome")) {
            details.add("Stop: " + stop.path("outcome").asText()
                    + (stop.path("detail").hasNonNull("reason")
                            ? ", " + stop.path("detail").path("reason").asText()
                            : ""));
        }
        if (document.path("restart").has("outcome")) {
            details.add("Start: " + document.path("restart").path("outcome").asText() + ", "
                    + document.path("restart").path("detail").path("reason").asText());
        }
        verify.path("remarks").forEach(remark -> details.add("Remark: " + remark.asText()));
        document.path("fence").path("detail").path("log").forEach(line -> details.add("Fence: " + line.asText()));
        return details;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
