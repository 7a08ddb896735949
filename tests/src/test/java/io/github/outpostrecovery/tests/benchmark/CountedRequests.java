package io.github.outpostrecovery.tests.benchmark;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.storage.rest.Pause;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The way to a simulated API: each request takes its round trip, in the thread that sends it, and is counted. */
final class CountedRequests implements RestService {
    private final RestService service;
    private final Duration roundTrip;
    private final Pause pause;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();

    CountedRequests(RestService service, Duration roundTrip, Pause pause) {
        this.service = requireNonNull(service, "service is null");
        this.roundTrip = requireNonNull(roundTrip, "roundTrip is null");
        this.pause = requireNonNull(pause, "pause is null");
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        requests.incrementAndGet();
        if (service.changes(request)) {
            writes.incrementAndGet();
        }
        try {
            pause.pause(roundTrip);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DroppedConnectionException("interrupted on the way");
        }
        return service.serve(request);
    }

    int requests() {
        return requests.get();
    }

    /** Without log-ins and log-outs of the management API. */
    int writes() {
        return writes.get();
    }
}
