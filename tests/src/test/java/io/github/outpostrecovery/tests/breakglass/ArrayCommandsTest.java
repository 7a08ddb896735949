package io.github.outpostrecovery.tests.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.array.SimulatedArray.FurnishedVolume;
import io.github.outpostrecovery.lab.array.SimulatedArray.TargetPortal;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.tests.breakglass.ByHand.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A night without the engine, on every kind of array, as a shell sees it. */
class ArrayCommandsTest {
    private static final String ALL = "io.github.outpostrecovery.tests.breakglass.ArrayCase#all";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource(ALL)
    void check_tellsWhatTheArrayIs_andChangesNothing(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, Topology.PRIVATE_OBJECT, folder)) {
            Run run = hand.array("check", List.of());
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.json().path("product").asText()).isNotBlank();
            assertThat(run.json().path("portals").asInt()).isPositive();
            assertThat(run.json().path("proves").path("mappingGone").asText()).isEqualTo("YES");
            assertThat(hand.writesSince(0)).isEmpty();
            assertThat(hand.array.managementSessions()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void access_showsEverybody_alsoThroughASharedGroup(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, arrayCase.shared(), folder)) {
            Run run = hand.array("access", List.of());
            assertThat(run.exit()).as(run.err()).isZero();
            Set<String> seen = new HashSet<>();
            run.json()
                    .path("paths")
                    .forEach(path -> seen.add(path.path("volume").asText() + " "
                            + path.path("initiator").asText()));
            for (FurnishedVolume volume : hand.array.volumes()) {
                for (String name : hand.array.blockTarget().initiatorsWithAccess(volume.identity())) {
                    assertThat(seen).contains(volume.name() + " " + name);
                }
            }
            FurnishedVolume beside = hand.array.neighboursVolume();
            for (String name : hand.array.blockTarget().initiatorsWithAccess(beside.identity())) {
                assertThat(seen).contains(beside.name() + " " + name);
            }
            Run one = hand.array("access", List.of("--initiator", hand.victim()));
            assertThat(one.json().path("paths"))
                    .isNotEmpty()
                    .allSatisfy(
                            path -> assertThat(path.path("initiator").asText()).isEqualTo(hand.victim()));
            assertThat(hand.writesSince(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void sessions_andPortals_areListed(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, Topology.PRIVATE_OBJECT, folder)) {
            Run sessions = hand.array("sessions", List.of("--initiator", hand.victim()));
            assertThat(sessions.exit()).as(sessions.err()).isZero();
            JsonNode listed = sessions.json().has("sessions")
                    ? sessions.json().path("sessions")
                    : sessions.json().path("pathActivity");
            assertThat(listed.isArray()).isTrue();
            listed.forEach(one -> assertThat(one.path("initiator").asText()).isEqualTo(hand.victim()));
            Run portals = hand.array("portals", List.of());
            assertThat(portals.exit()).as(portals.err()).isZero();
            assertThat(portals.json().path("portals").findValuesAsText("address"))
                    .containsAll(hand.array.portals().stream()
                            .map(TargetPortal::address)
                            .collect(Collectors.toSet()));
            List<String> some = new ArrayList<>();
            hand.array.volumes().forEach(volume -> some.addAll(List.of("--volume", volume.name())));
            assertThat(hand.array("portals", some).json().path("portals")).isNotEmpty();
            assertThat(hand.writesSince(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void fence_isProven_andRepeatedWithoutAnyWrite_andThenTheGrantIsGiven(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, arrayCase.shared(), folder)) {
            Run tooEarly = hand.grant("--yes");
            assertThat(tooEarly.exit()).as(tooEarly.err()).isEqualTo(4);
            assertThat(tooEarly.outcome()).isEqualTo("REFUSED");
            assertThat(hand.writesSince(0)).isEmpty();

            Run fenced = hand.fence("--yes");
            assertThat(fenced.exit()).as(fenced.err()).isZero();
            proven(hand, fenced, "FENCED");

            int before = hand.callsSoFar();
            Run again = hand.fence("--yes");
            assertThat(again.exit()).as(again.err()).isZero();
            proven(hand, again, "ALREADY_FENCED");
            assertThat(hand.writesSince(before)).isEmpty();

            Run granted = hand.grant(fenced, "--yes", "--clustered");
            assertThat(granted.exit()).as(granted.err()).isZero();
            assertThat(granted.outcome()).isEqualTo("GRANTED");
            assertThat(hand.reaching(hand.successor()))
                    .containsExactlyElementsOf(hand.array.volumes().stream()
                            .map(FurnishedVolume::name)
                            .toList());
            assertThat(hand.reaching(hand.victim())).isEmpty();
            Run twice = hand.grant(fenced, "--yes", "--clustered");
            assertThat(twice.exit()).as(twice.out()).isEqualTo(6);
            assertThat(twice.outcome()).isEqualTo("BURNT");
            assertThat(hand.array.managementSessions()).isZero();
        }
    }

    /** At night somebody else, or the engine, may have let a machine in already. */
    @ParameterizedTest
    @MethodSource(ALL)
    void grant_isRefused_whenAnotherNameReachesAVolume_unlessItIsACluster(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, Topology.PRIVATE_OBJECT, folder)) {
            Run fenced = hand.fence("--yes");
            Run granted = hand.grant(fenced, "--yes");
            assertThat(granted.outcome()).as(granted.err()).isEqualTo("GRANTED");
            int before = hand.callsSoFar();
            Run second = hand.grant(hand.third(), fenced, "--yes");
            assertThat(second.exit()).as(second.err()).isEqualTo(4);
            assertThat(second.outcome()).isEqualTo("REFUSED");
            assertThat(second.json().path("reason").asText()).contains(hand.successor(), "--clustered");
            assertThat(hand.writesSince(before)).isEmpty();
            assertThat(hand.reaching(hand.third())).isEmpty();
            Run clustered = hand.grant(hand.third(), fenced, "--clustered");
            assertThat(clustered.json().path("reason").asText()).contains("not confirmed");
            assertThat(clustered.err()).contains("WARNING: SHARED", hand.successor());
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.outpostrecovery.tests.breakglass.ArrayCase#overHttp")
    void fence_changesNothing_untilTheNameIsTyped(ArrayCase arrayCase) {
        try (ByHand hand = new ByHand(arrayCase, Topology.PRIVATE_OBJECT, folder)) {
            List<String> line = new ArrayList<>(List.of(
                    "array",
                    "fence",
                    "--vendor",
                    arrayCase.vendor(),
                    "--endpoint",
                    hand.endpoint().toString()));
            line.addAll(
                    List.of("--credentials-file", hand.file(hand.credentials().toString())));
            hand.array.scope().ifPresent(scope -> line.addAll(List.of("--svm", scope)));
            line.addAll(hand.victimAndVolumes());
            line.addAll(List.of("--output", "json"));
            for (String typed : List.of("", "yes\n", "db-07\n", hand.neighbour() + "\n")) {
                Run run = hand.run(typed, line);
                assertThat(run.exit()).as(run.err()).isEqualTo(4);
                assertThat(run.outcome()).isEqualTo("REFUSED");
                assertThat(hand.writesSince(0)).isEmpty();
                assertThat(hand.reaching(hand.victim())).hasSameSizeAs(hand.array.volumes());
            }
            Run run = hand.run(hand.victim() + "\n", line);
            assertThat(run.exit()).as(run.err()).isZero();
            proven(hand, run, "FENCED");
        }
    }

    static void proven(ByHand hand, Run run, String outcome) {
        JsonNode json = run.json();
        assertThat(run.outcome()).isEqualTo(outcome);
        assertThat(json.path("proof").path("volumes").findValuesAsText("volume"))
                .containsExactlyInAnyOrderElementsOf(
                        hand.array.volumes().stream().map(FurnishedVolume::name).toList());
        json.path("proof").path("volumes").forEach(volume -> {
            assertThat(volume.path("paths").asInt(-1)).isZero();
            assertThat(volume.path("drained").asText()).isIn("SESSION_GONE", "COUNTERS_FLAT", "SETTLED");
            assertThat(volume.path("readAt").asText()).startsWith("2026-");
        });
        assertThat(json.path("calls").asInt()).isPositive();
        assertThat(hand.reaching(hand.victim())).isEmpty();
    }
}
