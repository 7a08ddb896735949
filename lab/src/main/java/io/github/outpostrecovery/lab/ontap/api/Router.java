package io.github.outpostrecovery.lab.ontap.api;

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

    private record Route(String method, List<String> segments, Function<ApiCall, Reply> handler) {
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
        return add("GET", path, handler.andThen(Reply.Now::new));
    }

    Router post(String path, Function<ApiCall, RestResponse> handler) {
        return add("POST", path, handler.andThen(Reply.Now::new));
    }

    Router patch(String path, Function<ApiCall, RestResponse> handler) {
        return add("PATCH", path, handler.andThen(Reply.Now::new));
    }

    Router delete(String path, Function<ApiCall, RestResponse> handler) {
        return add("DELETE", path, handler.andThen(Reply.Now::new));
    }

    /** A call that may start a job. */
    Router postAsynchronously(String path, Function<ApiCall, Reply> handler) {
        return add("POST", path, handler);
    }

    private Router add(String method, String path, Function<ApiCall, Reply> handler) {
        List<String> segments =
                SLASH.splitAsStream(path).filter(segment -> !segment.isEmpty()).toList();
        routes.add(new Route(method, segments, handler));
        return this;
    }

    /** Serves a call, whose variables it fills in. */
    Reply serve(ApiCall call) {
        List<String> path = call.request().segments();
        boolean known = false;
        for (Route route : routes) {
            Optional<List<String>> variables = route.variables(path);
            if (variables.isPresent()) {
                if (route.method().equals(call.request().method())) {
                    return route.handler()
                            .apply(new ApiCall(call.request(), variables.get(), call.scope(), call.turn()));
                }
                known = true;
            }
        }
        throw known
                ? new OntapError(405, "3", "Method not allowed.", "")
                : new OntapError(OntapError.NOT_FOUND, "3", "API not found", "");
    }
}
