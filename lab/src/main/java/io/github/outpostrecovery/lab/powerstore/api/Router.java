package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds who serves a request. In a path, {@code {}} stands for any one segment. */
final class Router {
    private static final Pattern SLASH = Pattern.compile("/");

    private final List<Route> routes = new ArrayList<>();

    /** Who serves what. */
    record Route(String method, List<String> segments, Function<ApiCall, RestResponse> handler) {
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

    Router patch(String path, Function<ApiCall, RestResponse> handler) {
        return add("PATCH", path, handler);
    }

    Router delete(String path, Function<ApiCall, RestResponse> handler) {
        return add("DELETE", path, handler);
    }

    private Router add(String method, String path, Function<ApiCall, RestResponse> handler) {
        List<String> segments =
                SLASH.splitAsStream(path).filter(segment -> !segment.isEmpty()).toList();
        routes.add(new Route(method, segments, handler));
        return this;
    }

    /** Refuses what nobody serves. */
    Route find(RestRequest request) {
        List<String> path = request.segments();
        boolean known = false;
        for (Route route : routes) {
            if (route.variables(path).isPresent()) {
                if (route.method().equals(request.method())) {
                    return route;
                }
                known = true;
            }
        }
        throw known
                ? Reason.NO_SUCH_METHOD.because("The method is not allowed for this resource.", request.method())
                : Reason.NO_SUCH_PATH.because("The resource does not exist.", request.path());
    }

    /** Serves a call, whose variables it fills in. */
    RestResponse serve(ApiCall call) {
        Route route = find(call.request());
        return route.handler()
                .apply(call.with(route.variables(call.request().segments()).orElseThrow()));
    }
}
