package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillOptions.Storage;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same drills on every vendor's array. */
class VendorDrillTest {
    @TempDir
    private Path folder;

    static Stream<Storage> arrays() {
        return SimulatedSite.vendors().stream()
                .flatMap(vendor -> Arrays.stream(Transport.values()).map(protocol -> new Storage(vendor, protocol)));
    }

    static Stream<Arguments> arraysAndFaults() {
        List<String> faults =
                List.of("error-after-applying@fence", "no-answer@fence", "unauthorized@fence", "late-login@fence");
        return arrays().flatMap(array -> faults.stream().map(fault -> Arguments.of(array, fault)));
    }

    static Stream<Arguments> arraysAndGrants() {
        List<String> faults = List.of("error-after-applying@grant", "no-answer@grant", "grant-lands-late@grant");
        return arrays().flatMap(array -> faults.stream().map(fault -> Arguments.of(array, fault)));
    }

    static Stream<Arguments> pairs() {
        List<Storage> arrays = arrays().toList();
        // Each array beside the next one of the list: every vendor first and second, every protocol with both.
        return Stream.iterate(0, index -> index < arrays.size(), index -> index + 1)
                .map(index -> Arguments.of(arrays.get(index), arrays.get((index + 3) % arrays.size())));
    }

    /** An array that cannot show enough leaves the fence to a person; from then on all go the same way. */
    private static DrillResult approved(OpenDrill open) {
        DrillResult result = open.drill().run();
        return open.drill()
                .waiting()
                .map(incident -> open.drill().answer(incident, "approve", "seen on site"))
                .orElse(result);
    }

    private void recovered(DrillOptions options, int generation) {
        try (OpenDrill open = OpenDrill.begin(folder, options)) {
            DrillResult result = approved(open);
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(result.generation().after()).isEqualTo(generation);
            assertThat(result.launches()).isEqualTo(1);
            result.initiators()
                    .forEach(change -> assertThat(Soundness.letIn(open.site()))
                            .contains(change.after())
                            .doesNotContain(change.before()));
        }
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void deadPrimary_isRecovered(Storage array) {
        recovered(Scenario.STANDARD.options().on(array), 2);
    }

    @ParameterizedTest
    @MethodSource("arraysAndFaults")
    void fenceThatGoesWrong_isRepeated(Storage array, String fault) {
        recovered(Scenario.STANDARD.faults(DrillFault.parse(fault)).options().on(array), 2);
    }

    @ParameterizedTest
    @MethodSource("arraysAndGrants")
    void grantInDoubt_isFollowedByTheNextGeneration(Storage array, String fault) {
        recovered(Scenario.STANDARD.faults(DrillFault.parse(fault)).options().on(array), 3);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void twoArrays_ofAnyVendors(Storage first, Storage second) {
        recovered(Scenario.STANDARD.volumes(3).options().on(first, second), 2);
    }

    static Stream<Storage> iscsiArrays() {
        return arrays().filter(array -> array.protocol() == Transport.ISCSI);
    }

    @ParameterizedTest
    @MethodSource("iscsiArrays")
    void machinesThatProveThemselves_areRecovered(Storage array) {
        recovered(Scenario.STANDARD.options().on(array).with(Topology.PRIVATE_OBJECT, Chap.MUTUAL), 2);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void zombie_reachesNothing(Storage array) {
        Scenario scenario = Scenario.STANDARD.zombie(DrillOptions.Zombie.COMES_BACK);
        try (OpenDrill open = OpenDrill.begin(folder, scenario.options().on(array))) {
            DrillResult result = approved(open);
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
        }
    }
}
