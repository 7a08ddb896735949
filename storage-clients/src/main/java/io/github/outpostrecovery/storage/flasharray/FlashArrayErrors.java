package io.github.outpostrecovery.storage.flasharray;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.storage.flasharray.FlashArrayMessage.Meaning;
import io.github.outpostrecovery.storage.rest.ErrorBody;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * FlashArray's error body: {@code {"errors":[{"message":"Host does not exist.","context":"web-01"}]}}.
 *
 * <p>The messages take the place of the code that FlashArray does not have; what they are about is the message. A body of
 * another form has neither: it may not be the array that spoke.
 */
final class FlashArrayErrors {
    private static final String BETWEEN = " / ";
    private static final int MOST_CONTEXTS = 5;

    private FlashArrayErrors() {}

    static ErrorBody.ArrayError read(JsonNode body) {
        Set<String> messages = new LinkedHashSet<>();
        Set<String> contexts = new LinkedHashSet<>();
        for (JsonNode error : body.path("errors")) {
            messages.add(error.path("message").asText("").strip());
            contexts.add(error.path("context").asText("").strip());
        }
        messages.remove("");
        contexts.remove("");
        List<String> shown = contexts.stream().limit(MOST_CONTEXTS).toList();
        return new ErrorBody.ArrayError(
                String.join(BETWEEN, messages),
                shown.isEmpty()
                        ? ""
                        : "about " + String.join(", ", shown) + (shown.size() < contexts.size() ? ", ..." : ""));
    }

    /** Whether there are errors in the body of an answer that is otherwise one of success. */
    static boolean areIn(JsonNode body) {
        JsonNode errors = body.path("errors");
        return !errors.isMissingNode() && !errors.isNull() && !(errors.isArray() && errors.isEmpty());
    }

    /** Whether every message of an error has this meaning. */
    static boolean mean(String messages, Meaning meaning) {
        return !messages.isEmpty()
                && List.of(messages.split(BETWEEN, -1)).stream()
                        .allMatch(message -> FlashArrayMessage.meaningOf(message) == meaning);
    }
}
