package io.github.outpostrecovery.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the kinds against the state machine that the names come from. */
class StateKindTest {
    private static final Path DEFINITION = Path.of("..", "statemachine", "recovery.asl.json");

    @Test
    void of_everyState_isOfTheKindThatItsTypeSays() throws IOException {
        JsonNode states = new ObjectMapper().readTree(DEFINITION.toFile()).path("States");

        assertThat(states.size()).isPositive();
        states.properties().forEach(state -> {
            StateKind kind = StateKind.of(state.getKey());
            switch (state.getValue().path("Type").asText()) {
                case "Wait" -> assertThat(kind).as(state.getKey()).isEqualTo(StateKind.WAIT);
                case "Task" -> assertThat(kind).as(state.getKey()).isIn(StateKind.WORK, StateKind.PERSON);
                default -> assertThat(kind).as(state.getKey()).isEqualTo(StateKind.ROUTE);
            }
        });
    }

    @Test
    void named_states_allExist() throws IOException {
        JsonNode states = new ObjectMapper().readTree(DEFINITION.toFile()).path("States");
        TreeSet<String> names = new TreeSet<>();
        states.fieldNames().forEachRemaining(names::add);

        assertThat(names).containsAll(StateKind.named());
    }
}
