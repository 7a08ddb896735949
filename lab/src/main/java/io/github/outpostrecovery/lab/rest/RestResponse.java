package io.github.outpostrecovery.lab.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a REST service answers.
 *
 * @param body empty if there is none
 */
public record RestResponse(int status, Map<String, String> headers, String body) {
    public RestResponse {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** An answer in JSON. */
    public static RestResponse json(int status, JsonNode body) {
        return new RestResponse(status, Map.of("Content-Type", "application/json"), body.toString());
    }

    /** The same answer with one more header. */
    public RestResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new RestResponse(status, more, body);
    }
}
