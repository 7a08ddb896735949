package io.github.outpostrecovery.lab.asl.choice;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.Scope;
import java.util.regex.Pattern;

/** What one comparison operator asks of the value of a variable. */
sealed interface Condition {
    /** Compares with a value that is written in the definition and is of {@code kind}. */
    record WithConstant(ValueKind kind, Relation relation, JsonNode constant) implements Condition {}

    /** Compares with a value that {@code operand} finds. */
    record WithPath(ValueKind kind, Relation relation, DataPath operand) implements Condition {}

    /** {@code StringMatches}. */
    record Matches(Pattern pattern) implements Condition {}

    /** {@code IsString} and its like. */
    record IsKind(ValueKind kind, boolean wanted) implements Condition {}

    /** {@code IsNull}. */
    record IsNull(boolean wanted) implements Condition {}

    /** {@code IsPresent}. */
    record IsPresent(boolean wanted) implements Condition {}

    /** Whether the condition holds. A value of another kind than the operator's does not match; it is no error. */
    default boolean holds(DataPath variable, Scope scope) {
        if (this instanceof IsPresent(boolean wanted)) {
            return variable.find(scope).isPresent() == wanted;
        }
        JsonNode value = variable.find(scope).orElseThrow(() -> ChoiceRule.invalidPath(variable));
        return switch (this) {
            case WithConstant(ValueKind kind, Relation relation, JsonNode constant) ->
                kind.holds(value) && relation.holds(kind.compare(value, constant));
            case WithPath(ValueKind kind, Relation relation, DataPath path) -> {
                JsonNode operand = path.find(scope).filter(kind::holds).orElseThrow(() -> ChoiceRule.invalidPath(path));
                yield kind.holds(value) && relation.holds(kind.compare(value, operand));
            }
            case Matches(Pattern pattern) ->
                value.isTextual() && pattern.matcher(value.textValue()).matches();
            case IsKind(ValueKind kind, boolean wanted) -> kind.holds(value) == wanted;
            case IsNull(boolean wanted) -> value.isNull() == wanted;
            case IsPresent(boolean wanted) -> wanted;
        };
    }
}
