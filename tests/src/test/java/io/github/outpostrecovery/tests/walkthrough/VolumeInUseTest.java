package io.github.outpostrecovery.tests.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.tests.walkthrough.Typed.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody gets on a volume that another machine uses by the command as it is typed, on every array and over every protocol. */
class VolumeInUseTest {
    private static final String NEIGHBOUR = "erp-03";

    @TempDir
    private Path folder;

    private Typed site = new Typed(Path.of("none"));

    static Stream<Combination> arrays() {
        return Combination.all().stream()
                .filter(combination -> !combination.isGeneric())
                .filter(combination -> combination.guest().equals("linux"))
                .filter(combination ->
                        combination.feature().equals(combination.protocol().equals("iscsi") ? "sanboot" : "localboot"));
    }

    private void open(Combination combination) {
        site = new Typed(folder.resolve("site"));
        Ran opened = site.plain(
                List.of("lab", "open", "--vendor", combination.vendor(), "--protocol", combination.protocol()));
        assertThat(opened.exit()).as(opened.err()).isZero();
    }

    private static String hostOption(Combination combination) {
        if (!combination.vendor().equals("netapp")) {
            return "--host-name";
        }
        return combination.protocol().equals("iscsi") ? "--igroup-name" : "--subsystem-name";
    }

    private static String volumeOption(Combination combination) {
        return combination.vendor().equals("netapp") ? "--lun-path" : "--volume-name";
    }

    private static List<String> with(List<String> words, String option, String value) {
        List<String> changed = new ArrayList<>(words);
        int at = changed.indexOf(option);
        if (at < 0) {
            changed.addAll(List.of(option, value));
        } else {
            changed.set(at + 1, value);
        }
        return changed;
    }

    private static List<String> onTheNeighboursVolume(Combination combination) {
        List<String> words = combination.launch("web-01");
        String own = words.get(words.indexOf(volumeOption(combination)) + 1);
        return with(words, volumeOption(combination), own.replace("web-01", NEIGHBOUR));
    }

    private void assertRefused(Ran run, List<JsonNode> before, String code) {
        assertThat(run.exit()).as(run.toString()).isEqualTo(4);
        JsonNode error = run.json().path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(NEIGHBOUR);
        assertThat(site.world()).isEqualTo(before);
        assertNoViolation();
    }

    /** Time goes by, in which whoever reaches a volume writes to it, and the site's oracle looks on. */
    private void assertNoViolation() {
        Ran advanced = site.run("lab", "advance", "--by", "PT10M");
        assertThat(advanced.exit()).as(advanced.toString()).isZero();
        assertThat(site.violations()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void volumeOfAnotherMachine_isRefusedAndNothingChanges(Combination combination) {
        open(combination);
        List<JsonNode> before = site.world();
        assertRefused(site.run(onTheNeighboursVolume(combination)), before, "volume-in-use");
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void hostOfAnotherMachine_isRefusedAndNothingChanges(Combination combination) {
        open(combination);
        List<JsonNode> before = site.world();
        List<String> launch = with(combination.launch("web-01"), hostOption(combination), NEIGHBOUR);
        assertRefused(site.run(launch), before, "host-in-use");
    }

    /** Also with the word for clusters: what its object leads to besides would never be fenced. */
    @ParameterizedTest
    @MethodSource("arrays")
    void hostOfAnotherMachine_isRefusedForAClusterToo_whenItLeadsToMoreVolumes(Combination combination) {
        open(combination);
        List<JsonNode> before = site.world();
        List<String> launch = with(combination.launch("web-01"), hostOption(combination), NEIGHBOUR);
        launch.add("--clustered");
        assertRefused(site.run(launch), before, "volumes-not-requested");
    }

    /** Its own volume, once a machine of ours has it, is somebody else's to the next launch. */
    @ParameterizedTest
    @MethodSource("arrays")
    void volumeOfALaunchedMachine_isRefusedUnderAnotherName(Combination combination) {
        open(combination);
        Ran first = site.run(combination.launch("web-01"));
        assertThat(first.exit()).as(first.toString()).isZero();
        SortedSet<String> names = site.namesOnArrays("web-01");
        List<String> second = with(combination.launch("web-01"), "--instance-name", "shop-02");
        Ran refused = site.run(second);
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
        assertThat(refused.json().path("error").path("code").asText()).isEqualTo("volume-in-use");
        assertThat(site.namesOnArrays("web-01")).isEqualTo(names);
        assertNoViolation();
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void volumeOfAnotherMachine_isShared_whenItIsSaidToBeAClusters(Combination combination) {
        open(combination);
        List<String> launch = new ArrayList<>(onTheNeighboursVolume(combination));
        launch.add("--clustered");
        Ran run = site.run(launch);
        assertThat(run.err()).contains("WARNING: SHARED").contains(NEIGHBOUR);
        if (combination.vendor().equals("netapp") && combination.protocol().equals("nvme")) {
            // ONTAP keeps a namespace in one subsystem: a cluster's machines stand in that one.
            assertThat(run.exit()).as(run.toString()).isEqualTo(4);
            assertThat(run.json().path("error").path("code").asText()).isEqualTo("array-refused");
            return;
        }
        assertThat(run.exit()).as(run.toString()).isZero();
        // The lab knows of no reservations: this is what it would have had against every refused launch.
        assertThat(site.violations()).anyMatch(violation -> violation.contains("NEIGHBOUR_UNTOUCHED"));
    }
}
