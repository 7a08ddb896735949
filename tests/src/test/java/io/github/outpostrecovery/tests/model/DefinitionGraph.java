package io.github.outpostrecovery.tests.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A definition as states and the ways between them: where it goes on to, by choice, by default, and after an error. */
final class DefinitionGraph {
    /** @param outcomes what a choice compares with, if it is one */
    private record Way(String to, Set<String> outcomes) {}

    private final JsonNode definition;
    private final Map<String, List<Way>> ways = new LinkedHashMap<>();

    DefinitionGraph(JsonNode definition) {
        this.definition = definition;
        definition.get("States").properties().forEach(state -> ways.put(state.getKey(), waysOf(state.getValue())));
    }

    private static List<Way> waysOf(JsonNode state) {
        List<Way> ways = new ArrayList<>();
        for (String field : List.of("Next", "Default")) {
            if (state.has(field)) {
                ways.add(new Way(state.get(field).textValue(), Set.of()));
            }
        }
        state.path("Choices")
                .forEach(choice -> ways.add(new Way(
                        choice.get("Next").textValue(),
                        choice.findValuesAsText("StringEquals").stream().collect(Collectors.toSet()))));
        state.path("Catch")
                .forEach(caught -> ways.add(new Way(caught.get("Next").textValue(), Set.of())));
        return ways;
    }

    String start() {
        return definition.get("StartAt").textValue();
    }

    Set<String> states() {
        return ways.keySet();
    }

    Set<String> ofType(String type) {
        return ways.keySet().stream()
                .filter(name -> definition
                        .get("States")
                        .get(name)
                        .get("Type")
                        .textValue()
                        .equals(type))
                .collect(Collectors.toSet());
    }

    /**
     * Whether some path from {@code from} to {@code to}, of at least one way, passes none of {@code closed} in between.
     *
     * @param outcomes choices of these are not taken
     */
    boolean leads(String from, String to, Set<String> closed, Set<String> outcomes) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (Way way : ways.getOrDefault(open.pop(), List.of())) {
                if (way.outcomes().stream().anyMatch(outcomes::contains)) {
                    continue;
                }
                if (way.to().equals(to)) {
                    return true;
                }
                if (!closed.contains(way.to()) && seen.add(way.to())) {
                    open.push(way.to());
                }
            }
        }
        return false;
    }
}
