package io.github.outpostrecovery.lab.asl.choice;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.Timestamps;

/** The kinds of values that Choice rules tell apart and compare. */
enum ValueKind {
    STRING("String"),
    NUMERIC("Numeric"),
    BOOLEAN("Boolean"),
    TIMESTAMP("Timestamp");

    private final String word;

    ValueKind(String word) {
        this.word = word;
    }

    /** The word with which operators begin, such as {@code Numeric}. */
    String word() {
        return word;
    }

    boolean holds(JsonNode value) {
        return switch (this) {
            case STRING -> value.isTextual();
            case NUMERIC -> value.isNumber();
            case BOOLEAN -> value.isBoolean();
            case TIMESTAMP ->
                value.isTextual() && Timestamps.parse(value.textValue()).isPresent();
        };
    }

    /** Compares two values of this kind. */
    int compare(JsonNode left, JsonNode right) {
        return switch (this) {
            case STRING -> left.textValue().compareTo(right.textValue());
            case NUMERIC -> left.decimalValue().compareTo(right.decimalValue());
            case BOOLEAN -> Boolean.compare(left.booleanValue(), right.booleanValue());
            case TIMESTAMP ->
                Timestamps.parse(left.textValue())
                        .orElseThrow()
                        .compareTo(Timestamps.parse(right.textValue()).orElseThrow());
        };
    }
}
