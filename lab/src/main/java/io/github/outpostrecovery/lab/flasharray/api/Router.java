package io.github.outpostrecovery.lab.flasharray.api;

import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds who serves a request. Objects are named in the query, so paths are fixed. */
final class Router {
    private final Map<String, Map<String, Function<ApiCall, RestResponse>>> routes = new LinkedHashMap<>();

    Router get(String path, Function<ApiCall, RestResponse> handler) {
        return add("GET", path, handler);
    }

    Router post(String path, Function<ApiCall, RestResponse> handler) {
        return add("POST", path, handler);
    }

    Router patch(String path, Function<ApiCall, RestResponse> handler) {
        return add("PATCH", path, handler);
    }

    Router delete(String path, Function<ApiCall, RestResponse> handler) {
        return add("DELETE", path, handler);
    }

    private Router add(String method, String path, Function<ApiCall, RestResponse> handler) {
        routes.computeIfAbsent(path, key -> new LinkedHashMap<>()).put(method, handler);
        return this;
    }

    /**
     * Who serves it.
     *
     * @param path below the version
     */
    Function<ApiCall, RestResponse> find(String method, String path) {
        Map<String, Function<ApiCall, RestResponse>> methods = Optional.ofNullable(routes.get(path))
                .orElseThrow(() -> new ApiError(ApiError.NOT_FOUND, "The requested path does not exist.", path));
        return Optional.ofNullable(methods.get(method))
                .orElseThrow(() -> new ApiError(405, "Method not allowed.", path));
    }
}
