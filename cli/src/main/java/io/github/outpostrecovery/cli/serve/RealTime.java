package io.github.outpostrecovery.cli.serve;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.time.Instant;

/** Keeps a simulated clock with the real one: it catches up before each request, and an answer that takes time is waited for. */
final class RealTime implements RestService {
    private final RestService service;
    private final Agenda agenda;

    RealTime(RestService service, Agenda agenda) {
        this.service = requireNonNull(service, "service is null");
        this.agenda = requireNonNull(agenda, "agenda is null");
    }

    /** Lets happen what is due by now. */
    synchronized void catchUp() {
        Duration behind = Duration.between(agenda.instant(), Instant.now());
        if (behind.isPositive()) {
            agenda.advance(behind);
        }
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        catchUp();
        try {
            return service.serve(request);
        } finally {
            await(agenda.instant());
        }
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }

    private static void await(Instant simulated) {
        Duration ahead = Duration.between(Instant.now(), simulated);
        if (ahead.isPositive()) {
            try {
                Thread.sleep(ahead);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
