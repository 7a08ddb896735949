package io.github.outpostrecovery.lab.asl.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A JSONPath into the data ({@code $}) or the context object ({@code $$}).
 *
 * <p>A definite path yields the value at its place. An indefinite one (wildcard, slice, filter, deep scan) yields the
 * array of what it matches, empty if that is nothing, as in Step Functions. Functions such as {@code length()} and
 * unions of members do not exist there or differ between readers of JSONPath, and are refused.
 */
public final class DataPath {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider(MAPPER))
            .mappingProvider(new JacksonMappingProvider(MAPPER))
            .build();
    private static final Pattern FUNCTION = Pattern.compile("\\.\\s*[A-Za-z]+\\s*\\(");
    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_-]*";
    private static final String FILTER = "\\?\\((?:[^'\"\\[\\]]|'[^']*'|\"[^\"]*\"|\\[[^\\[\\]]*])+\\)";
    private static final String BRACKETS = "\\[(?:\\*|-?\\d+(?:,-?\\d+)*|(?:-?\\d+)?:(?:-?\\d+)?(?::\\d+)?"
            + "|'[^'\\\\]+'|\"[^\"\\\\]+\"|" + FILTER + ")]";
    // The JSONPath library takes much that is none, such as $.a[ and $.a b.
    private static final Pattern SYNTAX =
            Pattern.compile("\\$(?:\\.\\.?(?:\\*|" + NAME + ")|(?:\\.\\.)?" + BRACKETS + ")*");

    private final String text;
    private final boolean ofContext;
    private final Evaluation evaluation;

    private sealed interface Evaluation {}

    private record Reference(ReferencePath path) implements Evaluation {}

    private record General(JsonPath path) implements Evaluation {}

    private DataPath(String text, boolean ofContext, Evaluation evaluation) {
        this.text = text;
        this.ofContext = ofContext;
        this.evaluation = evaluation;
    }

    /**
     * Reads a path that begins with {@code $} or {@code $$}.
     *
     * @throws InvalidExpression if it is not a JSONPath that Step Functions takes
     */
    public static DataPath parse(String text) {
        boolean ofContext = text.startsWith("$$");
        String path = ofContext ? text.substring(1) : text;
        Optional<ReferencePath> reference = ReferencePath.tryParse(path);
        return new DataPath(
                text, ofContext, reference.isPresent() ? new Reference(reference.get()) : new General(general(path)));
    }

    /**
     * Reads a path to at most one place, that begins with {@code $} or {@code $$}.
     *
     * @throws InvalidExpression if it is anything else
     */
    public static DataPath parseReference(String text) {
        boolean ofContext = text.startsWith("$$");
        return new DataPath(text, ofContext, new Reference(ReferencePath.parse(ofContext ? text.substring(1) : text)));
    }

    private static JsonPath general(String path) {
        if (!path.startsWith("$")) {
            throw new InvalidExpression("'" + path + "' is not a JSONPath that is supported: it must begin with $");
        }
        if (FUNCTION.matcher(path).find()) {
            throw new InvalidExpression("'" + path + "' calls a JSONPath function, which Step Functions does not have");
        }
        if (!SYNTAX.matcher(path).matches()) {
            throw new InvalidExpression("'" + path + "' is not a JSONPath that is supported");
        }
        try {
            return JsonPath.compile(path);
        } catch (InvalidPathException | IllegalArgumentException invalid) {
            throw new InvalidExpression("'" + path + "' is not a JSONPath that is supported: " + invalid.getMessage());
        }
    }

    /** The value that the path matches, which may be JSON's null; empty if it matches nothing. */
    public Optional<JsonNode> find(Scope scope) {
        JsonNode document = ofContext ? scope.context() : scope.data();
        return switch (evaluation) {
            case Reference(ReferencePath path) -> path.find(document);
            case General(JsonPath path) -> {
                try {
                    JsonNode found = path.read(document, CONFIGURATION);
                    yield Optional.of(found);
                } catch (PathNotFoundException missing) {
                    yield Optional.empty();
                }
            }
        };
    }

    /**
     * The value that the path matches.
     *
     * @param field the field that holds the path, for the error
     * @throws StateError {@code States.Runtime} if it matches nothing
     */
    public JsonNode read(Scope scope, String field) {
        return find(scope)
                .orElseThrow(() -> StateError.notFound(text, field, ofContext ? scope.context() : scope.data()));
    }

    /** Whether what this path reads includes the context object's member {@code name}. */
    public boolean readsContext(String name) {
        return ofContext
                && (text.equals("$$") || text.startsWith("$$." + name) || text.startsWith("$$['" + name + "']"));
    }

    /** The path as it was written. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
