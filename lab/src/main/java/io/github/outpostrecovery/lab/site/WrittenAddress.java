package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.Transport;
import java.io.IOException;
import java.net.URI;

/** Leads from the address that is written down for an array to the socket that this process has opened for it. */
record WrittenAddress(Transport transport, URI socket) implements Transport {
    WrittenAddress {
        requireNonNull(transport, "transport is null");
        requireNonNull(socket, "socket is null");
    }

    @Override
    public RestResponse send(RestRequest request) throws IOException, InterruptedException {
        String query =
                request.uri().getRawQuery() == null ? "" : "?" + request.uri().getRawQuery();
        URI there = URI.create(socket + request.uri().getRawPath() + query);
        return transport.send(
                new RestRequest(request.method(), there, request.headers(), request.body(), request.timeout()));
    }

    @Override
    public void close() {
        transport.close();
    }
}
