package io.github.outpostrecovery.tests.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillOptions.Storage;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillOptions.Zombie;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.DrillResult.ArrayLoad;
import io.github.outpostrecovery.lab.drill.DrillResult.InitiatorChange;
import io.github.outpostrecovery.lab.site.Chap;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An instance with volumes on two arrays, and arrays that show them in other ways than the usual one. */
class TwoArraysDrillTest {
    private static final Storage ISCSI = new Storage("netapp", Transport.ISCSI);
    private static final Storage NVME = new Storage("netapp", Transport.NVME);

    @TempDir
    private Path folder;

    private static DrillOptions twoArrays(Scenario scenario, Transport first, Transport second) {
        return scenario.options().on(new Storage("netapp", first), new Storage("netapp", second));
    }

    @ParameterizedTest
    @CsvSource({"ISCSI, ISCSI, 1", "ISCSI, NVME, 2", "NVME, NVME, 1"})
    void deadPrimary_isRecoveredOnBothArrays_evenWithAZombie(Transport first, Transport second, int names) {
        Scenario scenario = Scenario.STANDARD.volumes(3).failing(2).zombie(Zombie.COMES_BACK);
        try (OpenDrill open = OpenDrill.begin(folder, twoArrays(scenario, first, second))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(result.launches()).isEqualTo(2);
            assertThat(result.arrays()).extracting(ArrayLoad::name).containsExactly("array-1", "array-2");
            assertThat(result.arrays())
                    .allSatisfy(array -> assertThat(array.writes()).isPositive());
            assertThat(result.initiators())
                    .extracting(InitiatorChange::array)
                    .containsExactlyInAnyOrder("array-1", "array-2");
            Set<String> after = new TreeSet<>();
            result.initiators().forEach(change -> {
                assertThat(change.after()).isNotEqualTo(change.before());
                assertThat(change.protocol()).isEqualTo(change.after().startsWith("iqn.") ? "iscsi" : "nvme");
                after.add(change.after());
            });
            assertThat(after).as("a machine has one name for each protocol").hasSize(names);
            assertThat(Soundness.letIn(open.site())).isEqualTo(after);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # fault of the second array, outcome,            generation after, launches
            array-unreachable@verify,    REFUSED,            1,                0
            array-unreachable@fence,     FENCED_AND_PAGED,   1,                0
            array-unreachable@grant,     FENCED_AND_PAGED,   1,                0
            volume-unfenced@fence,       FENCED_AND_PAGED,   1,                0
            no-answer@fence,             RECOVERED,          2,                1
            no-answer@grant,             RECOVERED,          3,                1
            grant-lands-late@grant,      RECOVERED,          3,                1
            incomplete-pages@fence,      RECOVERED,          2,                1
            late-login@fence,            RECOVERED,          2,                1
            partial-paths@confirm,       RECOVERED_DEGRADED, 2,                1
            wrong-initiator@confirm,     FENCED_AND_PAGED,   1,                2
            """)
    void faultOfOneArray_holdsBothUp(String fault, String outcome, int generation, int launches) {
        Scenario scenario = Scenario.STANDARD.volumes(4).faults(DrillFault.parse(fault));
        try (OpenDrill open = OpenDrill.begin(folder, twoArrays(scenario, Transport.ISCSI, Transport.NVME))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).as(result.reason()).isEqualTo(outcome);
            assertThat(result.generation().after()).isEqualTo(generation);
            assertThat(result.launches()).isEqualTo(launches);
            assertThat(open.site().calls().calls())
                    .filteredOn(call -> !call.fault().isEmpty())
                    .allSatisfy(call -> assertThat(call.service()).startsWith("array-2"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ISCSI, TWO_WAYS",
        "ISCSI, SHARED_GROUP",
        "ISCSI, NESTED_GROUP",
        "ISCSI, BY_PORT",
        "NVME,  TWO_WAYS",
        "NVME,  SHARED_GROUP"
    })
    void deadPrimary_isRecovered_howeverItsVolumesAreShown(Transport protocol, Topology topology) {
        Scenario scenario = Scenario.STANDARD.over(protocol).volumes(3).failing(2);
        try (OpenDrill open = OpenDrill.begin(folder, scenario.options().with(topology, Chap.NONE))) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
            assertThat(result.launches()).isEqualTo(2);
            assertThat(Soundness.letIn(open.site()))
                    .contains(result.initiators().getFirst().after())
                    .doesNotContain(result.initiators().getFirst().before());
        }
    }

    @Test
    void siteOfTwoArrays_isReopened() {
        Scenario scenario = Scenario.STANDARD.in(DrillOptions.Approval.NOTIFY);
        try (OpenDrill open = OpenDrill.begin(folder, scenario.options().on(ISCSI, NVME))) {
            assertThat(open.drill().run().outcome()).isEqualTo(DrillResult.WAITING_FOR_APPROVAL);
        }
        try (OpenDrill open = OpenDrill.reopen(folder)) {
            Drill drill = open.drill();
            DrillResult result = drill.answer(drill.waiting().orElseThrow(), "approve", "seen on site");
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).as(result.reason()).isEqualTo("RECOVERED");
        }
    }

    @Test
    void sameFaultAtTwoSteps_isTwoFaults() {
        Scenario scenario = Scenario.STANDARD.faults(
                DrillFault.parse("launch-lands-late@grant"), DrillFault.parse("launch-lands-late@launch"));
        try (OpenDrill open = OpenDrill.begin(folder, scenario)) {
            DrillResult result = open.drill().run();
            Soundness.of(open.site(), result);
            assertThat(result.outcome()).isEqualTo("RECOVERED");
        }
    }

    @Test
    void report_tellsBothArraysAndHowToRunItAgain() {
        try (OpenDrill open =
                OpenDrill.begin(folder, Scenario.STANDARD.options().on(ISCSI, NVME))) {
            open.drill().run();
            assertThat(open.drill().report().replay())
                    .contains("--vendor netapp --protocol iscsi --second-array netapp/nvme");
            assertThat(open.drill().report().settings())
                    .anySatisfy(setting -> assertThat(setting.toString()).contains("netapp/iscsi, netapp/nvme"));
        }
    }
}
