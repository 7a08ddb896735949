package io.github.outpostrecovery.tests.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.cli.account.FunctionEnvironment;
import io.github.outpostrecovery.cli.account.FurnishedAccount;
import io.github.outpostrecovery.cli.serve.ServedArray;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.rest.RestServer;
import io.github.outpostrecovery.tests.wire.RuntimeApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every event that is meant for a function, through the runtime interface client, in the environment that {@code lab serve}
 * writes: an emulated account with {@code web-01} in it, whose volumes lie on an array behind pinned TLS. What comes back is
 * what the state machine can go on with. How long it took is printed, and never asserted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsAtTheWireTest {
    /** Functions with more than one task have more than one event. */
    private static final Map<String, String> OTHER_NAMES =
            Map.of("check-targets", "RelaunchInstance", "reconcile-readiness", "Reconcile");

    private static final String REHEARSAL = "rehearsal";

    private final Map<String, List<Duration>> times = new LinkedHashMap<>();
    private final Map<String, String> environment = new TreeMap<>();
    private Optional<WireStage> stage = Optional.empty();
    private Optional<ServedArray> array = Optional.empty();

    /** In the order of a recovery, so that each finds what the one before has left. */
    static Stream<String> events() throws IOException {
        try (Stream<Path> files = Files.list(WireFolder.repository().resolve("events"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .filter(name -> functionOf(name).isPresent())
                    .sorted(Comparator.comparing((String name) -> EngineStack.FUNCTIONS.indexOf(
                                    functionOf(name).orElseThrow()))
                            .thenComparing(name -> name))
                    .toList()
                    .stream();
        }
    }

    /** Whoever takes part in a readiness run. */
    static Stream<String> rehearsing() {
        return EngineStack.FUNCTIONS.stream()
                .filter(name -> !Set.of("OpenIncident", "Reconcile").contains(name));
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
        ServedArray served = ServedArray.start(new ServedArray.Order(
                "netapp",
                Protocol.ISCSI,
                Topology.PRIVATE_OBJECT,
                2,
                RestServer.ANY_PORT,
                ServedArray.Audience.THIS_MACHINE,
                ServedArray.Machine.ALIVE,
                Set.of()));
        array = Optional.of(served);
        WireStage open = requireNonNull(stage.orElse(null));
        FunctionEnvironment told = FurnishedAccount.furnish(open.endpoint().uri(), served.volumes())
                .withEndpoint(open.endpoint().uri());
        environment.putAll(open.engine().environment(""));
        environment.putAll(told.variables());
        environment.remove("AWS_ENDPOINT_URL");
    }

    @AfterAll
    void end() {
        array.ifPresent(ServedArray::close);
        stage.ifPresent(WireStage::close);
        if (!times.isEmpty()) {
            FirstAnswers.print(times);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void event_isAnsweredAsTheStateMachineExpects(String event) {
        String function = functionOf(event).orElseThrow();
        List<Answer> answers = answers(function, event, event);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(Expected.of(function).by(answer))
                        .as(answer.toString())
                        .isTrue());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rehearsing")
    void rehearsal_tellsWhatItFound(String function) {
        assertThat(answers(function, REHEARSAL, REHEARSAL + " of " + function))
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(Answer.Returned.class, returned -> {
                    JsonNode findings = WireJson.parse(returned.payload()).path("findings");
                    assertThat(findings).as(returned.payload()).isNotEmpty();
                }));
    }

    /** The first answer of a JVM of its own, and the second. */
    private List<Answer> answers(String function, String event, String row) {
        String text = WireFolder.read("events/" + event + ".json");
        try (FunctionProcess process = new FunctionProcess(
                function, "io.github.outpostrecovery.functions." + function + "::handleRequest", environment)) {
            List<Answer> answers = List.of(process.invoke(text), process.invoke(text));
            times.put(row, process.times());
            return answers;
        }
    }
}
