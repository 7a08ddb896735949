package io.github.outpostrecovery.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.functions.json.CoreJson;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples are what the state machines hand to the handlers. */
class EventsTest {
    static final List<Class<? extends StepHandler<?>>> HANDLERS = List.of(
            OpenIncident.class,
            VerifyPrimary.class,
            RequestApproval.class,
            FenceInitiator.class,
            GrantInitiator.class,
            RelaunchInstance.class,
            ConfirmAttachment.class,
            CompleteRecovery.class);

    /** Handlers with more than one task have more than one sample. */
    private static final Map<String, Class<? extends StepHandler<?>>> MORE = Map.of(
            "check-targets", RelaunchInstance.class,
            "stop-guest", RelaunchInstance.class,
            "start-guest", RelaunchInstance.class);

    static Stream<Class<? extends StepHandler<?>>> handlers() {
        return HANDLERS.stream();
    }

    static Stream<Arguments> samples() {
        return Stream.concat(
                HANDLERS.stream().map(handler -> Arguments.of(eventOf(handler), handler)),
                MORE.entrySet().stream().map(sample -> Arguments.of(sample.getKey(), sample.getValue())));
    }

    /** {@code OpenIncident} is {@code open-incident}. */
    static String eventOf(Class<?> handler) {
        return handler.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    static Class<?> inputOf(Class<?> handler) {
        return Arrays.stream(handler.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals("Input"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(handler + " has no Input"));
    }

    @Test
    void everyEvent_isOfAHandlerOrOfAStateMachine() throws IOException {
        Set<String> known = new TreeSet<>(Set.of(
                "alarm-bus",
                "alarm-sns",
                "approval-approve",
                "approval-reject",
                "execution-alarm",
                "execution-manual",
                "execution-planned",
                "execution-readiness",
                "execution-resume",
                "reconcile",
                "reconcile-readiness",
                "rehearsal"));
        samples().forEach(sample -> known.add((String) sample.get()[0]));
        assertThat(Repository.events()).containsExactlyElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void event_hasTheFieldsOfItsInputAndNoOthers(String sample, Class<?> handler) throws IOException {
        JsonNode event = Repository.event(sample);
        List<String> components = Arrays.stream(inputOf(handler).getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(event.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(components);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void event_isReadAndWrittenBackAsItWas(String sample, Class<?> handler) throws IOException {
        JsonNode event = Repository.event(sample);
        Object input = CoreJson.mapper().treeToValue(event, inputOf(handler));
        assertThat(CoreJson.mapper().<JsonNode>valueToTree(input)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void event_isWhatTheStateMachineMakes(Class<?> handler) throws IOException {
        Map<String, JsonNode> payloads = new TreeMap<>();
        Repository.stateMachine("recovery").path("States").properties().forEach(state -> {
            JsonNode parameters = state.getValue().path("Parameters");
            boolean rehearses = parameters.path("Payload").has("rehearse.$");
            if (parameters.path("FunctionName").asText().equals("${" + handler.getSimpleName() + "Function}")
                    && !rehearses) {
                payloads.put(state.getKey(), parameters.path("Payload"));
            }
        });
        assertThat(payloads).isNotEmpty();
        List<String> fields = Arrays.stream(inputOf(handler).getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(payloads)
                .allSatisfy((state, payload) -> assertThat(payload.fieldNames())
                        .toIterable()
                        .map(name -> name.endsWith(".$") ? name.substring(0, name.length() - 2) : name)
                        .containsExactlyInAnyOrderElementsOf(fields));
    }

    @Test
    void rehearsal_isWhatTheStateMachineMakes() throws IOException {
        List<String> fields = new ArrayList<>();
        Repository.event("rehearsal").fieldNames().forEachRemaining(fields::add);
        Repository.stateMachine("recovery").path("States").forEach(state -> {
            JsonNode payload = state.path("Parameters").path("Payload");
            if (payload.has("rehearse.$")) {
                assertThat(payload.fieldNames())
                        .toIterable()
                        .map(name -> name.substring(0, name.length() - 2))
                        .containsExactlyElementsOf(fields);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("samples")
    void inputWithoutItsExecution_isNotRead(String sample, Class<?> handler) throws IOException {
        ObjectNode event = Repository.event(sample).deepCopy();
        event.remove("execution");
        assertThat(readable(event, inputOf(handler))).isFalse();
    }

    private static boolean readable(JsonNode event, Class<?> type) {
        try {
            CoreJson.mapper().treeToValue(event, type);
            return true;
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }
}
