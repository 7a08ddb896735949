package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.Timestamps;
import java.time.Instant;

/**
 * One event in the history of an execution.
 *
 * @param id counts from 1
 * @param previousEventId the event before, 0 for the first
 * @param details such as {@code name}, {@code input}, {@code output}, {@code error}, {@code cause}; documents are text in it
 */
public record HistoryEvent(
        long id, long previousEventId, Instant timestamp, HistoryEventType type, ObjectNode details) {

    /** The event in the shape of {@code GetExecutionHistory}. */
    public ObjectNode toJson() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("timestamp", Timestamps.format(timestamp))
                .put("type", type.text())
                .put("id", id)
                .put("previousEventId", previousEventId)
                .set(type.detailsField(), details);
        return event;
    }
}
