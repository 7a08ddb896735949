package io.github.outpostrecovery.storage.alletra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What {@code GET /api} tells.
 *
 * @param build empty if it tells none
 */
record WsapiVersion(String text, Optional<Long> build) {
    /** The first build in which a listing of VLUNs can be filtered (3parclient, {@code client.py}). */
    private static final long FILTERS_VLUNS = 30_201_292;

    static WsapiVersion parse(JsonNode json) {
        JsonNode build = json.path("build");
        return new WsapiVersion(
                json.path("major").asText("?") + "." + json.path("minor").asText("?") + " build " + build.asText("?"),
                build.canConvertToLong() ? Optional.of(build.asLong()) : Optional.empty());
    }

    static WsapiVersion untold() {
        return new WsapiVersion("?", Optional.empty());
    }

    /** Whether VLUNs can be asked for by volume and by host. What is not sure is not tried: it could list too few. */
    boolean filtersVluns() {
        return build.filter(number -> number >= FILTERS_VLUNS).isPresent();
    }
}
