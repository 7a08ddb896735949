package io.github.outpostrecovery.lab.simulation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.RunResult;
import io.github.outpostrecovery.lab.simulation.SimulatedRun;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.confirm.ConfirmFaults;
import io.github.outpostrecovery.lab.simulation.fault.control.ControlFaults;
import io.github.outpostrecovery.lab.simulation.fault.launch.LaunchFaults;
import io.github.outpostrecovery.lab.simulation.fault.trigger.TriggerFaults;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fault really strikes, does no harm, and ends as it says. */
class FaultsTest {
    private static final long SEED = 20;

    static Stream<Fault> faults() {
        return Stream.of(TriggerFaults.all(), LaunchFaults.all(), ConfirmFaults.all(), ControlFaults.all())
                .flatMap(List::stream);
    }

    @TestFactory
    Stream<DynamicTest> fault_inAWorldOfEveryVendor_strikesAndEndsAsItSays() {
        return faults().filter(fault -> fault.card().layer() == Layer.SIMULATION)
                .map(fault -> DynamicTest.dynamicTest(fault.card().slug(), () -> strikesAndEndsAsItSays(fault)));
    }

    private static void strikesAndEndsAsItSays(Fault fault) {
        SoftAssertions softly = new SoftAssertions();
        List<World> worlds =
                SampleWorlds.from(SEED).stream().filter(fault::fits).toList();
        assertThat(worlds).as("worlds that fit").isNotEmpty();
        for (World world : worlds) {
            RunResult result = SimulatedRun.run(world, List.of(fault));
            String where = result.world() + " " + result.outcomes();
            softly.assertThat(result.struck().get(fault.card().slug()))
                    .as("struck in " + where)
                    .isPositive();
            softly.assertThat(result.violations()).as("violations in " + where).isEmpty();
            softly.assertThat(result.objections()).as("objections in " + where).isEmpty();
        }
        softly.assertAll();
    }
}
