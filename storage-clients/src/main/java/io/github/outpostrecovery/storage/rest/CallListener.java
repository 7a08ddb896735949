package io.github.outpostrecovery.storage.rest;

import io.github.outpostrecovery.core.name.ArrayName;
import java.time.Duration;

/** Hears of every request that was sent, so that requests can be counted and shown. Called from any thread. */
@FunctionalInterface
public interface CallListener {
    void called(Call call);

    /**
     * One request and its end.
     *
     * @param path without the query
     * @param status the HTTP status, or 0 if none came
     */
    record Call(ArrayName array, HttpMethod method, String path, int status, Duration duration) {}

    /** Hears nothing, and is not told. */
    CallListener NONE = call -> {};

    /** Hears nothing. */
    static CallListener none() {
        return NONE;
    }
}
