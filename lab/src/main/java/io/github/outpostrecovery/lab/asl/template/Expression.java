package io.github.outpostrecovery.lab.asl.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.InvalidExpression;
import io.github.outpostrecovery.lab.asl.path.Scope;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.List;
import java.util.stream.Stream;

/** What stands in a field whose name ends in {@code .$}: a path or an intrinsic function. */
public sealed interface Expression {
    /** A path. */
    record Path(DataPath path) implements Expression {}

    /** A value written out: a number, a string without its quotes, true, false or null. */
    record Literal(JsonNode value) implements Expression {}

    /** A call of any intrinsic function but {@code States.Format}. */
    record Call(IntrinsicFunction function, List<Expression> arguments) implements Expression {}

    /** A call of {@code States.Format}: there is one literal more than there are arguments to put between them. */
    record Format(List<String> literals, List<Expression> arguments) implements Expression {}

    /**
     * Reads the text of an expression.
     *
     * @throws InvalidExpression if it is neither a path nor an intrinsic function
     */
    static Expression parse(String text) {
        if (text.startsWith("$")) {
            return new Path(DataPath.parse(text));
        }
        if (text.startsWith("States.")) {
            return new IntrinsicParser(text).parse();
        }
        throw new InvalidExpression("'" + text + "' is neither a path ($...) nor an intrinsic function (States...)");
    }

    /**
     * The value of the expression.
     *
     * @param field the field that holds it, for errors
     * @throws StateError {@code States.Runtime} for a path that matches nothing, {@code States.IntrinsicFailure} for a
     *     function that does not take its arguments
     */
    default JsonNode evaluate(Scope scope, String field) {
        return switch (this) {
            case Path(DataPath path) -> path.read(scope, field);
            case Literal(JsonNode value) -> value;
            case Call(IntrinsicFunction function, List<Expression> arguments) ->
                function.apply(evaluateAll(arguments, scope, field), scope.random());
            case Format(List<String> literals, List<Expression> arguments) ->
                IntrinsicFunction.format(literals, evaluateAll(arguments, scope, field));
        };
    }

    private static List<JsonNode> evaluateAll(List<Expression> arguments, Scope scope, String field) {
        return arguments.stream()
                .map(argument -> argument.evaluate(scope, field))
                .toList();
    }

    /** Every path in the expression. */
    default Stream<DataPath> paths() {
        return switch (this) {
            case Path(DataPath path) -> Stream.of(path);
            case Literal literal -> Stream.empty();
            case Call(IntrinsicFunction function, List<Expression> arguments) ->
                arguments.stream().flatMap(Expression::paths);
            case Format(List<String> literals, List<Expression> arguments) ->
                arguments.stream().flatMap(Expression::paths);
        };
    }
}
