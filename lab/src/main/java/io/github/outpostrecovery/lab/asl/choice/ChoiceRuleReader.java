package io.github.outpostrecovery.lab.asl.choice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.InvalidExpression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads Choice rules. */
final class ChoiceRuleReader {
    private static final Set<String> CONNECTIVES = Set.of("And", "Or", "Not");
    private static final String PATH = "Path";

    private ChoiceRuleReader() {}

    static ChoiceRule read(JsonNode rule) {
        if (!(rule instanceof ObjectNode object)) {
            throw new InvalidExpression("a choice rule must be an object");
        }
        List<String> operators = new ArrayList<>();
        for (String field : (Iterable<String>) object::fieldNames) {
            if (field.equals("Next")) {
                throw new InvalidExpression("Next may stand only in the rules at the top");
            }
            if (!field.equals("Variable") && !field.equals("Comment")) {
                operators.add(field);
            }
        }
        if (operators.size() != 1) {
            throw new InvalidExpression("a choice rule must have exactly one operator, not " + operators);
        }
        String operator = operators.getFirst();
        JsonNode operand = object.get(operator);
        if (CONNECTIVES.contains(operator)) {
            if (object.has("Variable")) {
                throw new InvalidExpression("a rule with " + operator + " has no Variable");
            }
            return connective(operator, operand);
        }
        Condition condition = condition(operator, operand);
        JsonNode variable = object.path("Variable");
        if (!variable.isTextual()) {
            throw new InvalidExpression("a rule with " + operator + " must have a Variable that is a path");
        }
        return new ChoiceRule.Comparison(DataPath.parseReference(variable.textValue()), condition);
    }

    private static ChoiceRule connective(String operator, JsonNode operand) {
        if (operator.equals("Not")) {
            return new ChoiceRule.Not(read(operand));
        }
        if (!(operand instanceof ArrayNode array) || array.isEmpty()) {
            throw new InvalidExpression(operator + " must be an array of at least one rule");
        }
        List<ChoiceRule> rules = new ArrayList<>();
        array.forEach(rule -> rules.add(read(rule)));
        return operator.equals("And") ? new ChoiceRule.And(rules) : new ChoiceRule.Or(rules);
    }

    private static Condition condition(String operator, JsonNode operand) {
        return question(operator, operand)
                .or(() -> comparison(operator, operand))
                .orElseThrow(() -> new InvalidExpression("there is no comparison operator " + operator));
    }

    private static Optional<Condition> question(String operator, JsonNode operand) {
        return switch (operator) {
            case "IsPresent" -> Optional.of(new Condition.IsPresent(bool(operator, operand)));
            case "IsNull" -> Optional.of(new Condition.IsNull(bool(operator, operand)));
            case "StringMatches" -> {
                if (!operand.isTextual()) {
                    throw wrongOperand(operator, "a string");
                }
                yield Optional.of(new Condition.Matches(wildcards(operand.textValue())));
            }
            default ->
                Arrays.stream(ValueKind.values())
                        .filter(kind -> operator.equals("Is" + kind.word()))
                        .findFirst()
                        .map(kind -> new Condition.IsKind(kind, bool(operator, operand)));
        };
    }

    private static Optional<Condition> comparison(String operator, JsonNode operand) {
        for (ValueKind kind : ValueKind.values()) {
            for (Relation relation : Relation.values()) {
                if (kind == ValueKind.BOOLEAN && relation != Relation.EQUALS) {
                    continue;
                }
                String name = kind.word() + relation.word();
                if (operator.equals(name)) {
                    if (!kind.holds(operand)) {
                        throw wrongOperand(operator, "of type " + kind.word());
                    }
                    return Optional.of(new Condition.WithConstant(kind, relation, operand));
                }
                if (operator.equals(name + PATH)) {
                    if (!operand.isTextual()) {
                        throw wrongOperand(operator, "a path");
                    }
                    DataPath path = DataPath.parseReference(operand.textValue());
                    return Optional.of(new Condition.WithPath(kind, relation, path));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean bool(String operator, JsonNode operand) {
        if (!operand.isBoolean()) {
            throw wrongOperand(operator, "true or false");
        }
        return operand.booleanValue();
    }

    /** A star stands for any characters; {@code \*} and {@code \\} for themselves. */
    private static Pattern wildcards(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '*') {
                pattern.append(".*");
                continue;
            }
            if (c == '\\') {
                if (++i >= text.length() || (text.charAt(i) != '*' && text.charAt(i) != '\\')) {
                    throw new InvalidExpression("StringMatches: a backslash must stand before * or another backslash");
                }
                c = text.charAt(i);
            }
            pattern.append(Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    private static InvalidExpression wrongOperand(String operator, String wanted) {
        return new InvalidExpression(operator + " must be " + wanted);
    }
}
