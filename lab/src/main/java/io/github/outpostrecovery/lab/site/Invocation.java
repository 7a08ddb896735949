package io.github.outpostrecovery.lab.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A handler at work. Each time it is called counts, be it a retry, a repetition or a call that nobody waits for any more.
 *
 * @param number counts the invocations of a site
 */
public record Invocation(int number, String function, JsonNode payload, Instant since) {
    /** The execution that it works for; empty for the schedule. */
    public String execution() {
        return payload.path("execution").asText();
    }

    /** The incident that it is told to work on; empty if none is named. */
    public String incident() {
        return payload.path("incident").asText("");
    }
}
