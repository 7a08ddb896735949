package io.github.outpostrecovery.storage.rest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport without a network: a function answers, and every request is kept to be looked at. */
public final class ScriptedTransport implements Transport {
    /** What the other side does with a request: answers, or fails to. */
    @FunctionalInterface
    public interface Script {
        RestResponse answer(RestRequest request) throws IOException, InterruptedException;
    }

    private final Script script;
    private final List<RestRequest> requests = new CopyOnWriteArrayList<>();

    public ScriptedTransport(Script script) {
        this.script = requireNonNull(script, "script is null");
    }

    @Override
    public RestResponse send(RestRequest request) throws IOException, InterruptedException {
        requests.add(request);
        return script.answer(request);
    }

    /** Every request so far, in order. */
    public List<RestRequest> requests() {
        return List.copyOf(requests);
    }

    /** The requests so far that could have changed something. */
    public List<RestRequest> writes() {
        return requests.stream()
                .filter(request -> request.method() != HttpMethod.GET)
                .toList();
    }

    /** A factory that always gives this transport. */
    public TransportFactory asFactory() {
        return (endpoint, trust, settings) -> this;
    }
}
