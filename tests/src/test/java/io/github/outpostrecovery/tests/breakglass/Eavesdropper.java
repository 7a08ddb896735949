package io.github.outpostrecovery.tests.breakglass;

import io.github.outpostrecovery.lab.rest.DroppedConnectionException;
import io.github.outpostrecovery.lab.rest.RestRequest;
import io.github.outpostrecovery.lab.rest.RestResponse;
import io.github.outpostrecovery.lab.rest.RestService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears every secret that goes over the wire. */
final class Eavesdropper implements RestService {
    private static final Pattern NAME = Pattern.compile("(?i)authorization|.*token.*|.*session-?key.*|(?:set-)?cookie");
    private static final Pattern KEY = Pattern.compile("\"key\"\\s*:\\s*\"([^\"]+)\"");
    private static final int TOO_SHORT = 8;

    private final RestService service;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    Eavesdropper(RestService service) {
        this.service = service;
    }

    void heard(String secret) {
        if (secret.length() >= TOO_SHORT) {
            secrets.add(secret);
        }
    }

    Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    @Override
    public RestResponse serve(RestRequest request) throws DroppedConnectionException {
        headers(request.headers());
        RestResponse response = service.serve(request);
        headers(response.headers());
        Matcher key = KEY.matcher(response.body());
        if (request.path().endsWith("/credentials") && key.find()) {
            heard(key.group(1));
        }
        return response;
    }

    private void headers(Map<String, String> headers) {
        headers.forEach((name, value) -> {
            if (NAME.matcher(name).matches()) {
                for (String part : value.split("[ ;=]", 0)) {
                    if (part.matches("[A-Za-z0-9+/_.:-]{12,}")) {
                        heard(part);
                    }
                }
            }
        });
    }

    @Override
    public boolean changes(RestRequest request) {
        return service.changes(request);
    }
}
