package io.github.outpostrecovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command as a shell sees it: arguments in; exit code, stdout and stderr out. */
class CommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private static Run run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                OutpostRecovery.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(arguments.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        return new Run(exit, out.toString(), err.toString());
    }

    /** Runs a command on the site of this test, with JSON on stdout. */
    private Run onSite(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--local", "--site", site().toString(), "--output", "json"));
        return run(all);
    }

    private Path site() {
        return folder.resolve("site");
    }

    private static JsonNode event(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                CommandTest.class.getResourceAsStream("/events/" + name + ".json"), "no such event")) {
            return JSON.readTree(in);
        }
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("event.json"), content).toString();
    }

    private void assertNothingWasMade(Run run) {
        assertThat(run.out()).isEmpty();
        assertThat(site()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --duplicates -1     | --duplicates
        --duplicates 101    | --duplicates
        --duplicates many   | --duplicates
        --failures 0        | --failures
        --failures 21       | --failures
        --volumes 0         | --volumes
        --volumes 257       | --volumes
        --seed x            | --seed
        --protocol fc       | --protocol
        --mode never        | --mode
        --primary gone      | --primary
        --speed fast        | --speed
        --output xml        | --output
        --vendor acme       | --vendor acme is not known; known are dell, hpe, netapp, purestorage
        --second-array acme | --second-array acme
        --second-array netapp/fc | fc
        --second-array netapp --volumes 1 | --volumes
        --topology ring     | two-ways
        --topology by-port --protocol nvme | array-1 (netapp)
        --chap maybe        | one-way
        --fault nonsense    | nonsense
        --fault kill@noon   | noon
        --fault kill@fence@grant | kill@fence@grant
        --nonsense          | --nonsense
        surplus             | surplus
        """)
    void badArgument_isNamedInOneLineAndChangesNothing(String arguments, String named) {
        List<String> all = new ArrayList<>(List.of("drill", "--local", "--site", site().toString()));
        all.addAll(List.of(arguments.split(" ", -1)));
        Run run = run(all);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).contains(named));
        assertNothingWasMade(run);
    }

    @Test
    void commandWithoutAWord_saysWhichThereAre() {
        assertThat(run(List.of())).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("--help");
        });
        assertThat(run(List.of("recover")).exit()).isEqualTo(2);
        assertThat(run(List.of("--help"))).satisfies(run -> {
            assertThat(run.exit()).isZero();
            assertThat(run.out()).contains("drill", "approve", "reject", "resume", "Exit codes");
        });
        assertThat(run(List.of("--version")).exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drill", "lab advance --by PT1M"})
    void commandWithoutLocal_saysThatItIsNeeded(String command) {
        Run run = run(List.of(command.split(" ", -1)));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--local");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {                                                                    | no JSON
        {}                                                                   | AlarmName
        []                                                                   | AlarmName
        7                                                                    | AlarmName
        {"trigger":"SOON"}                                                   | SOON
        {"trigger":"PLANNED","instance":"web-01"}                            | planned move
        {"trigger":"MANUAL"}                                                 | names neither
        {"trigger":"MANUAL","instance":"web 01"}                             | web 01
        {"trigger":"MANUAL","incident":"web-01"}                             | web-01
        {"AlarmName":"outpost-recovery-web-01","NewStateValue":"OK"}         | not in ALARM
        {"AlarmName":"cpu-high","NewStateValue":"ALARM"}                     | not one of ours
        {"AlarmName":"outpost-recovery-web-01","NewStateValue":"ALARM"}      | watches no machine
        """)
    void malformedEvent_isOneLineAndChangesNothing(String event, String said) throws IOException {
        Run run = onSite("drill", "--event", file(event));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().strip()).contains(said).doesNotContain("\n");
        assertNothingWasMade(run);
    }

    @Test
    void eventThatIsNotThere_isNotFound() {
        Run run = onSite("drill", "--event", folder.resolve("none.json").toString());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err().strip()).contains("none.json").doesNotContain("\n");
        assertNothingWasMade(run);
    }

    @Test
    void eventOfAnUnknownInstance_isNotFound() throws IOException {
        ObjectNode alarm = (ObjectNode) event("alarm-sns");
        alarm.put("AlarmName", "outpost-recovery-db-07");
        Run run = onSite("drill", "--event", file(alarm.toString()));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err().strip()).contains("db-07").doesNotContain("\n");
        assertNothingWasMade(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alarm-sns", "alarm-bus", "execution-alarm"})
    void alarmFromAFile_isRecoveredFrom(String name) throws IOException {
        Run run = onSite("drill", "--event", file(event(name).toString()));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.json().path("outcome").asText()).isEqualTo("RECOVERED");
    }

    @Test
    void json_hasTheDocumentedKeysInTheirOrder() throws IOException {
        Run run = onSite("drill");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode json = run.json();
        List<String> keys = keys(json);
        // The reason is not in the list that was published first; it came later, and nothing else may.
        keys.remove("reason");
        assertThat(keys)
                .containsExactly(
                        "outcome",
                        "incident",
                        "generation",
                        "instance",
                        "initiators",
                        "timeline",
                        "rto",
                        "arrays",
                        "executions",
                        "launches",
                        "worldChanged",
                        "invariants");
        assertThat(keys(json.path("generation"))).containsExactly("before", "after");
        assertThat(keys(json.path("instance"))).containsExactly("before", "after");
        assertThat(keys(json.path("initiators").path(0))).containsExactly("array", "protocol", "before", "after");
        assertThat(keys(json.path("timeline").path(0))).containsExactly("state", "startedAt", "millis");
        assertThat(keys(json.path("rto")))
                .containsExactly(
                        "totalMillis",
                        "detectionMillis",
                        "engineMillis",
                        "arrayMillis",
                        "launchMillis",
                        "bootMillis",
                        "attachMillis");
        assertThat(keys(json.path("arrays").path(0))).containsExactly("name", "vendor", "calls", "writes");
        assertThat(keys(json.path("executions").path(0))).containsExactly("incident", "outcome");
        assertThat(keys(json.path("invariants"))).containsExactly("checks", "violations");
        assertThat(json.path("generation").path("after").isInt()).isTrue();
        assertThat(json.path("launches").isInt()).isTrue();
        assertThat(json.path("worldChanged").isBoolean()).isTrue();
        assertThat(json.path("initiators").path(0).path("protocol").asText()).isEqualTo("iscsi");
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    @ParameterizedTest
    @CsvSource({
        "'--primary alive',                   4, STOOD_DOWN",
        "'--primary isolated',                5, WAITING_FOR_APPROVAL",
        "'--mode notify',                     5, WAITING_FOR_APPROVAL",
        "'--fault array-unreachable@verify',  4, REFUSED",
        "'--fault array-unreachable@grant',   6, FENCED_AND_PAGED",
        "'--fault partial-paths',             6, RECOVERED_DEGRADED",
        "'--protocol NVMe',                   0, RECOVERED"
    })
    void exitCode_saysHowItEnded(String arguments, int exit, String outcome) throws IOException {
        List<String> all = new ArrayList<>(List.of("drill"));
        all.addAll(List.of(arguments.split(" ", -1)));
        Run run = onSite(all.toArray(String[]::new));
        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.json().path("outcome").asText()).isEqualTo(outcome);
        assertThat(run.json().path("invariants").path("violations")).isEmpty();
    }

    @Test
    void waitingDrill_namesTheCommandThatApproves_andItGoesOnInTheNextCommand() throws IOException {
        Run waiting = onSite("drill", "--mode", "notify");
        assertThat(waiting.exit()).isEqualTo(5);
        assertThat(waiting.err()).contains("./outpost-recovery approve web-01#1 --local");
        assertThat(waiting.json().path("worldChanged").asBoolean()).isFalse();
        Run approved = onSite("approve", "web-01#1");
        assertThat(approved.exit()).as(approved.err()).isZero();
        assertThat(approved.json().path("outcome").asText()).isEqualTo("RECOVERED");
        Run again = onSite("approve", "web-01#1");
        assertThat(again.exit()).isNotZero();
        assertThat(again.err()).contains("does not wait for an approval");
    }

    @Test
    void rejectedDrill_exitsAsOneThatDidNothing() throws IOException {
        onSite("drill", "--mode", "notify");
        Run rejected = onSite("reject", "web-01#1", "--reason", "by hand");
        assertThat(rejected.exit()).as(rejected.err()).isEqualTo(4);
        assertThat(rejected.json().path("outcome").asText()).isEqualTo("REJECTED");
    }

    @Test
    void timeThatPasses_expiresTheRequest() throws IOException {
        onSite("drill", "--mode", "notify");
        Run expired = onSite("lab", "advance", "--by", "PT5H");
        assertThat(expired.exit()).as(expired.err()).isEqualTo(4);
        assertThat(expired.json().path("outcome").asText()).isEqualTo("EXPIRED");
    }

    @Test
    void pagedIncident_isResumedByTheNextCommand() throws IOException {
        Run paged = onSite("drill", "--fault", "array-unreachable@grant");
        assertThat(paged.exit()).isEqualTo(6);
        Run resumed = onSite("resume", "web-01#1");
        assertThat(resumed.json().path("invariants").path("violations")).isEmpty();
        assertThat(resumed.json().path("executions")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject", "resume"})
    void commandOnAnIncident_saysWhatIsWrongWithItsName(String command) {
        assertThat(onSite(command, "web-01#1")).satisfies(run -> {
            assertThat(run.exit()).as("no site: %s", run.err()).isEqualTo(3);
            assertThat(run.out()).isEmpty();
        });
        onSite("drill", "--mode", "notify");
        for (String malformed : List.of("web-01", "web-01#", "web-01#x", "web-01#0", "web 01#1", "")) {
            assertThat(onSite(command, malformed)).satisfies(run -> {
                assertThat(run.exit()).as(malformed).isEqualTo(2);
                assertThat(run.err().strip()).as(malformed).isNotEmpty().doesNotContain("\n");
                assertThat(run.out()).isEmpty();
            });
        }
        assertThat(onSite(command, "web-01#2")).satisfies(run -> {
            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.err().strip()).contains("web-01#2").doesNotContain("\n");
        });
        assertThat(onSite(command, "db-07#1").exit()).isEqualTo(3);
        assertThat(onSite("lab", "advance", "--by", "PT1M").exit())
                .as("it still waits")
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "5", ""})
    void timeThatIsNone_isUsage(String by) {
        Run run = onSite("lab", "advance", "--by", by);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void faultList_namesEveryFault() {
        Run run = run(List.of("drill", "--local", "--fault", "list"));
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("array-unreachable", "old-execution-redriven", "kill");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none/report.html", "."})
    void reportThatCannotBeWritten_isToldBeforeAnythingHappens(String name) {
        Path report = folder.resolve(name);
        Run run = onSite("drill", "--report", report.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().strip()).contains("--report", report.toString()).doesNotContain("\n");
        assertNothingWasMade(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve web-01#1", "reject web-01#1", "resume web-01#1", "lab advance --by PT1M"})
    void commandOnASiteThatIsNotThere_makesNone(String command) {
        Run run = onSite(command.split(" ", -1));
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err().strip()).contains("there is no site").doesNotContain("\n");
        assertNothingWasMade(run);
    }

    @Test
    void progress_goesToTheErrOfTheCommand() {
        assertThat(onSite("drill").err()).contains("loses power", "Fence old initiator");
    }

    @Test
    void twoArrays_areNamedInTheResult() throws IOException {
        Run run = onSite("drill", "--vendor", "netapp", "--second-array", "netapp/nvme", "--topology", "two-ways");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode arrays = run.json().path("arrays");
        assertThat(arrays.findValuesAsText("name")).containsExactly("array-1", "array-2");
        assertThat(arrays.findValuesAsText("vendor")).containsExactly("netapp", "netapp");
        assertThat(run.json().path("initiators").findValuesAsText("protocol"))
                .containsExactlyInAnyOrder("iscsi", "nvme");
    }

    @Test
    void report_isWrittenBesideTheResult() throws IOException {
        Path report = folder.resolve("report.html");
        Run run = onSite("drill", "--report", report.toString());
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(Files.readString(report)).startsWith("<!").contains("web-01#1");
        assertThat(run.json().path("outcome").asText()).isEqualTo("RECOVERED");
    }

    @Test
    void readiness_looksAtANewSite_andThenAtTheSameOne() throws IOException {
        Run ready = onSite("readiness", "web-01");
        assertThat(ready.exit()).as(ready.err()).isZero();
        assertThat(ready.json().path("ready").asBoolean()).isTrue();
        assertThat(ready.json().path("instance").asText()).isEqualTo("web-01");
        assertThat(ready.json().path("findings"))
                .hasSizeGreaterThan(30)
                .allSatisfy(
                        finding -> assertThat(finding.path("outcome").asText()).isIn("PASSED", "NOTED"));
        Run again = onSite("readiness", "web-01");
        assertThat(again.exit()).isZero();
        assertThat(again.json().path("execution")).isNotEqualTo(ready.json().path("execution"));
        Run unknown = onSite("readiness", "db-01");
        assertThat(unknown.exit()).isEqualTo(3);
        assertThat(unknown.err()).contains("db-01");
        assertThat(unknown.out()).isEmpty();
    }

    @Test
    void readiness_tellsAsATable_whatWouldFail() {
        assertThat(onSite("drill").exit()).isZero();
        Run table = run(List.of("readiness", "web-01", "--local", "--site", site().toString()));
        assertThat(table.exit()).isEqualTo(4);
        assertThat(table.out())
                .as("the failed server has not been mended")
                .containsPattern("FAILED +launch: target op-\\S+ / subnet-\\S+ +\\S+ is disconnected")
                .contains("ok      fence: array-1, read-back with the fencing secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Web 01", "", "-x"})
    void readiness_refusesWhatIsNoName(String name) {
        Run run = onSite("readiness", name);
        assertThat(run.exit()).isEqualTo(2);
        assertNothingWasMade(run);
    }
}
