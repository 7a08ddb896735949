package io.github.outpostrecovery.tests.contract;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes everything on as it is, and tells what passed. */
final class ObservedRest implements RestService {
    private final RestService service;
    private final Consumer<Exchange> observer;

    ObservedRest(RestService service, Consumer<Exchange> observer) {
        this.service = requireNonNull(service, "service is null");
        this.observer = requireNonNull(observer, "observer is null");
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        try {
            RestResponse reply = service.serve(request);
            observer.accept(new Exchange(request, Optional.of(reply)));
            return reply;
        } catch (DroppedConnectionException dropped) {
            observer.accept(new Exchange(request, Optional.empty()));
            throw dropped;
        }
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }
}
