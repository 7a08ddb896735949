package io.github.outpostrecovery.lab.alletra.api;

import io.github.outpostrecovery.lab.rest.RestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parameter {@code query}: conditions on single fields, any of which may hold. The double quotes around it are part of
 * its value. There is no other connective than {@code OR} ("HP 3PAR Web Service API 1.3.1 Developer's Guide", page 21).
 */
record Query(List<Condition> conditions) {
    private static final Pattern OR = Pattern.compile("\\s+OR\\s+");
    private static final Pattern CONDITION = Pattern.compile("([A-Za-z]+)(?:\\s+EQ\\s+|\\s*==\\s*)([^\\s\\[\\]\"]+)");
    private static final Pattern GROUP = Pattern.compile("([A-Za-z]+)\\[([^\\[\\]]*)]");

    /** One field equals a value. */
    record Condition(String field, String value) {}

    /** The query of a request, whose fields have to be among these. */
    static Optional<Query> of(RestRequest request, Set<String> fields) {
        return request.parameter("query").map(value -> new Query(conditions(unquoted(value), "", fields)));
    }

    /** A query for paths inside hosts: {@code iSCSIPaths[name==a OR name==b] OR FCPaths[wwn==c]}. */
    static Optional<Query> ofPaths(RestRequest request, Set<String> fields) {
        return request.parameter("query").map(value -> {
            String rest = unquoted(value);
            List<Condition> found = new ArrayList<>();
            Matcher group = GROUP.matcher(rest);
            int end = 0;
            while (group.find()) {
                String between = rest.substring(end, group.start());
                if (end == 0 ? !between.isEmpty() : !OR.matcher(between).matches()) {
                    throw malformed(value);
                }
                found.addAll(conditions(group.group(2), group.group(1) + ".", fields));
                end = group.end();
            }
            if (end == 0 || end < rest.length()) {
                throw malformed(value);
            }
            return new Query(List.copyOf(found));
        });
    }

    boolean asksFor(String field, String value) {
        return conditions.contains(new Condition(field, value));
    }

    private static String unquoted(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            throw malformed(value);
        }
        return value.substring(1, value.length() - 1);
    }

    private static List<Condition> conditions(String text, String prefix, Set<String> fields) {
        List<Condition> found = new ArrayList<>();
        for (String part : OR.split(text, -1)) {
            Matcher condition = CONDITION.matcher(part.strip());
            if (!condition.matches() || !fields.contains(prefix + condition.group(1))) {
                throw malformed(text);
            }
            found.add(new Condition(prefix + condition.group(1), condition.group(2)));
        }
        return List.copyOf(found);
    }

    private static WsapiError malformed(String text) {
        return WsapiCode.INV_INPUT.error("invalid input: malformed query " + text);
    }
}
