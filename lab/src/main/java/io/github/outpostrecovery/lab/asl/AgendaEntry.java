package io.github.outpostrecovery.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What Step Functions writes into the agenda for itself.
 *
 * @param epoch the epoch of the execution that the entry is for; for {@link Step#EXECUTION_TIMEOUT}, its redrive count
 */
record AgendaEntry(String execution, Step step, long epoch) {
    /** What comes due. */
    enum Step {
        /** Enter the state, or try it again. */
        RUN,
        /** A Wait state is over. */
        WAKE,
        /** A token was answered. */
        ANSWER,
        /** A task that waits for its token is over its time. */
        TASK_TIMEOUT,
        /** A heartbeat should have come by now. */
        HEARTBEAT_TIMEOUT,
        /** The execution is over its time. */
        EXECUTION_TIMEOUT
    }

    JsonNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("execution", execution)
                .put("step", step.name())
                .put("epoch", epoch);
    }

    static AgendaEntry fromJson(JsonNode json) {
        return new AgendaEntry(
                json.required("execution").asText(),
                Step.valueOf(json.required("step").asText()),
                json.required("epoch").asLong());
    }
}
