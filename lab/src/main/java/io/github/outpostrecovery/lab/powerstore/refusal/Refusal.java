package io.github.outpostrecovery.lab.powerstore.refusal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.List;

/** The cluster refuses a request, and has changed nothing. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String message;
    private final String[] arguments;

    Refusal(Reason reason, String message, String... arguments) {
        super(message);
        this.reason = reason;
        this.message = message;
        this.arguments = arguments.clone();
    }

    public Reason reason() {
        return reason;
    }

    public RestResponse response() {
        return response(reason.status(), reason.code(), message, List.of(arguments));
    }

    /** An error in PowerStore's form. */
    static RestResponse response(int status, String code, String message, List<String> arguments) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode one = body.putArray("messages")
                .addObject()
                .put("code", code)
                .put("severity", "Error")
                .put("message_l10n", message);
        ArrayNode words = one.putArray("arguments");
        arguments.forEach(words::add);
        return RestResponse.json(status, body);
    }
}
