package io.github.outpostrecovery.lab.asl.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.InvalidExpression;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JSON object in which every member whose name ends in {@code .$} is replaced by the value of its expression, under the
 * name without that ending.
 */
public final class PayloadTemplate {
    private static final String DYNAMIC = ".$";
    private static final Pattern LOOKS_DYNAMIC =
            Pattern.compile("\\$\\$?[.\\[].*|States\\.[A-Z]\\w*\\(.*", Pattern.DOTALL);

    private final Composite root;

    private sealed interface Part {}

    private record Constant(JsonNode value) implements Part {}

    private record Dynamic(String field, Expression expression) implements Part {}

    private record Sequence(List<Part> parts) implements Part {}

    private record Composite(Map<String, Part> members) implements Part {}

    private PayloadTemplate(Composite root) {
        this.root = root;
    }

    /**
     * Reads a template.
     *
     * @throws InvalidExpression if it is not an object, an expression in it is wrong, a name occurs both with and without
     *     the ending, or a plain string looks like an expression whose field lacks the ending
     */
    public static PayloadTemplate parse(JsonNode template) {
        if (template instanceof ObjectNode object) {
            return new PayloadTemplate(composite(object));
        }
        throw new InvalidExpression("a payload template must be an object");
    }

    private static Composite composite(ObjectNode object) {
        Map<String, Part> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String field = member.getKey();
            boolean dynamic = field.endsWith(DYNAMIC);
            String name = dynamic ? field.substring(0, field.length() - DYNAMIC.length()) : field;
            Part part = dynamic ? dynamic(field, member.getValue()) : plain(field, member.getValue());
            if (members.put(name, part) != null) {
                throw new InvalidExpression("the field '" + name + "' occurs both with and without .$");
            }
        }
        return new Composite(members);
    }

    private static Part dynamic(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw new InvalidExpression("the field '" + field + "' must be a string: a path or an intrinsic function");
        }
        try {
            return new Dynamic(field, Expression.parse(value.textValue()));
        } catch (InvalidExpression invalid) {
            throw new InvalidExpression("the field '" + field + "': " + invalid.getMessage());
        }
    }

    private static Part plain(String field, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> composite(object);
            case ArrayNode array -> {
                List<Part> parts = new ArrayList<>();
                array.forEach(element -> parts.add(plain(field, element)));
                yield new Sequence(parts);
            }
            case JsonNode scalar -> {
                if (scalar.isTextual()
                        && LOOKS_DYNAMIC.matcher(scalar.textValue()).matches()) {
                    throw new InvalidExpression("the field '" + field + "' holds the expression '" + scalar.textValue()
                            + "' but its name does not end in .$");
                }
                yield new Constant(scalar);
            }
        };
    }

    /**
     * The template with every expression replaced.
     *
     * @throws StateError if an expression cannot be evaluated
     */
    public JsonNode evaluate(Scope scope) {
        return evaluate(root, scope);
    }

    private static JsonNode evaluate(Part part, Scope scope) {
        return switch (part) {
            case Constant(JsonNode value) -> value;
            case Dynamic(String field, Expression expression) -> expression.evaluate(scope, field);
            case Sequence(List<Part> parts) -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                parts.forEach(element -> array.add(evaluate(element, scope)));
                yield array;
            }
            case Composite(Map<String, Part> members) -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                members.forEach((name, member) -> object.set(name, evaluate(member, scope)));
                yield object;
            }
        };
    }

    /** The names of the members at the top, without the ending. */
    public Set<String> names() {
        return root.members().keySet();
    }

    /** Every path in the template. */
    public Stream<DataPath> paths() {
        return paths(root);
    }

    private static Stream<DataPath> paths(Part part) {
        return switch (part) {
            case Constant constant -> Stream.empty();
            case Dynamic(String field, Expression expression) -> expression.paths();
            case Sequence(List<Part> parts) -> parts.stream().flatMap(PayloadTemplate::paths);
            case Composite(Map<String, Part> members) ->
                members.values().stream().flatMap(PayloadTemplate::paths);
        };
    }
}
