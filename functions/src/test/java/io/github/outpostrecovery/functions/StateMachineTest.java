package io.github.outpostrecovery.functions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.message.Messages;
import io.github.outpostrecovery.core.readiness.ReadinessOutcome;
import io.github.outpostrecovery.core.readiness.RehearsedStep;
import io.github.outpostrecovery.core.recovery.ConfirmOutcome;
import io.github.outpostrecovery.core.recovery.FenceOutcome;
import io.github.outpostrecovery.core.recovery.GrantStepOutcome;
import io.github.outpostrecovery.core.recovery.LaunchStepOutcome;
import io.github.outpostrecovery.core.recovery.OpenOutcome;
import io.github.outpostrecovery.core.recovery.RearmOutcome;
import io.github.outpostrecovery.core.recovery.StartOutcome;
import io.github.outpostrecovery.core.recovery.StopOutcome;
import io.github.outpostrecovery.core.recovery.SupersededException;
import io.github.outpostrecovery.core.recovery.TargetsOutcome;
import io.github.outpostrecovery.core.recovery.TrafficOutcome;
import io.github.outpostrecovery.core.recovery.VerifyOutcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the state machine branches on is what the handlers return and throw: neither more nor less. */
class StateMachineTest {
    private static final Set<String> BEFORE_THE_GRANT =
            Set.of("Check launch targets", "Verify primary", "Ask the guest to stop", "Fence old initiator");
    private static final String START_AGAIN = "Was the guest asked to stop";
    private static final String OURS = "io.github.outpostrecovery.";

    private static Map<String, JsonNode> states() throws IOException {
        Map<String, JsonNode> states = new TreeMap<>();
        Repository.stateMachine("recovery")
                .path("States")
                .properties()
                .forEach(state -> states.put(state.getKey(), state.getValue()));
        return states;
    }

    private static JsonNode state(String name) throws IOException {
        return requireNonNull(states().get(name), () -> "there is no state " + name);
    }

    private static Map<String, JsonNode> functionTasks() throws IOException {
        Map<String, JsonNode> tasks = states();
        tasks.values().removeIf(state -> !state.path("Resource").asText().startsWith("arn:aws:states:::lambda:invoke"));
        return tasks;
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of("Open the incident", OpenOutcome.class),
                Arguments.of("Record readiness", ReadinessOutcome.class),
                Arguments.of("Check launch targets", TargetsOutcome.class),
                Arguments.of("Verify primary", VerifyOutcome.class),
                Arguments.of("Ask the guest to stop", StopOutcome.class),
                Arguments.of("Start the guest again", StartOutcome.class),
                Arguments.of("Fence old initiator", FenceOutcome.class),
                Arguments.of("Grant new initiator", GrantStepOutcome.class),
                Arguments.of("Relaunch from recovery template", LaunchStepOutcome.class),
                Arguments.of("Confirm attachment", ConfirmOutcome.class),
                Arguments.of("Move traffic", TrafficOutcome.class),
                Arguments.of("Re-arm alarm", RearmOutcome.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void everyOutcomeOfAStep_hasItsBranch(String name, Class<?> outcomes) throws IOException {
        JsonNode task = state(name);
        JsonNode choice = state(task.path("Next").asText());
        assertThat(choice.path("Type").asText()).isEqualTo("Choice");
        assertThat(choice.path("Default").asText())
                .isEqualTo(BEFORE_THE_GRANT.contains(name) ? "Unforeseen before the fence" : "Something unforeseen");
        assertThat(branches(choice, task.path("ResultPath").asText() + ".outcome"))
                .containsExactlyInAnyOrderElementsOf(names(outcomes));
    }

    /** Else a bug would leave the guest stopped; and from the start itself no way leads back to it. */
    @Test
    void unforeseenOutcomes_leadToTheStart_whereTheGuestMayHaveBeenStopped() throws IOException {
        JsonNode unforeseen = state("Unforeseen before the fence");
        assertThat(unforeseen.path("Next").asText()).isEqualTo(START_AGAIN);
        assertThat(unforeseen.path("Result"))
                .isEqualTo(state("Something unforeseen").path("Result"));
        assertThat(state("Something unforeseen").path("Next").asText()).isEqualTo("Record the end");
    }

    @Test
    void everyStep_isInTheTableAbove() throws IOException {
        Set<String> others = Set.of("Ask for approval", "Record recovery", "Record the end");
        Set<String> tabled = new TreeSet<>();
        steps().forEach(step -> tabled.add((String) step.get()[0]));
        tabled.addAll(others);
        tabled.addAll(rehearsals().keySet());
        assertThat(functionTasks().keySet()).containsExactlyInAnyOrderElementsOf(tabled);
    }

    /** The tasks that rehearse, by what they leave in the document. */
    private static Map<String, JsonNode> rehearsals() throws IOException {
        Map<String, JsonNode> rehearsals = functionTasks();
        rehearsals
                .values()
                .removeIf(task -> !task.path("Parameters").path("Payload").has("rehearse.$"));
        return rehearsals;
    }

    @Test
    void everyRehearsal_isThereOnce_andLeavesItsFindingsUnderItsName() throws IOException {
        assertThat(rehearsals().values())
                .extracting(task -> task.path("ResultPath").asText())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RehearsedStep.values())
                        .map(step -> "$.rehearsals." + step.key())
                        .toList());
    }

    /** One dead function must not hide what the others find. */
    @Test
    void everyRehearsal_goesOnWithTheNext_whateverHappens() throws IOException {
        String next = state("Begin to rehearse").path("Next").asText();
        Set<String> visited = new TreeSet<>();
        while (!next.equals("Record readiness")) {
            JsonNode task = requireNonNull(rehearsals().get(next), "not a rehearsal: " + next);
            assertThat(visited.add(next)).isTrue();
            assertThat(task.path("Catch")).hasSize(1);
            JsonNode caught = task.path("Catch").path(0);
            assertThat(caught.path("ErrorEquals").path(0).asText()).isEqualTo("States.ALL");
            assertThat(caught.path("ResultPath")).isEqualTo(task.path("ResultPath"));
            assertThat(caught.path("Next")).isEqualTo(task.path("Next"));
            next = task.path("Next").asText();
        }
        assertThat(visited).isEqualTo(rehearsals().keySet()).hasSize(RehearsedStep.values().length);
    }

    /** The way of a readiness run, from its beginning on: no state on it can do anything but look, keep and tell. */
    @Test
    void readinessRun_neverReachesAStepOfARecovery() throws IOException {
        Set<String> reached = new TreeSet<>();
        reach("Begin to rehearse", reached);
        Set<String> acting = new TreeSet<>(functionTasks().keySet());
        acting.removeAll(rehearsals().keySet());
        acting.removeAll(Set.of("Record readiness", "Record the end"));
        assertThat(reached)
                .contains("Ready", "Not ready", "Tell what would fail")
                .doesNotContainAnyElementsOf(acting);
    }

    private static void reach(String name, Set<String> reached) throws IOException {
        // A record of something unforeseen is where every execution may end.
        if (!reached.add(name) || name.equals("Record the end")) {
            return;
        }
        for (JsonNode next : state(name).findValues("Next")) {
            reach(next.asText(), reached);
        }
        for (JsonNode next : state(name).findValues("Default")) {
            reach(next.asText(), reached);
        }
    }

    @Test
    void everyRecord_hasItsEnd() throws IOException {
        JsonNode choice = state("How it ended");
        assertThat(branches(choice, "$.recorded.outcome"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Outcome.values()).map(Enum::name).toList());
        assertThat(choice.path("Default").asText()).isEqualTo("No record");
    }

    @Test
    void whatIsNoNews_isMailedToNobody() throws IOException {
        JsonNode choice = state("Is it news");
        List<String> silent = choice.path("Choices")
                .path(0)
                .path("Or")
                .valueStream()
                .peek(rule -> assertThat(rule.path("Variable").asText()).isEqualTo("$.recorded.outcome"))
                .map(rule -> rule.path("StringEquals").asText())
                .toList();
        assertThat(silent)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Outcome.values())
                        .filter(outcome -> !Messages.isNews(outcome))
                        .map(Enum::name)
                        .toList());
        assertThat(choice.path("Choices")).hasSize(1);
        assertThat(choice.path("Choices").path(0).path("Next").asText()).isEqualTo("How it ended");
        assertThat(choice.path("Default").asText()).isEqualTo("Tell the operators");
    }

    @Test
    void everyEndingThatAStateNames_isARecord() throws IOException {
        List<String> named = states().values().stream()
                .filter(state -> state.path("ResultPath").asText().equals("$.ending"))
                .map(state -> state.path("Parameters").path("outcome").asText())
                .toList();
        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(Outcome.valueOf(name)).isNotIn(Outcome.RECOVERED, Outcome.RECOVERED_DEGRADED));
        assertThat(states().values().stream()
                        .filter(state -> state.path("ResultPath").asText().equals("$.ending"))
                        .map(state -> state.path("Next").asText()))
                .containsOnly("Record the end", START_AGAIN);
    }

    /** Whatever ends a move before its fence passes the state that starts the guest again, and then comes to its record. */
    @Test
    void everyEndBeforeTheFence_startsAGuestAgainThatWasAskedToStop() throws IOException {
        for (String ending : List.of(
                "Nothing has failed",
                "Suppressed before the plan",
                "Refuse before anything is changed",
                "It cannot be asked to stop",
                "Suppressed before the fence")) {
            assertThat(state(ending).path("Next").asText()).as(ending).isEqualTo(START_AGAIN);
        }
        JsonNode choice = state(START_AGAIN);
        assertThat(choice.path("Choices").path(0).path("Or").findValuesAsText("StringEquals"))
                .containsExactly("MOVE_OPENED", "MOVE_TAKEN_OVER");
        assertThat(choice.path("Default").asText()).isEqualTo("Record the end");
        JsonNode caught = state("Start the guest again").path("Catch").path(0);
        assertThat(caught.path("ResultPath").asText())
                .as("the reason of the end stays")
                .isEqualTo("$.restart");
        assertThat(caught.path("Next").asText()).isEqualTo("Record the end");
    }

    @Test
    void everyErrorOfOurs_isAThrowableThatIsThere() throws ClassNotFoundException, IOException {
        Set<String> names = new TreeSet<>();
        for (String machine : List.of("recovery", "approval")) {
            Repository.stateMachine(machine)
                    .findValues("ErrorEquals")
                    .forEach(errors -> errors.forEach(error -> {
                        if (error.asText().startsWith(OURS)) {
                            names.add(error.asText());
                        }
                    }));
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        ServiceUnavailableException.class.getName(), SupersededException.class.getName());
        for (String name : names) {
            assertThat(Throwable.class).isAssignableFrom(Class.forName(name));
        }
    }

    @Test
    void everyFunction_isAskedAgainWhenAServiceGaveNoAnswer() throws IOException {
        assertThat(functionTasks()).isNotEmpty().allSatisfy((name, task) -> {
            List<String> retried = errors(task.path("Retry"));
            assertThat(retried.contains(ServiceUnavailableException.class.getName()) || retried.contains("States.ALL"))
                    .as(retried.toString())
                    .isTrue();
            assertThat(task.path("Retry"))
                    .allSatisfy(retry ->
                            assertThat(retry.path("JitterStrategy").asText()).isEqualTo("FULL"));
            assertThat(errors(task.path("Catch"))).contains("States.ALL");
            assertThat(task.path("TimeoutSeconds").asInt()).isPositive();
        });
    }

    @Test
    void everyLastCatch_leadsToARecord() throws IOException {
        Map<String, JsonNode> tasks = functionTasks();
        tasks.keySet()
                .removeAll(Set.of("Record recovery", "Record the end", "Record readiness", "Start the guest again"));
        tasks.keySet().removeAll(rehearsals().keySet());
        assertThat(tasks).isNotEmpty().allSatisfy((name, task) -> {
            JsonNode last = task.path("Catch").path(task.path("Catch").size() - 1);
            assertThat(last.path("ResultPath").asText()).isEqualTo("$.failure");
            assertThat(last.path("Next").asText())
                    .isEqualTo(
                            Set.of(
                                                    "Check launch targets",
                                                    "Verify primary",
                                                    "Ask the guest to stop",
                                                    "Fence old initiator")
                                            .contains(name)
                                    ? START_AGAIN
                                    : "Record the end");
        });
    }

    private static List<String> errors(JsonNode handlers) {
        return handlers.findValues("ErrorEquals").stream()
                .flatMap(errors -> errors.valueStream().map(JsonNode::asText))
                .toList();
    }

    private static List<String> branches(JsonNode choice, String variable) {
        return choice.path("Choices")
                .valueStream()
                .peek(rule -> assertThat(rule.path("Variable").asText()).isEqualTo(variable))
                .map(rule -> rule.path("StringEquals").asText())
                .toList();
    }

    private static List<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(alternative -> alternative
                        .getSimpleName()
                        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .toUpperCase(Locale.ROOT))
                .toList();
    }
}
