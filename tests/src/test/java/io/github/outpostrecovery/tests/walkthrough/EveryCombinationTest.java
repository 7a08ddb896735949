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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vendor, protocol, feature and guest, by the command as it is typed, without a prompt. */
class EveryCombinationTest {
    private static final String NAME = "web-01";

    @TempDir
    private Path folder;

    static Stream<Combination> allowed() {
        return Combination.all().stream().filter(Combination::isAllowed);
    }

    static Stream<Combination> refused() {
        return Combination.all().stream().filter(combination -> !combination.isAllowed());
    }

    /** One of each array and protocol goes through a whole life. */
    static Stream<Combination> wholeLives() {
        return allowed()
                .filter(combination -> !combination.isGeneric())
                .filter(combination -> combination.guest().equals("linux"))
                .filter(combination ->
                        combination.feature().equals(combination.protocol().equals("iscsi") ? "sanboot" : "localboot"));
    }

    private Typed site(Combination combination, String... more) {
        Typed site = new Typed(folder.resolve("site"));
        List<String> open = new ArrayList<>(
                List.of("lab", "open", "--vendor", combination.arrayOfSite(), "--protocol", combination.protocol()));
        open.addAll(List.of(more));
        Ran opened = site.plain(open);
        assertThat(opened.exit()).as(opened.err()).isZero();
        return site;
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void allowedCombination_isLaunchedAndProtected(Combination combination) {
        Typed site = site(combination);
        String machine = launched(site, combination, combination.launch(NAME));
        Ran templates = templates(site, machine);
        assertThat(templates.exit()).as(templates.toString()).isZero();
        Ran protection = site.run("protect", NAME, "--yes");
        if (combination.isGeneric()) {
            assertThat(protection.exit()).as(protection.toString()).isEqualTo(4);
            assertThat(protection.out()).contains("generic");
        } else {
            assertThat(protection.exit()).as(protection.toString()).isZero();
            assertThat(protection.json().path("outcome").asText()).isEqualTo("PROTECTED");
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void combinationThatIsNotSupported_isRefusedAndNothingChanges(Combination combination) {
        Typed site = site(combination);
        List<JsonNode> before = site.world();
        Ran run = site.run(combination.launch(NAME));
        assertThat(run.exit()).as(run.toString()).isEqualTo(4);
        JsonNode error = run.json().path("error");
        assertThat(error.path("code").asText()).isEqualTo("feature-not-supported");
        assertThat(error.path("message").asText())
                .contains(combination.feature(), combination.protocol(), combination.guest());
        assertThat(site.world()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("wholeLives")
    void wholeLife_endsAsItBegan(Combination combination) {
        Typed site = site(combination);
        liveAndEnd(site, NAME, combination, combination.launch(NAME));
    }

    /** With CHAP, both ways where the array offers that; the machine and the engine use one secret. */
    @ParameterizedTest
    @CsvSource({"netapp, iscsi", "purestorage, iscsi", "dell, iscsi", "hpe, iscsi", "netapp, nvme"})
    void wholeLifeWithChap_endsAsItBegan(String vendor, String protocol) {
        Combination combination = new Combination(vendor, protocol, "data_volumes", "linux");
        Typed site = site(combination, "--chap", protocol.equals("iscsi") ? "mutual" : "one-way");
        List<String> launch = new ArrayList<>(combination.launch(NAME));
        for (int target = 0; target < 2; target++) {
            launch.addAll(List.of("--auth-secret-name", "outpost-recovery/chap/array-1"));
        }
        liveAndEnd(site, NAME, combination, launch);
    }

    @ParameterizedTest
    @CsvSource({"netapp, /vol/v/", "purestorage, ''", "dell, ''", "hpe, ''"})
    void wholeLifeOfThreeVolumes_endsAsItBegan(String vendor, String folderOfVolumes) {
        Combination combination = new Combination(vendor, "iscsi", "sanboot", "linux");
        Typed site = site(combination);
        List<String> launch = new ArrayList<>(combination.launch("db-04"));
        launch.addAll(List.of("--data-protocol", "iscsi"));
        for (String volume : List.of("db-04-data-1", "db-04-data-2")) {
            launch.addAll(List.of("--data-volume", folderOfVolumes + volume));
        }
        liveAndEnd(site, "db-04", combination, launch);
    }

    private static void liveAndEnd(Typed site, String name, Combination combination, List<String> launch) {
        SortedSet<String> before = site.namesOnArrays(name);
        String first = launched(site, combination, launch);
        assertDone(templates(site, first));
        assertDone(site.run("protect", name, "--yes"));
        assertThat(site.namesOnArrays(name)).hasSize(before.size() + 1);
        assertDone(site.run("lab", "advance", "--by", "PT10M"));
        Ran failed = site.run("lab", "fail", name);
        assertThat(failed.exit()).as(failed.toString()).isEqualTo(5);
        assertRecovered(site.run("approve", name + "#1", "--reason", "its server is dead"));
        Ran repaired = site.plain(List.of("lab", "repair"));
        assertThat(repaired.exit()).as(repaired.toString()).isZero();
        assertRecovered(site.run("failback", name, "--yes"));
        Ran status = site.run("status");
        assertThat(status.exit()).as(status.toString()).isZero();
        assertThat(status.out()).contains(name);
        String last = "";
        for (JsonNode books : site.run("lab", "show").json().path("protectedInstances")) {
            last = books.path("instance").asText();
        }
        Ran cleaned = site.run("cleanup", name, "--yes", "--confirm", last);
        assertThat(cleaned.exit()).as(cleaned.toString()).isZero();
        assertThat(site.namesOnArrays(name)).isEqualTo(before);
        JsonNode left = site.run("lab", "show").json();
        assertThat(left.path("launchTemplates")).isEmpty();
        assertThat(left.path("stacks")).isEmpty();
        assertThat(left.path("protectedInstances")).isEmpty();
    }

    private static void assertDone(Ran run) {
        assertThat(run.exit()).as(run.toString()).isZero();
    }

    private static void assertRecovered(Ran run) {
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(run.json().path("outcome").asText()).isEqualTo("RECOVERED");
        assertThat(run.json().path("invariants").path("violations")).isEmpty();
    }

    private static Ran templates(Typed site, String machine) {
        return site.run(
                "templates",
                "create",
                "--instance-id",
                machine,
                "--recovery-subnet",
                "subnet-0a1b2c3d4e5f60002",
                "--yes");
    }

    private static String launched(Typed site, Combination combination, List<String> command) {
        Ran run = site.run(command);
        assertThat(run.exit()).as(run.toString()).isZero();
        JsonNode json = run.json();
        String machine = json.path("instanceId").asText();
        assertThat(machine).startsWith("i-");
        JsonNode seen = json.path("attachment").path(combination.protocol()).path("state");
        if (combination.isGeneric()) {
            assertThat(seen.isMissingNode() || seen.asText().equals("CANNOT_SHOW"))
                    .isTrue();
        } else {
            assertThat(seen.asText()).isIn("SEEN", "CANNOT_SHOW");
        }
        return machine;
    }
}
