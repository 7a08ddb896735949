package io.github.outpostrecovery.core.incident;

import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.OutpostArn;
import java.time.Instant;
import java.util.Optional;

/**
 * What a person has asked for with a planned move. It belongs to the incident, not to the execution: whoever takes the
 * incident over goes on with it.
 *
 * @param to the server to launch on first
 * @param stop the last request to stop the guest, once one was announced. From then on the machine may be stopped, and
 *     whoever ends the incident before a fence has it started again
 */
public record PlannedMove(OutpostArn to, Optional<StopRequest> stop) {
    /** A request to stop the guest. Each execution makes its own, and waits from then on. */
    public record StopRequest(ExecutionArn by, Instant at) {}

    /** A move of which nothing has been done yet. */
    public static PlannedMove to(OutpostArn server) {
        return new PlannedMove(server, Optional.empty());
    }

    /** When {@code execution} has asked the guest to stop, if it has. */
    public Optional<Instant> askedBy(ExecutionArn execution) {
        return stop.filter(request -> request.by().equals(execution)).map(StopRequest::at);
    }

    PlannedMove stopAnnounced(ExecutionArn by, Instant at) {
        return new PlannedMove(to, Optional.of(new StopRequest(by, at)));
    }
}
