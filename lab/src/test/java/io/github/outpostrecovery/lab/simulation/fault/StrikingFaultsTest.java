package io.github.outpostrecovery.lab.simulation.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.Layer;
import io.github.outpostrecovery.lab.simulation.RunResult;
import io.github.outpostrecovery.lab.simulation.SimulatedRun;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.simulation.fault.fence.FenceFaults;
import io.github.outpostrecovery.lab.simulation.fault.verify.VerifyFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault of the verification and of the fence, alone, strikes and ends as it says. */
class StrikingFaultsTest {
    private static final List<World.Fate> FATES =
            List.of(World.Fate.SERVER_DEAD, World.Fate.HUNG, World.Fate.ALIVE, World.Fate.ISOLATED);

    static Stream<String> simulated() {
        return faults().filter(fault -> fault.card().layer() == Layer.SIMULATION)
                .map(fault -> fault.card().slug());
    }

    private static Stream<Fault> faults() {
        return Stream.concat(VerifyFaults.all().stream(), FenceFaults.all().stream());
    }

    /** The first fate that it fits: that is what it is about. */
    private static List<World> worldsOf(Fault fault) {
        for (World.Fate fate : FATES) {
            List<World> fitting = VendorWorlds.all().stream()
                    .map(world -> world.with(fate))
                    .filter(fault::fits)
                    .toList();
            if (!fitting.isEmpty()) {
                return fitting;
            }
        }
        return List.of();
    }

    @ParameterizedTest
    @MethodSource("simulated")
    void aFaultAlone_strikes_andEndsAsItSays(String slug) {
        Fault fault = faults().filter(one -> one.card().slug().equals(slug))
                .findFirst()
                .orElseThrow();
        List<World> worlds = worldsOf(fault);
        List<String> silent = new ArrayList<>();
        assertThat(worlds).as("worlds that it fits").isNotEmpty();
        for (World world : worlds) {
            RunResult result = SimulatedRun.run(world, List.of(fault));
            assertThat(result.violations()).as("violations in %s", world).isEmpty();
            assertThat(result.objections()).as("objections in %s", world).isEmpty();
            if (result.struck().getOrDefault(slug, 0) == 0) {
                silent.add(world.toString());
            }
        }
        assertThat(silent).as("worlds in which it did not strike").isEmpty();
    }
}
