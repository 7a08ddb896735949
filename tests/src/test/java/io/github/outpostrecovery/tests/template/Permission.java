package io.github.outpostrecovery.tests.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One action on one resource that a policy allows or denies.
 *
 * @param principal whom a policy of a resource speaks of; empty in a policy of a role
 * @param condition operators, keys and values in a fixed order; empty if there is none
 */
record Permission(String effect, String principal, String action, String resource, String condition) {
    /** Everything that a policy document says. */
    static List<Permission> of(JsonNode document) {
        List<Permission> permissions = new ArrayList<>();
        for (JsonNode statement : document.path("Statement")) {
            for (String known :
                    statement.propertyStream().map(Map.Entry::getKey).toList()) {
                if (!List.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition")
                        .contains(known)) {
                    throw new AssertionError("the tests do not know " + known + " in a policy: teach them");
                }
            }
            for (String principal : principals(statement.path("Principal"))) {
                for (String action : texts(statement.path("Action"))) {
                    for (String resource : texts(statement.path("Resource"))) {
                        permissions.add(new Permission(
                                statement.path("Effect").asText(),
                                principal,
                                action,
                                resource,
                                condition(statement.path("Condition"))));
                    }
                }
            }
        }
        return permissions;
    }

    boolean allows() {
        return effect.equals("Allow");
    }

    /** Whether the resource, which may be a pattern, covers {@code arn}. */
    boolean covers(String arn) {
        return matches(resource, arn);
    }

    /** Whether a pattern of IAM, in which {@code *} stands for any text and {@code ?} for any character, fits {@code text}. */
    static boolean matches(String pattern, String text) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char literal = pattern.charAt(i);
            expression.append(
                    switch (literal) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(literal));
                    });
        }
        return Pattern.matches(expression.toString(), text);
    }

    /** As the tables beside the snapshot have it. */
    @Override
    public String toString() {
        return effect + " " + (principal.isEmpty() ? "" : principal + " ") + action + " on " + resource
                + (condition.isEmpty() ? "" : " if " + condition);
    }

    private static List<String> principals(JsonNode principal) {
        if (principal.isMissingNode()) {
            return List.of("");
        }
        if (principal.isTextual()) {
            return List.of(principal.asText());
        }
        List<String> all = new ArrayList<>();
        principal.properties().forEach(kind -> all.addAll(texts(kind.getValue())));
        return all;
    }

    private static String condition(JsonNode condition) {
        Map<String, String> parts = new TreeMap<>();
        condition
                .properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> parts.put(
                                operator.getKey() + " " + key.getKey(),
                                new TreeSet<>(texts(key.getValue())).toString())));
        return String.join(
                " and ",
                parts.entrySet().stream()
                        .map(part -> part.getKey() + " " + part.getValue())
                        .toList());
    }

    private static List<String> texts(JsonNode oneOrMany) {
        List<String> all = new ArrayList<>();
        if (oneOrMany.isArray()) {
            oneOrMany.forEach(one -> all.add(one.asText()));
        } else if (oneOrMany.isTextual()) {
            all.add(oneOrMany.asText());
        } else {
            throw new AssertionError("neither a text nor a list of texts: " + oneOrMany);
        }
        return all;
    }
}
