package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.FunctionError;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import java.time.InstantSource;
import java.util.Optional;

/** Tells the watchers of a site when a handler begins and ends. */
final class WatchedFunctions implements FunctionHost {
    private final FunctionHost functions;
    private final SiteWatchers watchers;
    private final InstantSource clock;
    private int invocations;

    WatchedFunctions(FunctionHost functions, SiteWatchers watchers, InstantSource clock) {
        this.functions = requireNonNull(functions, "functions is null");
        this.watchers = requireNonNull(watchers, "watchers is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public JsonNode invoke(String functionName, JsonNode payload) throws FunctionError {
        Invocation invocation = new Invocation(++invocations, functionName, payload, clock.instant());
        watchers.tell(watcher -> watcher.invoked(invocation));
        Optional<JsonNode> result = Optional.empty();
        try {
            JsonNode answer = functions.invoke(functionName, payload);
            result = Optional.of(answer);
            return answer;
        } finally {
            Optional<JsonNode> returned = result;
            watchers.tell(watcher -> watcher.returned(invocation, returned));
        }
    }
}
