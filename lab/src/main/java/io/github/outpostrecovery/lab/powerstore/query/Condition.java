package io.github.outpostrecovery.lab.powerstore.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Field;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Form;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.powerstore.refusal.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A filter of one field: {@code name=eq.web-01}, {@code type=in.(Primary,Clone)}, {@code purposes=cs.{Storage_Iscsi_Target}},
 * {@code name=not.like.web*}. A row without a value matches nothing but {@code is.null}, not even {@code neq}, as in SQL.
 */
record Condition(String field, Predicate<JsonNode> test) implements Predicate<ObjectNode> {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final String NOT = "not.";

    /** Reads a filter; a field that is unknown or does not support filtering is refused, and so is an unknown operator. */
    static Condition of(ResourceType type, String field, String expression) {
        Form form = switch (type.field(field).orElseThrow(() -> refused(type, field, "is unknown"))) {
            case Field.Value value -> value.form();
            case Field.Association ignored -> throw refused(type, field, "is an association");
            case Field.Nothing ignored -> throw refused(type, field, "is an association");
        };
        if (form == Form.EMBEDDED) {
            throw refused(type, field, "does not support filtering");
        }
        boolean negated = expression.startsWith(NOT);
        String plain = negated ? expression.substring(NOT.length()) : expression;
        int dot = plain.indexOf('.');
        if (dot < 0) {
            throw refused(type, field, "is filtered without an operator");
        }
        Predicate<JsonNode> test = test(type, field, form, plain.substring(0, dot), plain.substring(dot + 1));
        if (plain.equals("is.null")) {
            return new Condition(field, negated ? test.negate() : test);
        }
        Predicate<JsonNode> known = value -> !value.isMissingNode() && !value.isNull();
        return new Condition(field, known.and(negated ? test.negate() : test));
    }

    @Override
    public boolean test(ObjectNode row) {
        return test.test(row.path(field));
    }

    private static Predicate<JsonNode> test(
            ResourceType type, String field, Form form, String operator, String operand) {
        Predicate<JsonNode> test = switch (operator) {
            case "is" -> {
                if (!operand.equals("null")) {
                    throw refused(type, field, "can only be asked whether it is null");
                }
                yield value -> value.isMissingNode() || value.isNull();
            }
            case "cs" -> contains(type, field, form, operand);
            case "in" -> {
                List<String> wanted = elements(type, field, operand, '(', ')');
                scalar(type, field, form, operator);
                yield value -> wanted.contains(value.asText());
            }
            case "eq", "neq", "gt", "gte", "lt", "lte" -> compared(type, field, form, operator, operand);
            case "like", "ilike" -> {
                if (form != Form.TEXT) {
                    throw refused(type, field, "is not a text");
                }
                Pattern pattern = like(operand, operator.equals("ilike") ? Pattern.CASE_INSENSITIVE : 0);
                yield value -> pattern.matcher(value.asText()).matches();
            }
            default -> throw refused(type, field, "does not support the operator " + operator);
        };
        return test;
    }

    private static Predicate<JsonNode> contains(ResourceType type, String field, Form form, String operand) {
        if (form != Form.LIST) {
            throw refused(type, field, "is not a list");
        }
        List<String> wanted = elements(type, field, operand, '{', '}');
        return value -> {
            List<String> there = new ArrayList<>();
            value.forEach(element -> there.add(element.asText()));
            return there.containsAll(wanted);
        };
    }

    private static Predicate<JsonNode> compared(
            ResourceType type, String field, Form form, String operator, String operand) {
        scalar(type, field, form, operator);
        IntPredicate wanted = switch (operator) {
            case "eq" -> difference -> difference == 0;
            case "neq" -> difference -> difference != 0;
            case "gt" -> difference -> difference > 0;
            case "gte" -> difference -> difference >= 0;
            case "lt" -> difference -> difference < 0;
            default -> difference -> difference <= 0;
        };
        if (form == Form.NUMBER) {
            BigDecimal number = number(type, field, operand);
            return value -> wanted.test(value.decimalValue().compareTo(number));
        }
        if (form == Form.FLAG && !operand.equals("true") && !operand.equals("false")) {
            throw refused(type, field, "is either true or false");
        }
        return value -> wanted.test(value.asText().compareTo(operand));
    }

    private static BigDecimal number(ResourceType type, String field, String operand) {
        try {
            return new BigDecimal(operand);
        } catch (NumberFormatException notNumeric) {
            throw refused(type, field, "is a number");
        }
    }

    private static void scalar(ResourceType type, String field, Form form, String operator) {
        if (form == Form.LIST) {
            throw refused(type, field, "is a list, to which " + operator + " does not apply");
        }
    }

    private static List<String> elements(ResourceType type, String field, String operand, char open, char close) {
        if (operand.length() < 2 || operand.charAt(0) != open || operand.charAt(operand.length() - 1) != close) {
            throw refused(
                    type, field, "is compared with a list, which begins with " + open + " and ends with " + close);
        }
        return COMMA.splitAsStream(operand.substring(1, operand.length() - 1))
                .map(one -> one.strip().replace("\"", ""))
                .toList();
    }

    private static Pattern like(String operand, int flags) {
        String quoted = Pattern.quote(operand).replace("*", "\\E.*\\Q").replace("%", "\\E.*\\Q");
        return Pattern.compile(quoted, flags | Pattern.DOTALL);
    }

    private static Refusal refused(ResourceType type, String field, String why) {
        return Reason.BAD_QUERY.because("The field " + field + " of " + type.name() + " " + why + ".", field);
    }
}
