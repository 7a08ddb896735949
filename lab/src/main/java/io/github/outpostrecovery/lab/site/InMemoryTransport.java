package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.lab.rest.RestService;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.Transport;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** From a client to a simulated API without a socket: thousands of cases in a few seconds. */
public final class InMemoryTransport implements Transport {
    private final RestService service;

    /** Leads to this service. */
    public InMemoryTransport(RestService service) {
        this.service = requireNonNull(service, "service is null");
    }

    @Override
    public RestResponse send(RestRequest request) throws IOException {
        URI uri = request.uri();
        String target = uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        io.github.outpostrecovery.lab.rest.RestResponse response =
                service.serve(io.github.outpostrecovery.lab.rest.RestRequest.of(
                        request.method().name(),
                        target,
                        request.headers(),
                        request.body().orElse("")));
        return new RestResponse(
                response.status(), response.headers(), response.body().getBytes(StandardCharsets.UTF_8));
    }
}
