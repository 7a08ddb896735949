package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import io.github.outpostrecovery.lab.asl.template.Expression;
import java.util.Optional;

/** The {@code Error} or the {@code Cause} of a Fail state. */
public sealed interface FailureText {
    /** Neither {@code X} nor {@code XPath} was given. */
    record Absent() implements FailureText {}

    /** Written in the definition. */
    record Fixed(String text) implements FailureText {}

    /** {@code ErrorPath} or {@code CausePath}: a reference path or an intrinsic function that yields a string. */
    record Found(String field, Expression expression) implements FailureText {}

    /**
     * The text.
     *
     * @throws StateError {@code States.Runtime} if what is found is not a string
     */
    default Optional<String> text(Scope scope) {
        return switch (this) {
            case Absent absent -> Optional.empty();
            case Fixed(String text) -> Optional.of(text);
            case Found(String field, Expression expression) -> {
                JsonNode found = expression.evaluate(scope, field);
                if (!found.isTextual()) {
                    throw StateError.runtime("The field '" + field + "' must find a string");
                }
                yield Optional.of(found.textValue());
            }
        };
    }
}
