package io.github.outpostrecovery.lab.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.asl.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The states that an execution visited, read from its history. */
final class Timeline {
    private Timeline() {}

    /** One visit; without an end while it lasts. */
    record Stay(String state, Instant from, Optional<Instant> to, JsonNode output) {
        Duration length() {
            return to.map(end -> Duration.between(from, end)).orElse(Duration.ZERO);
        }
    }

    static List<Stay> of(List<HistoryEvent> history) {
        List<Stay> stays = new ArrayList<>();
        Optional<HistoryEvent> entered = Optional.empty();
        for (HistoryEvent event : history) {
            if (event.type().name().endsWith("_STATE_ENTERED")) {
                entered = Optional.of(event);
            } else if (event.type().name().endsWith("_STATE_EXITED") && entered.isPresent()) {
                stays.add(new Stay(
                        name(entered.get()), entered.get().timestamp(), Optional.of(event.timestamp()), output(event)));
                entered = Optional.empty();
            }
        }
        entered.ifPresent(open -> stays.add(new Stay(
                name(open),
                open.timestamp(),
                Optional.empty(),
                CoreJson.mapper().nullNode())));
        return stays;
    }

    private static String name(HistoryEvent event) {
        return event.details().path("name").asText();
    }

    private static JsonNode output(HistoryEvent event) {
        try {
            return CoreJson.mapper().readTree(event.details().path("output").asText("null"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a history holds JSON", impossible);
        }
    }
}
