package io.github.outpostrecovery.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run without a fault is a recovery. */
class SimulatedRunTest {
    private static World world(String vendor, Protocol protocol) {
        return new World(
                1,
                List.of(new ArrayKind(vendor, protocol)),
                Topology.PRIVATE_OBJECT,
                Chap.NONE,
                Mode.AUTOMATIC,
                2,
                World.Fate.SERVER_DEAD,
                World.Zombie.STAYS_DEAD,
                1,
                World.Answer.APPROVES,
                Duration.ofMillis(12),
                Duration.ofMillis(40));
    }

    @ParameterizedTest
    @CsvSource({
        "netapp, ISCSI",
        "netapp, NVME_TCP",
        "purestorage, ISCSI",
        "purestorage, NVME_TCP",
        "dell, ISCSI",
        "dell, NVME_TCP",
        "hpe, ISCSI",
        "hpe, NVME_TCP"
    })
    void aDeadServer_isRecovered_andTheDuplicateIsOne(String vendor, Protocol protocol) {
        RunResult result = SimulatedRun.run(world(vendor, protocol), List.of());
        assertThat(result.violations()).isEmpty();
        assertThat(result.outcome()).contains(Outcome.RECOVERED);
        assertThat(result.outcomes().stream().flatMap(java.util.Optional::stream))
                .containsExactlyInAnyOrder(Outcome.RECOVERED, Outcome.DUPLICATE);
        assertThat(SimulatedRun.run(world(vendor, protocol), List.of())).isEqualTo(result);
    }
}
