package io.github.outpostrecovery.tests.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.tests.wire.Performance.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eight scenarios at the wire, all at once, each held against the lab's runner. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WireTest {
    private final Map<Scenario, CompletableFuture<Result>> performances = new EnumMap<>(Scenario.class);
    private final Map<Scenario, Result> ran = new EnumMap<>(Scenario.class);
    private final Set<Scenario> asInTheLab = EnumSet.noneOf(Scenario.class);
    private final ExecutorService crew = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<WireStage> stage = Optional.empty();

    @BeforeAll
    void begin() {
        List<String> reasons = new ArrayList<>();
        stage = WireStage.open(reasons);
        if (stage.isEmpty()) {
            String why = "The wire tests are skipped: " + String.join("; ", reasons);
            WireSummary.print(List.of(why));
            Assumptions.abort(why);
        }
        for (Scenario scenario : Scenario.values()) {
            performances.put(
                    scenario,
                    CompletableFuture.supplyAsync(() -> new Performance(stage.orElseThrow(), scenario).play(), crew));
        }
    }

    @AfterAll
    void end() {
        stage.ifPresent(open -> {
            WireSummary.print(WireSummary.of(open, ran, asInTheLab));
            open.close();
        });
        crew.shutdownNow();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Scenario.class)
    void scenario_goesAtTheWireAsInTheLab(Scenario scenario, @TempDir Path folder) {
        List<Trace> lab = LabTraces.of(scenario, folder);
        Result result = requireNonNull(performances.get(scenario)).join();
        ran.put(scenario, result);
        assertThat(result.traces()).containsExactlyElementsOf(lab);
        assertThat(result.statuses()).allMatch(status -> status.toString().equals("SUCCEEDED"));
        assertThat(result.site().checks()).isPositive();
        assertThat(result.site().violations()).isEmpty();
        recordsOf(result);
        assertThat(result.mails())
                .hasSize((int) lab.stream().mapToLong(Trace::mails).sum());
        if (scenario.recovers()) {
            recovered(result);
        } else {
            changedNothing(result);
        }
        asInTheLab.add(scenario);
    }

    private static void recordsOf(Result result) {
        List<Outcome> outcomes = new ArrayList<>();
        outcomes.add(result.scenario().outcome());
        for (int more = 1; more < result.scenario().deliveries(); more++) {
            outcomes.add(Outcome.DUPLICATE);
        }
        assertThat(result.records()).extracting(IncidentRecord::outcome).containsExactlyInAnyOrderElementsOf(outcomes);
    }

    private static void recovered(Result result) {
        int generation = 2 + result.scenario().refusedLaunches();
        assertThat(result.ledger().current().generation().number()).isEqualTo(generation);
        assertThat(result.site().machines())
                .as("machines, the victim's included")
                .hasSize(2);
        String machine = result.site().machines().getLast().id();
        assertThat(result.ledger().current().id().value()).isEqualTo(machine);
        assertThat(result.site().letIn())
                .containsExactlyElementsOf(result.ledger().current().initiators().values().stream()
                        .map(Initiator::value)
                        .toList())
                .doesNotContain(result.site().firstInitiator().value());
        assertThat(result.registered()).containsExactly(machine);
        assertThat(result.unchanged()).isFalse();
    }

    private static void changedNothing(Result result) {
        assertThat(result.site().changes()).as("changes asked of the array").isEmpty();
        assertThat(result.unchanged()).isTrue();
        assertThat(result.site().machines()).hasSize(1);
        assertThat(result.ledger().current().generation().number()).isEqualTo(1);
        assertThat(result.registered()).containsExactly(result.protection().victim());
    }
}
