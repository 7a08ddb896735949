package io.github.outpostrecovery.tests.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the TLA+ module says of its own actions: which there are, and what each stands for. */
final class ProtocolModule {
    /** What an action stands for. */
    sealed interface Meaning {
        /** States of the state machines; those of the approval are written {@code approval: NAME}. */
        record States(List<String> states) implements Meaning {}

        /** Something that the world does, and no step. */
        record World(String what) implements Meaning {}

        /** Something that no engine does which keeps this rule. */
        record Broken(String rule) implements Meaning {}
    }

    private static final Pattern ANNOTATED =
            Pattern.compile("(?m)^\\\\\\* @(states|world|broken) (.*)\\R(\\w+)(?:\\(e\\))? ==");
    private static final Pattern STEPS = Pattern.compile("(?ms)^Step\\(e\\) ==(.*?)^Next ==");
    private static final Pattern NEXT = Pattern.compile("(?m)^Next ==(.*)$");
    private static final Pattern NAME = Pattern.compile("\\b([A-Z]\\w+)\\b");

    private final String text;

    ProtocolModule(String text) {
        this.text = text;
    }

    /** The actions that a behaviour is made of. */
    Set<String> actions() {
        Set<String> actions = new TreeSet<>(namesIn(STEPS));
        actions.addAll(namesIn(NEXT));
        actions.removeAll(Set.of("Step", "E", "Executions"));
        return actions;
    }

    private List<String> namesIn(Pattern definition) {
        Matcher body = definition.matcher(text);
        if (!body.find()) {
            throw new AssertionError("the module does not define " + definition);
        }
        List<String> names = new ArrayList<>();
        for (Matcher name = NAME.matcher(body.group(1)); name.find(); ) {
            names.add(name.group(1));
        }
        return names;
    }

    /** What each action that says so stands for. */
    Map<String, Meaning> meanings() {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        for (Matcher action = ANNOTATED.matcher(text); action.find(); ) {
            String said = action.group(2).strip();
            Meaning meaning = switch (action.group(1)) {
                case "states" -> new Meaning.States(statesIn(said));
                case "world" -> new Meaning.World(said);
                case "broken" -> new Meaning.Broken(said);
                default -> throw new AssertionError("the pattern allows no other");
            };
            meanings.put(action.group(3), meaning);
        }
        return meanings;
    }

    /** One prefix holds for all that follow it. */
    private static List<String> statesIn(String said) {
        String prefix = said.startsWith("approval: ") ? "approval: " : "";
        return Arrays.stream(said.substring(prefix.length()).split(";"))
                .map(state -> prefix + state.strip())
                .toList();
    }
}
