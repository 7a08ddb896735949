package io.github.outpostrecovery.lab.rest;

/** A simulated REST API. Behind a socket or called in memory, it behaves the same. */
@FunctionalInterface
public interface RestService {
    /**
     * Serves one request. May be called by several threads at once.
     *
     * @throws DroppedConnectionException if the client gets no answer; whether the request was applied, or will be, is not
     *     told
     */
    RestResponse serve(RestRequest request) throws DroppedConnectionException;

    /** Whether a request asks for a change. An API that reads by POST says so here. */
    default boolean changes(RestRequest request) {
        return !request.method().equals("GET") && !request.method().equals("HEAD");
    }
}
