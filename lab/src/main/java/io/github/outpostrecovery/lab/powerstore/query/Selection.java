package io.github.outpostrecovery.lab.powerstore.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Count;
import io.github.outpostrecovery.lab.powerstore.query.ResourceType.Field;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.powerstore.refusal.Refusal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code select=} asks for, such as {@code id,name,initiators(id,port_name)}. Without it a row has its id only; an
 * association is selected with what is wanted of it, in brackets.
 */
public final class Selection {
    private final ResourceType type;
    private final Map<String, Optional<Selection>> items = new LinkedHashMap<>();

    private Selection(ResourceType type) {
        this.type = type;
    }

    /** Reads the parameter; what is no field is refused. */
    public static Selection of(Catalog catalog, ResourceType type, Optional<String> parameter) {
        if (parameter.isEmpty()) {
            Selection key = new Selection(type);
            key.items.put(type.key(), Optional.empty());
            return key;
        }
        Reader reader = new Reader(catalog, parameter.get());
        Selection selection = reader.list(type);
        reader.expectEnd();
        return selection;
    }

    /** The fields asked for of a row. */
    public ObjectNode apply(Catalog catalog, Instant now, ObjectNode row, Absent absent) {
        ObjectNode selected = JsonNodeFactory.instance.objectNode();
        items.forEach((name, nested) -> {
            JsonNode value = value(catalog, now, row, name, nested, absent);
            if (!value.isNull() || absent == Absent.NULL) {
                selected.set(name, value);
            }
        });
        return selected;
    }

    private JsonNode value(
            Catalog catalog, Instant now, ObjectNode row, String name, Optional<Selection> nested, Absent absent) {
        return switch (type.field(name).orElseThrow()) {
            case Field.Value ignored -> Optional.ofNullable(row.get(name)).orElse(JsonNodeFactory.instance.nullNode());
            case Field.Nothing nothing ->
                nothing.count() == Count.ONE
                        ? JsonNodeFactory.instance.nullNode()
                        : JsonNodeFactory.instance.arrayNode();
            case Field.Association association -> {
                List<ObjectNode> others = associated(catalog, now, row, association)
                        .map(other -> nested.orElseThrow().apply(catalog, now, other, absent))
                        .toList();
                if (association.count() == Count.ONE) {
                    yield others.isEmpty() ? JsonNodeFactory.instance.nullNode() : others.getFirst();
                }
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                others.forEach(array::add);
                yield array;
            }
        };
    }

    private static Stream<ObjectNode> associated(
            Catalog catalog, Instant now, ObjectNode row, Field.Association association) {
        JsonNode own = row.path(association.ownField());
        return own.isMissingNode()
                ? Stream.empty()
                : catalog.rows(association.target(), now).stream()
                        .filter(other -> own.equals(other.get(association.targetField())));
    }

    private static final class Reader {
        private final Catalog catalog;
        private final String text;
        private int at;

        Reader(Catalog catalog, String text) {
            this.catalog = catalog;
            this.text = text;
        }

        Selection list(ResourceType type) {
            Selection selection = new Selection(type);
            do {
                item(selection);
            } while (accept(','));
            return selection;
        }

        private void item(Selection selection) {
            String name = name();
            if (name.equals("*")) {
                selection.type.fields().forEach((field, kind) -> {
                    if (kind instanceof Field.Value) {
                        selection.items.put(field, Optional.empty());
                    }
                });
                return;
            }
            Field field = selection
                    .type
                    .field(name)
                    .orElseThrow(() -> refused("The field " + name + " does not exist in " + selection.type.name()
                            + ", or cannot be selected."));
            switch (field) {
                case Field.Value ignored -> selection.items.put(name, Optional.empty());
                case Field.Nothing ignored -> {
                    skipBrackets(name);
                    selection.items.put(name, Optional.empty());
                }
                case Field.Association association -> {
                    expect('(', name);
                    selection.items.put(name, Optional.of(list(catalog.type(association.target()))));
                    expect(')', name);
                }
            }
        }

        private String name() {
            int start = at;
            while (at < text.length() && "(),".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at).strip();
        }

        private void skipBrackets(String name) {
            expect('(', name);
            int depth = 1;
            while (depth > 0 && at < text.length()) {
                depth += switch (text.charAt(at++)) {
                    case '(' -> 1;
                    case ')' -> -1;
                    default -> 0;
                };
            }
            if (depth > 0) {
                throw refused("The selection of " + name + " does not end.");
            }
        }

        private boolean accept(char wanted) {
            boolean there = at < text.length() && text.charAt(at) == wanted;
            at += there ? 1 : 0;
            return there;
        }

        private void expect(char wanted, String name) {
            if (!accept(wanted)) {
                throw refused("The selection of " + name + " lacks a " + wanted + ".");
            }
        }

        void expectEnd() {
            if (at < text.length()) {
                throw refused("The selection has something after its end.");
            }
        }

        private Refusal refused(String message) {
            return Reason.BAD_QUERY.because(message, text);
        }
    }
}
