package io.github.outpostrecovery.lab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.asl.Checkpoint;
import io.github.outpostrecovery.lab.asl.ExecutionDescription;
import io.github.outpostrecovery.lab.asl.StepListener;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.machine.SiteEvent;
import io.github.outpostrecovery.lab.time.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedSiteTest {
    @Test
    void deadServer_isRecoveredFrom() {
        try (SimulatedSite site =
                SimulatedSite.furnish(SiteOptions.STANDARD, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            site.agenda().runUntil(site.agenda().instant().plus(Duration.ofMinutes(10)), () -> false);
            site.machines()
                    .apply(new SiteEvent.PowerLost(SimulatedSite.servers().getFirst()));
            site.agenda()
                    .runUntil(
                            site.agenda().instant().plus(Duration.ofHours(2)),
                            () -> site.stepFunctions().list().stream()
                                    .anyMatch(execution -> execution.status().isTerminal()));
            ExecutionDescription execution = site.stepFunctions().list().getFirst();
            IncidentRecord record = site.recordOf(execution.arn()).orElseThrow();
            assertThat(record.outcome()).as(record.toString()).isEqualTo(Outcome.RECOVERED);
            assertThat(site.ledger().current().generation().number()).isEqualTo(2);
            assertThat(site.oracle().violations()).isEmpty();
        }
    }

    static Stream<SiteOptions> combinations() {
        ArrayKind iscsi = new ArrayKind("netapp", Protocol.ISCSI);
        ArrayKind nvme = new ArrayKind("netapp", Protocol.NVME_TCP);
        return Stream.of(
                SiteOptions.STANDARD.on(iscsi, iscsi),
                SiteOptions.STANDARD.on(iscsi, nvme),
                SiteOptions.STANDARD.on(nvme, nvme).with(Topology.TWO_WAYS));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void machine_writesToEveryVolumeOfBothArrays_alsoAfterARestore(SiteOptions options) {
        JsonNode saved;
        try (SimulatedSite site = SimulatedSite.furnish(options, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            assertThat(site.arrays()).extracting(SiteArray::name).containsExactly("array-1", "array-2");
            pass(site, Duration.ofMinutes(5));
            writtenInAMinute(site);
            saved = site.save();
        }
        try (SimulatedSite site = SimulatedSite.restore(saved, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            assertThat(site.save().equals(saved)).as("saved again").isTrue();
            writtenInAMinute(site);
            assertThat(site.oracle().violations()).isEmpty();
        }
    }

    /** Once a second to each volume, whatever the number of targets and portals. */
    private static void writtenInAMinute(SimulatedSite site) {
        Map<String, Integer> writes = new TreeMap<>();
        DataPathObserver counting = new DataPathObserver() {
            @Override
            public void landed(LandedWrite write) {
                writes.merge(write.array() + " " + write.volume(), 1, Integer::sum);
            }
        };
        site.arrays().forEach(array -> array.simulated().blockTarget().observe(counting));
        pass(site, Duration.ofMinutes(1));
        assertThat(writes)
                .hasSize(site.options().volumes())
                .allSatisfy((volume, count) -> assertThat(count).as(volume).isBetween(59, 61));
    }

    @ParameterizedTest
    @CsvSource({"ISCSI, ONE_WAY", "ISCSI, MUTUAL", "NVME_TCP, ONE_WAY"})
    void machine_provesItself_whereTheArrayAsksForIt(Protocol protocol, Chap chap) {
        SiteOptions options = SiteOptions.STANDARD.over(protocol).with(chap);
        try (SimulatedSite site = SimulatedSite.furnish(options, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE)) {
            pass(site, Duration.ofMinutes(2));
            assertThat(site.machines().machines())
                    .singleElement()
                    .satisfies(machine -> assertThat(machine.writes()).isPositive());
            assertThat(site.region().secrets().save().documents()).hasSize(3);
            JsonNode withoutSecrets = site.save();
            ((ObjectNode) withoutSecrets.path("region")).remove("secrets");
            ((ObjectNode) withoutSecrets.path("arrays").path(0)).remove("array");
            String secret = site.chapAccounts()
                    .accountOf(protocol == Protocol.ISCSI ? "iqn.x" : "nqn.x")
                    .orElseThrow()
                    .secret();
            assertThat(withoutSecrets.toString()).doesNotContain(secret);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acme   | ISCSI    | PRIVATE_OBJECT | acme
            netapp | NVME_TCP | NESTED_GROUP   | array-1 (netapp)
            """)
    void siteThatCannotBe_isRefusedBeforeItIsMade(String vendor, Protocol protocol, Topology topology, String said) {
        SiteOptions options =
                SiteOptions.STANDARD.on(new ArrayKind(vendor, protocol)).with(topology);
        assertThatThrownBy(() -> SimulatedSite.check(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void volumes_areSpreadOverBothArrays_theBootVolumeOnTheFirst() {
        ArrayKind kind = new ArrayKind("netapp", Protocol.ISCSI);
        SiteOptions options = new SiteOptions(
                List.of(kind, kind), Topology.PRIVATE_OBJECT, Chap.NONE, Mode.AUTOMATIC, 3, 1, Naming.NONE);
        List<String> names = SimulatedSite.check(options);

        assertThat(names).containsExactly("/vol/v/web-01-boot", "/vol/v/web-01-data-1", "/vol/v/web-01-data-2");
        assertThat(options.volumesOn(0)).isEqualTo(2);
        assertThat(options.volumesOn(1)).isEqualTo(1);
        assertThat(options.firstVolumeOn(1)).isEqualTo(2);
    }

    @Test
    void siteOfAnotherRelease_isToldApart() {
        ObjectNode saved = JsonNodeFactory.instance.objectNode().put("version", 1);
        assertThatThrownBy(() -> SimulatedSite.restore(saved, Pace.VIRTUAL, StepListener.NONE, Checkpoint.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another release");
    }

    private static void pass(SimulatedSite site, Duration duration) {
        site.agenda().runUntil(site.agenda().instant().plus(duration), () -> false);
    }
}
