package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.storage.rest.HttpMethod;
import io.github.outpostrecovery.storage.rest.RestRequest;
import io.github.outpostrecovery.storage.rest.RestResponse;
import io.github.outpostrecovery.storage.rest.ScriptedTransport;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * As much of a FlashArray's REST interface as these tests need: versions, log-ins, pages, errors. Any request can be answered
 * otherwise by {@link #when}.
 */
final class FakeFlashArray implements ScriptedTransport.Script {
    static final String API_TOKEN = "canary-of-the-api-token";
    static final String API = "/api/2.52";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Rule(Predicate<RestRequest> matches, ScriptedTransport.Script script) {}

    final FakeObjects objects = new FakeObjects();
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> sessions = new HashSet<>();
    private List<String> versions = List.of("1.19", "2.0", "2.9", "2.38", "2.52", "2.X", "2.10");
    private int pageSize = 1000;
    private int logIns;

    static RestResponse error(int status, String message) {
        return RestResponse.json(
                status,
                FakeObjects.json("{'errors':[{'message':'" + message + "','context':'x'}]}")
                        .toString());
    }

    static Predicate<RestRequest> to(HttpMethod method, String path) {
        return request -> request.method() == method && request.path().equals(API + path);
    }

    /** Later rules go before earlier ones. */
    void when(Predicate<RestRequest> matches, ScriptedTransport.Script script) {
        rules.addFirst(new Rule(matches, script));
    }

    /** Answers the first request of this kind in this way and the others as usual. */
    void once(Predicate<RestRequest> matches, ScriptedTransport.Script script) {
        List<Rule> added = new ArrayList<>();
        Rule rule = new Rule(matches, request -> {
            rules.removeAll(added);
            return script.answer(request);
        });
        added.add(rule);
        rules.addFirst(rule);
    }

    void speaks(String... spoken) {
        versions = List.of(spoken);
    }

    void pagesOf(int items) {
        pageSize = items;
    }

    void forgetSessions() {
        sessions.clear();
    }

    Set<String> sessions() {
        return sessions;
    }

    @Override
    public synchronized RestResponse answer(RestRequest request) throws IOException, InterruptedException {
        for (Rule rule : List.copyOf(rules)) {
            if (rule.matches().test(request)) {
                return rule.script().answer(request);
            }
        }
        return apply(request);
    }

    /** What would be answered if no rule were there. */
    synchronized RestResponse apply(RestRequest request) {
        if (request.path().equals("/api/api_version")) {
            ObjectNode answer = JSON.createObjectNode();
            versions.forEach(answer.putArray("version")::add);
            return RestResponse.json(200, answer.toString());
        }
        String path = request.path().replaceFirst("^/api/2\\.[0-9]+", "");
        String token = String.valueOf(request.headers().get("x-auth-token"));
        if (path.equals("/login")) {
            return logIn(request);
        }
        if (!sessions.contains(token)) {
            return error(401, "Unauthorized");
        }
        if (path.equals("/logout")) {
            sessions.remove(token);
            return new RestResponse(200, Map.of(), new byte[0]);
        }
        try {
            return switch (request.method()) {
                case GET -> page(request, objects.read(path, parameters(request)));
                case POST -> items(objects.created(path, parameters(request), bodyOf(request)));
                case PATCH -> items(objects.changed(parameters(request), bodyOf(request)));
                case DELETE -> {
                    objects.delete(path, parameters(request));
                    yield new RestResponse(200, Map.of(), new byte[0]);
                }
                case PUT -> error(404, "no such path");
            };
        } catch (FakeObjects.Refusal refusal) {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("errors")
                    .addObject()
                    .put("message", refusal.getMessage())
                    .put("context", refusal.context());
            return RestResponse.json(400, body.toString());
        }
    }

    private RestResponse logIn(RestRequest request) {
        if (!API_TOKEN.equals(request.headers().get("api-token"))) {
            return error(401, "Invalid credentials");
        }
        String token = "canary-of-session-" + ++logIns;
        sessions.add(token);
        return new RestResponse(
                200,
                Map.of("x-auth-token", token),
                "{\"items\":[{\"username\":\"u\"}]}".getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode bodyOf(RestRequest request) {
        return FakeObjects.json(request.body().orElse("{}"));
    }

    private static RestResponse items(ObjectNode item) {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("items").add(item);
        return RestResponse.json(200, answer.toString());
    }

    private RestResponse page(RestRequest request, List<ObjectNode> found) {
        Map<String, String> parameters = parameters(request);
        int start = Integer.parseInt(parameters.getOrDefault("continuation_token", "0"));
        int limit = Math.min(pageSize, Integer.parseInt(parameters.getOrDefault("limit", "1000")));
        int end = Math.min(found.size(), start + limit);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        found.subList(start, end).forEach(items::add);
        answer.put("more_items_remaining", end < found.size()).putNull("total_item_count");
        return new RestResponse(
                200,
                end < found.size() ? Map.of("x-next-token", String.valueOf(end)) : Map.of(),
                answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> parameters(RestRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = request.uri().getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
