package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.Locale;

/** The array refuses a request, and has changed nothing. */
final class WsapiError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int WORDINGS = 3;

    private final int status;
    private final int code;
    private final String description;

    WsapiError(int status, int code, String description) {
        super(description);
        this.status = status;
        this.code = code;
        this.description = description;
    }

    /**
     * The answer. Only its code is a promise: the words of the description change from one refusal to the next ("HP 3PAR Web
     * Service API 1.3.1 Developer's Guide", page 22).
     */
    RestResponse response(int refusal) {
        String worded = switch (refusal % WORDINGS) {
            case 0 -> description;
            case 1 -> description.toUpperCase(Locale.ROOT);
            default -> "The request failed (" + description + ").";
        };
        return response(status, code, worded);
    }

    static RestResponse response(int status, int code, String description) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("code", code).put("desc", description);
        return RestResponse.json(status, body);
    }
}
