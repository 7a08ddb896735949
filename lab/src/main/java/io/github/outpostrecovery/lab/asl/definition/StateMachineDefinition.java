package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.JsonText;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A Standard state machine: JSONPath, without variables.
 *
 * <p>Reading one refuses what Step Functions refuses at deployment, and more: states that cannot be reached, a plain field
 * that holds an expression, a token task that passes its token to nobody, an error handler for an error that never comes.
 */
public final class StateMachineDefinition {
    private static final int LARGEST = 1_048_576;

    private final String json;
    private final String startAt;
    private final OptionalInt timeoutSeconds;
    private final Map<String, State> states;

    private StateMachineDefinition(String json, String startAt, OptionalInt timeoutSeconds, Map<String, State> states) {
        this.json = json;
        this.startAt = startAt;
        this.timeoutSeconds = timeoutSeconds;
        this.states = states;
    }

    /**
     * Reads a definition.
     *
     * @param json the text of an {@code .asl.json} file
     * @param substitutions the values of {@code ${Name}}, as {@code DefinitionSubstitutions} in a SAM template gives them
     * @throws InvalidDefinition if it could not be deployed; the message names the state and the field
     */
    public static StateMachineDefinition parse(String json, Map<String, String> substitutions) {
        String text = Substitutions.apply(json, substitutions);
        if (text.length() > LARGEST) {
            throw new InvalidDefinition("the definition is larger than 1 MB");
        }
        Fields fields = new Fields("State machine", tree(text));
        fields.optionalText("Version").filter(version -> !version.equals("1.0")).ifPresent(version -> {
            throw fields.invalid("Version", "must be 1.0");
        });
        OptionalInt timeout = fields.optionalInteger("TimeoutSeconds", 1, Seconds.MOST);
        String startAt = fields.requiredText("StartAt");
        JsonNode nodes = fields.required("States");
        fields.finish();
        if (!nodes.isObject() || nodes.isEmpty()) {
            throw fields.invalid("States", "must be an object of at least one state");
        }
        Map<String, State> states = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> node : nodes.properties()) {
            states.put(node.getKey(), StateReader.read(node.getKey(), node.getValue()));
        }
        checkGraph(startAt, states);
        return new StateMachineDefinition(text, startAt, timeout, states);
    }

    private static JsonNode tree(String text) {
        try {
            return JsonText.parse(text);
        } catch (JsonProcessingException invalid) {
            int line = invalid.getLocation() == null ? 0 : invalid.getLocation().getLineNr();
            throw new InvalidDefinition("line " + line + ": not JSON: " + invalid.getOriginalMessage());
        }
    }

    private static void checkGraph(String startAt, Map<String, State> states) {
        if (!states.containsKey(startAt)) {
            throw new InvalidDefinition("State machine, field StartAt: there is no state \"" + startAt + "\"");
        }
        for (State state : states.values()) {
            state.successors()
                    .filter(next -> !states.containsKey(next))
                    .findFirst()
                    .ifPresent(next -> {
                        throw new InvalidDefinition(
                                "State \"" + state.name() + "\", field Next: there is no state \"" + next + "\"");
                    });
        }
        Set<String> reached = new HashSet<>(Set.of(startAt));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            requireState(states, open.removeFirst())
                    .successors()
                    .filter(reached::add)
                    .forEach(open::add);
        }
        states.keySet().stream()
                .filter(name -> !reached.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidDefinition("State \"" + name + "\", field Next: no state leads to it");
                });
        if (states.values().stream().noneMatch(State::mayEnd)) {
            throw new InvalidDefinition("State machine, field States: no state ends the execution");
        }
    }

    private static State requireState(Map<String, State> states, String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("there is no state \"" + name + "\"");
        }
        return state;
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public State state(String name) {
        return requireState(states, name);
    }

    /** Every state by its name, in the order of the file. */
    public Map<String, State> states() {
        return Collections.unmodifiableMap(states);
    }

    /** The name of the first state. */
    public String startAt() {
        return startAt;
    }

    /** How long an execution may take, if the machine limits it. */
    public OptionalInt timeoutSeconds() {
        return timeoutSeconds;
    }

    /** The definition with every substitution made. */
    public String json() {
        return json;
    }
}
