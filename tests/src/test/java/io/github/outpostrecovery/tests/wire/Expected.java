package io.github.outpostrecovery.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.tests.wire.RuntimeApi.Answer;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the recovery machine can go on with, of a function.
 *
 * @param outcomes that a Choice behind one of its states knows
 * @param errors that one of its states retries or catches by name
 * @param anyReturn whether what it returns is not looked at: the answer comes by a task token, or nobody waits for one
 */
record Expected(Set<String> outcomes, Set<String> errors, boolean anyReturn) {
    private static final String TOKEN = ".waitForTaskToken";

    static Expected of(String function) {
        JsonNode states = WireJson.parse(WireFolder.read("statemachine/recovery.asl.json"))
                .path("States");
        Set<String> outcomes = new TreeSet<>();
        Set<String> errors = new TreeSet<>();
        boolean returnsToAChoice = false;
        boolean answersByToken = false;
        for (JsonNode state : states) {
            if (state.path("Parameters").path("FunctionName").asText().equals("${" + function + "Function}")) {
                boolean byToken = state.path("Resource").asText().endsWith(TOKEN);
                answersByToken |= byToken;
                returnsToAChoice |= !byToken;
                names(state.path("Retry"), errors);
                names(state.path("Catch"), errors);
                states.path(state.path("Next").asText())
                        .path("Choices")
                        .findValuesAsText("StringEquals")
                        .forEach(outcomes::add);
            }
        }
        return new Expected(outcomes, errors, answersByToken || !returnsToAChoice);
    }

    boolean by(Answer answer) {
        return switch (answer) {
            case Answer.Returned(String payload) ->
                anyReturn
                        || outcomes.contains(
                                WireJson.parse(payload).path("outcome").asText());
            case Answer.Failed(String error) ->
                errors.contains(WireJson.parse(error).path("errorType").asText());
        };
    }

    private static void names(JsonNode rules, Set<String> errors) {
        rules.forEach(rule -> rule.path("ErrorEquals").forEach(name -> {
            if (!name.asText().equals("States.ALL")) {
                errors.add(name.asText());
            }
        }));
    }
}
