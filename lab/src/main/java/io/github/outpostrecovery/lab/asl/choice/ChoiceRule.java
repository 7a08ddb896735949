package io.github.outpostrecovery.lab.asl.choice;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.InvalidExpression;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.List;

/** What must hold for a Choice state to take one of its ways. */
public sealed interface ChoiceRule {
    /** All hold; those after the first that does not are not looked at. */
    record And(List<ChoiceRule> rules) implements ChoiceRule {}

    /** One holds; those after the first that does are not looked at. */
    record Or(List<ChoiceRule> rules) implements ChoiceRule {}

    /** The rule does not hold. */
    record Not(ChoiceRule rule) implements ChoiceRule {}

    /** One comparison of one variable. */
    final class Comparison implements ChoiceRule {
        private final DataPath variable;
        private final Condition condition;

        Comparison(DataPath variable, Condition condition) {
            this.variable = variable;
            this.condition = condition;
        }
    }

    /**
     * Reads a rule. {@code Next} and {@code Comment} must have been taken out of the rule itself; the rules inside it may
     * have a {@code Comment} and no {@code Next}.
     *
     * @throws InvalidExpression if it is not a rule
     */
    static ChoiceRule parse(JsonNode rule) {
        return ChoiceRuleReader.read(rule);
    }

    /**
     * Whether the rule holds.
     *
     * @throws StateError {@code States.Runtime} if a path in it, other than that of {@code IsPresent}, matches nothing, or
     *     if the path to compare with finds a value of another kind than the operator's
     */
    default boolean holds(Scope scope) {
        return switch (this) {
            case And(List<ChoiceRule> rules) -> rules.stream().allMatch(rule -> rule.holds(scope));
            case Or(List<ChoiceRule> rules) -> rules.stream().anyMatch(rule -> rule.holds(scope));
            case Not(ChoiceRule rule) -> !rule.holds(scope);
            case Comparison comparison -> comparison.condition.holds(comparison.variable, scope);
        };
    }

    /** The error of a path in a rule that finds nothing, or nothing that can be compared. */
    static StateError invalidPath(DataPath path) {
        return StateError.runtime(
                "Invalid path '" + path + "': The choice state's condition path references an invalid value.");
    }
}
