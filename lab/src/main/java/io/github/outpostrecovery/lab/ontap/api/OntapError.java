package io.github.outpostrecovery.lab.ontap.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.RestResponse;

/** The cluster refuses a request, and has changed nothing. */
final class OntapError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;

    private final int status;
    private final String code;
    private final String target;

    OntapError(int status, String code, String message, String target) {
        super(message);
        this.status = status;
        this.code = code;
        this.target = target;
    }

    static OntapError badRequest(String code, String message, String target) {
        return new OntapError(BAD_REQUEST, code, message, target);
    }

    static OntapError notFound(String code, String message) {
        return new OntapError(NOT_FOUND, code, message, "");
    }

    static OntapError conflict(String code, String message) {
        return new OntapError(CONFLICT, code, message, "");
    }

    /** The generic answer to a uuid that nothing has. */
    static OntapError noEntry() {
        return new OntapError(NOT_FOUND, "4", "entry doesn't exist", "");
    }

    static OntapError unexpectedArgument(String name) {
        return badRequest("262179", "Unexpected argument \"" + name + "\".", name);
    }

    static OntapError invalidValue(String value, String field) {
        return badRequest("262197", "The value \"" + value + "\" is invalid for field \"" + field + "\".", field);
    }

    String code() {
        return code;
    }

    RestResponse response() {
        return response(status, code, getMessage() == null ? "" : getMessage(), target);
    }

    /** An error in ONTAP's form; the code is a string. */
    static RestResponse response(int status, String code, String message, String target) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode error = body.putObject("error").put("message", message).put("code", code);
        if (!target.isEmpty()) {
            error.put("target", target);
        }
        return RestResponse.json(status, body);
    }
}
