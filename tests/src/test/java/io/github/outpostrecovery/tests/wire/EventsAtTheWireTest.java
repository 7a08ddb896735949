package io.github.outpostrecovery.tests.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.tests.wire.RuntimeApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event that is meant for a function, through the runtime interface client, in an account where nothing is protected.
 * What comes back is what the state machine can go on with. How long it took is printed, and never asserted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsAtTheWireTest {
    /** Functions with more than one task have more than one event. */
    private static final Map<String, String> OTHER_NAMES = Map.of("check-targets", "RelaunchInstance");

    private final Map<String, List<Duration>> times = new TreeMap<>();
    private Optional<WireStage> stage = Optional.empty();

    static Stream<String> events() throws IOException {
        try (Stream<Path> files = Files.list(WireFolder.repository().resolve("events"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .filter(name -> functionOf(name).isPresent())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /** {@code open-incident} is {@code OpenIncident}; what is meant for a state machine, or for none, has no function. */
    private static Optional<String> functionOf(String event) {
        return EngineStack.FUNCTIONS.stream()
                .filter(function ->
                        function.replaceAll("(?<=[a-z])(?=[A-Z])", "-").equalsIgnoreCase(event))
                .findFirst()
                .or(() -> Optional.ofNullable(OTHER_NAMES.get(event)));
    }

    @BeforeAll
    void begin() {
        List<String> reasons = new ArrayList<>();
        stage = WireStage.open(reasons);
        if (stage.isEmpty()) {
            String why = "The events are not sent: " + String.join("; ", reasons);
            System.out.println(why);
            Assumptions.abort(why);
        }
    }

    @AfterAll
    void end() {
        stage.ifPresent(WireStage::close);
        if (!times.isEmpty()) {
            FirstAnswers.print(times);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void event_isAnsweredAsTheStateMachineExpects(String event) {
        String function = functionOf(event).orElseThrow();
        String text = WireFolder.read("events/" + event + ".json");
        // A JVM of its own, so that the first answer of each is one after a start.
        try (FunctionProcess process =
                requireNonNull(stage.orElse(null)).functions().another(function)) {
            Answer first = process.invoke(text);
            Answer second = process.invoke(text);
            times.put(event, process.times());
            assertThat(Expected.of(function).by(first)).as(first.toString()).isTrue();
            assertThat(Expected.of(function).by(second)).as(second.toString()).isTrue();
        }
    }
}
