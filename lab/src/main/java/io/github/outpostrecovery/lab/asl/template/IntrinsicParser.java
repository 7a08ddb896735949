package io.github.outpostrecovery.lab.asl.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.InvalidExpression;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one intrinsic function with its arguments, which may be intrinsic functions. */
final class IntrinsicParser {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final int DEEPEST = 10;

    private final String text;
    private int position;
    private int depth;

    IntrinsicParser(String text) {
        this.text = text;
    }

    Expression parse() {
        Expression expression = call();
        skipSpaces();
        if (position < text.length()) {
            throw invalid("there is something after the closing parenthesis");
        }
        return expression;
    }

    private Expression call() {
        if (++depth > DEEPEST) {
            throw invalid("intrinsic functions are nested deeper than " + DEEPEST);
        }
        int open = text.indexOf('(', position);
        if (open < 0) {
            throw invalid("there is no opening parenthesis");
        }
        String name = text.substring(position, open);
        position = open + 1;
        Expression result = name.equals("States.Format") ? format() : ordinary(name);
        depth--;
        return result;
    }

    private Expression ordinary(String name) {
        IntrinsicFunction function = IntrinsicFunction.named(name)
                .orElseThrow(() -> invalid("there is no intrinsic function " + name + ", or it is not supported"));
        List<Expression> arguments = new ArrayList<>();
        if (!closes()) {
            do {
                arguments.add(argument());
            } while (continues());
        }
        if (!function.takes(arguments.size())) {
            throw invalid(name + " does not take " + arguments.size() + " arguments");
        }
        return new Expression.Call(function, arguments);
    }

    private Expression format() {
        skipSpaces();
        if (position >= text.length() || text.charAt(position) != '\'') {
            throw invalid("the first argument of States.Format must be a quoted string");
        }
        List<String> literals = formatLiterals(quoted());
        List<Expression> arguments = new ArrayList<>();
        while (continues()) {
            arguments.add(argument());
        }
        if (arguments.size() != literals.size() - 1) {
            throw invalid("States.Format has " + (literals.size() - 1) + " {} and " + arguments.size() + " values");
        }
        return new Expression.Format(literals, arguments);
    }

    private Expression argument() {
        skipSpaces();
        if (position >= text.length()) {
            throw invalid("an argument is missing");
        }
        char first = text.charAt(position);
        if (first == '\'') {
            return new Expression.Literal(JsonNodeFactory.instance.textNode(unescape(quoted())));
        }
        if (first == '$') {
            return new Expression.Path(DataPath.parse(bare()));
        }
        if (text.startsWith("States.", position)) {
            return call();
        }
        String word = bare();
        return new Expression.Literal(literal(word).orElseThrow(() -> invalid("'" + word + "' is not an argument")));
    }

    private static Optional<JsonNode> literal(String word) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (word.equals("null")) {
            return Optional.of(factory.nullNode());
        }
        if (word.equals("true") || word.equals("false")) {
            return Optional.of(factory.booleanNode(word.equals("true")));
        }
        if (NUMBER.matcher(word).matches()) {
            return Optional.of(JsonText.parseOwn(word));
        }
        return Optional.empty();
    }

    /** A path or a word: until a comma or a parenthesis that is not inside brackets, quotes or parentheses. */
    private String bare() {
        int start = position;
        int open = 0;
        char quote = 0;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (open > 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (open == 0 && (c == ',' || c == ')')) {
                break;
            } else if (c == '[' || c == '(') {
                open++;
            } else if (c == ']' || c == ')') {
                open--;
            }
        }
        return text.substring(start, position).strip();
    }

    /** A quoted string with its escapes left in place. */
    private String quoted() {
        int start = ++position;
        while (position < text.length() && text.charAt(position) != '\'') {
            position += text.charAt(position) == '\\' ? 2 : 1;
        }
        if (position >= text.length()) {
            throw invalid("a quoted string does not end");
        }
        return text.substring(start, position++);
    }

    private String unescape(String raw) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            plain.append(raw.charAt(i) == '\\' ? escaped(raw, ++i) : raw.charAt(i));
        }
        return plain.toString();
    }

    private char escaped(String raw, int index) {
        char c = raw.charAt(index);
        if ("'{}\\".indexOf(c) < 0) {
            throw invalid("\\" + c + " is not an escape (only \\' \\{ \\} and \\\\ are)");
        }
        return c;
    }

    private List<String> formatLiterals(String raw) {
        List<String> literals = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\') {
                plain.append(escaped(raw, ++i));
            } else if (raw.startsWith("{}", i)) {
                literals.add(plain.toString());
                plain.setLength(0);
                i++;
            } else if (c == '{' || c == '}') {
                throw invalid("a brace that is not {} must be escaped");
            } else {
                plain.append(c);
            }
        }
        literals.add(plain.toString());
        return literals;
    }

    private boolean closes() {
        skipSpaces();
        if (position < text.length() && text.charAt(position) == ')') {
            position++;
            return true;
        }
        return false;
    }

    private boolean continues() {
        if (closes()) {
            return false;
        }
        if (position < text.length() && text.charAt(position) == ',') {
            position++;
            return true;
        }
        throw invalid("a comma or a closing parenthesis is missing at character " + position);
    }

    private void skipSpaces() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private InvalidExpression invalid(String reason) {
        return new InvalidExpression("'" + text + "' is not an intrinsic function: " + reason);
    }
}
