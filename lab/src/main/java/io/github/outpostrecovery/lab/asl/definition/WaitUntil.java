package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import io.github.outpostrecovery.lab.asl.path.Timestamps;
import java.time.Instant;

/** When a Wait state ends. */
public sealed interface WaitUntil {
    /** {@code Seconds} or {@code SecondsPath}. */
    record After(Seconds seconds) implements WaitUntil {}

    /** {@code Timestamp}. */
    record At(Instant instant) implements WaitUntil {}

    /** {@code TimestampPath}. */
    record Found(DataPath path) implements WaitUntil {}

    /**
     * The instant, which may have passed.
     *
     * @throws StateError {@code States.Runtime} if the input does not hold a fitting value where the path says
     */
    default Instant instant(Instant now, Scope scope) {
        return switch (this) {
            case After(Seconds seconds) -> now.plusSeconds(seconds.value(scope));
            case At(Instant instant) -> instant;
            case Found(DataPath path) -> {
                JsonNode found = path.read(scope, "TimestampPath");
                yield Timestamps.parse(found.isTextual() ? found.textValue() : "")
                        .orElseThrow(() -> StateError.runtime(
                                "The field 'TimestampPath' must find a timestamp such as 2026-02-10T06:05:00Z"));
            }
        };
    }
}
