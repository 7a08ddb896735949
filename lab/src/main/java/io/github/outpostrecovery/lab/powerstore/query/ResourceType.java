package io.github.outpostrecovery.lab.powerstore.query;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a kind of resource has, by the names of the contract. The first field tells its rows apart. */
public final class ResourceType {
    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    /** One field. */
    public sealed interface Field {
        /** A value of the row itself. */
        record Value(Form form) implements Field {}

        /** Rows of another type whose {@code targetField} equals the row's {@code ownField}. */
        record Association(String target, String ownField, String targetField, Count count) implements Field {}

        /** Rows of a type that is not simulated: there never are any. */
        record Nothing(Count count) implements Field {}
    }

    /** What a value is, which decides how it can be filtered. */
    public enum Form {
        TEXT,
        NUMBER,
        FLAG,
        LIST,
        /** An embedded object or list of objects, for which filtering is not supported. */
        EMBEDDED
    }

    /** How many rows an association leads to. */
    public enum Count {
        ONE,
        MANY
    }

    public ResourceType(String name) {
        this.name = requireNonNull(name, "name is null");
    }

    public ResourceType texts(String... names) {
        return values(Form.TEXT, names);
    }

    /** Texts out of a list of words, each with its {@code _l10n} twin. */
    public ResourceType words(String... names) {
        for (String one : names) {
            values(Form.TEXT, one, one + "_l10n");
        }
        return this;
    }

    public ResourceType numbers(String... names) {
        return values(Form.NUMBER, names);
    }

    public ResourceType flags(String... names) {
        return values(Form.FLAG, names);
    }

    public ResourceType lists(String... names) {
        return values(Form.LIST, names);
    }

    public ResourceType embedded(String... names) {
        return values(Form.EMBEDDED, names);
    }

    private ResourceType values(Form form, String... names) {
        for (String one : names) {
            fields.put(one, new Field.Value(form));
        }
        return this;
    }

    public ResourceType one(String field, String target, String ownField) {
        fields.put(field, new Field.Association(target, ownField, "id", Count.ONE));
        return this;
    }

    public ResourceType many(String field, String target, String targetField) {
        fields.put(field, new Field.Association(target, "id", targetField, Count.MANY));
        return this;
    }

    public ResourceType nothing(Count count, String... names) {
        for (String one : names) {
            fields.put(one, new Field.Nothing(count));
        }
        return this;
    }

    public String name() {
        return name;
    }

    Map<String, Field> fields() {
        return fields;
    }

    Optional<Field> field(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /** The field that is answered when none is selected. */
    String key() {
        return fields.keySet().iterator().next();
    }
}
