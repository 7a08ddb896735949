package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A seed says everything about a drill, and none breaks an invariant. */
class SeededDrillTest {
    private static final int SEEDS = 20;

    /** They end the process, or last too long to be drawn at random. */
    private static final Set<DrillFault.Kind> NOT_DRAWN = EnumSet.of(
            DrillFault.Kind.KILL,
            DrillFault.Kind.NEVER_ATTACHES,
            DrillFault.Kind.WRONG_INITIATOR,
            DrillFault.Kind.VOLUME_UNFENCED);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"ISCSI, launch-lands-late", "NVME, no-answer@grant"})
    void seed_saysEverything(Transport protocol, String fault) throws JsonProcessingException {
        Scenario scenario = Scenario.STANDARD
                .over(protocol)
                .faults(DrillFault.parse(fault))
                .duplicated(2)
                .seed(7);
        String once = run(folder.resolve("once"), scenario);
        String again = run(folder.resolve("again"), scenario);
        String other = run(folder.resolve("other"), scenario.seed(8));
        assertThat(again).isEqualTo(once);
        assertThat(other).isNotEqualTo(once);
    }

    private static String run(Path folder, Scenario scenario) throws JsonProcessingException {
        try (OpenDrill open = OpenDrill.begin(folder, scenario)) {
            return CoreJson.mapper().writeValueAsString(open.drill().run());
        }
    }

    static IntStream seeds() {
        return IntStream.rangeClosed(2, SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anySeed_isRecovered(int seed) {
        try (OpenDrill open = OpenDrill.begin(folder, Scenario.STANDARD.seed(seed))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("RECOVERED");
        }
    }

    static Stream<Scenario> pairs() {
        return IntStream.rangeClosed(1, SEEDS).mapToObj(SeededDrillTest::pair);
    }

    private static Scenario pair(int seed) {
        Random chance = new Random(seed);
        List<DrillFault.Kind> kinds = new ArrayList<>(Arrays.asList(DrillFault.Kind.values()));
        kinds.removeAll(NOT_DRAWN);
        DrillFault.Kind first = kinds.remove(chance.nextInt(kinds.size()));
        DrillFault.Kind second = kinds.remove(chance.nextInt(kinds.size()));
        Transport protocol = seed % 2 == 0 ? Transport.ISCSI : Transport.NVME;
        return Scenario.STANDARD
                .over(protocol)
                .faults(drawn(first, chance), drawn(second, chance))
                .duplicated(chance.nextInt(2))
                .volumes(1 + chance.nextInt(3))
                .seed(seed);
    }

    /** At its usual step, or at any. */
    private static DrillFault drawn(DrillFault.Kind kind, Random chance) {
        DrillFault.Step[] steps = DrillFault.Step.values();
        return new DrillFault(kind, chance.nextBoolean() ? kind.usualStep() : steps[chance.nextInt(steps.length)]);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void anyTwoFaults_breakNoInvariant(Scenario scenario) {
        try (OpenDrill open = OpenDrill.begin(folder, scenario)) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
        }
    }
}
