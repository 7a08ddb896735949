package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;

/** A number of seconds that is written in the definition or found in the state's input. */
public sealed interface Seconds {
    /** The most seconds that Step Functions takes anywhere. */
    int MOST = 99_999_999;

    /** Written in the definition. */
    record Fixed(int seconds) implements Seconds {}

    /** Found in the input; less than {@code least} is an error. */
    record Found(String field, DataPath path, int least) implements Seconds {}

    /**
     * The number.
     *
     * @throws StateError {@code States.Runtime} if it is not in the input, not an integer or out of range
     */
    default int value(Scope scope) {
        return switch (this) {
            case Fixed(int seconds) -> seconds;
            case Found(String field, DataPath path, int least) -> {
                JsonNode found = path.read(scope, field);
                if (!found.isIntegralNumber()
                        || !found.canConvertToInt()
                        || found.intValue() < least
                        || found.intValue() > MOST) {
                    throw StateError.runtime(
                            "The field '" + field + "' must find an integer from " + least + " to " + MOST);
                }
                yield found.intValue();
            }
        };
    }
}
