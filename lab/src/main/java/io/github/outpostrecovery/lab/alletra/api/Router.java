package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds who serves a request below {@code /api/v1}. In a path, {@code {}} stands for any one segment. */
final class Router {
    private static final Pattern SLASH = Pattern.compile("/");
    private static final int METHOD_NOT_ALLOWED = 405;

    private final List<Route> routes = new ArrayList<>();

    private record Route(String method, List<String> segments, Function<ApiCall, RestResponse> handler) {
        Optional<List<String>> variables(List<String> path) {
            if (path.size() != segments.size()) {
                return Optional.empty();
            }
            List<String> variables = new ArrayList<>();
            for (int i = 0; i < path.size(); i++) {
                if (segments.get(i).equals("{}")) {
                    variables.add(path.get(i));
                } else if (!segments.get(i).equals(path.get(i))) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    Router get(String path, Function<ApiCall, RestResponse> handler) {
        return add("GET", path, handler);
    }

    Router post(String path, Function<ApiCall, RestResponse> handler) {
        return add("POST", path, handler);
    }

    Router put(String path, Function<ApiCall, RestResponse> handler) {
        return add("PUT", path, handler);
    }

    Router delete(String path, Function<ApiCall, RestResponse> handler) {
        return add("DELETE", path, handler);
    }

    private Router add(String method, String path, Function<ApiCall, RestResponse> handler) {
        List<String> segments = SLASH.splitAsStream(WsapiApi.BASE + path)
                .filter(segment -> !segment.isEmpty())
                .toList();
        routes.add(new Route(method, segments, handler));
        return this;
    }

    /** Serves a call, whose variables it fills in. */
    RestResponse serve(ApiCall call) {
        RestRequest request = call.request();
        List<String> path = request.segments();
        boolean known = false;
        for (Route route : routes) {
            Optional<List<String>> variables = route.variables(path);
            if (variables.isPresent()) {
                if (route.method().equals(request.method())) {
                    return route.handler().apply(new ApiCall(request, variables.get(), call.user(), call.turn()));
                }
                known = true;
            }
        }
        throw known
                ? WsapiCode.URI_RES_NOT_FOUND.error(METHOD_NOT_ALLOWED, "method not allowed")
                : WsapiCode.URI_RES_NOT_FOUND.error("resource not found");
    }
}
