package io.github.outpostrecovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.outpostrecovery.cli.local.OpenedSite;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillListener;
import io.github.outpostrecovery.lab.site.SiteFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lab open}, {@code show}, {@code fail} and {@code repair}. */
class LabCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstanceName WEB = new InstanceName("web-01");
    private static final InstanceName APP = new InstanceName("app-02");

    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--site", folder.resolve("site").toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                OutpostRecovery.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(all.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        return new Run(exit, out.toString(), err.toString());
    }

    /** What the launch wizard and the protection do, without them. */
    private void launchAndProtect(InstanceName... names) throws IOException, InterruptedException {
        try (SiteFolder opened = SiteFolder.open(folder.resolve("site"));
                Drill drill = Drill.open(OpenedSite.OPTIONS, opened, DrillListener.NONE)) {
            OpenedSite site = new OpenedSite(drill.site());
            for (InstanceName name : names) {
                Ec2InstanceId id = site.launch(name);
                site.protect(name, id);
            }
            drill.save();
        }
    }

    @Test
    void fail_thenRepair_thenFailAgain_recoversEachTime_andNobodyWritesTwice() throws Exception {
        launchAndProtect(WEB);
        Run first = run("lab", "fail", "web-01", "--output", "json");
        assertThat(first.json().path("outcome").asText())
                .as(first.out() + first.err())
                .isEqualTo("RECOVERED");
        assertThat(first.exit()).isZero();
        assertThat(first.json().path("generation").path("after").asInt()).isEqualTo(2);
        assertThat(first.json().path("rto").path("totalMillis").asLong()).isPositive();
        assertThat(first.json().path("invariants").path("checks").asLong()).isPositive();

        Run mended = run("lab", "repair");
        assertThat(mended.exit()).as(mended.out()).isZero();

        Run second = run("lab", "fail", "store-portland-2", "--output", "json");
        assertThat(second.json().path("outcome").asText()).as(second.out()).isEqualTo("RECOVERED");
        assertThat(second.json().path("generation").path("after").asInt()).isEqualTo(3);
        assertThat(second.json().path("incident").asText()).isEqualTo("web-01#2");
    }

    @Test
    void fail_ofAServerWithTwoInstances_recoversBoth() throws Exception {
        launchAndProtect(WEB, APP);
        Run failed = run("lab", "fail", "store-portland-1", "--output", "json");
        assertThat(failed.exit()).as(failed.out() + failed.err()).isZero();
        List<JsonNode> results = JSON.readerFor(JsonNode.class)
                .<JsonNode>readValues(failed.out())
                .readAll();
        assertThat(results)
                .extracting(result -> result.path("incident").asText() + " "
                        + result.path("outcome").asText())
                .containsExactly("app-02#1 RECOVERED", "web-01#1 RECOVERED");
    }

    @Test
    void fail_isolated_asksAPerson_whoseAnswerEndsIt() throws Exception {
        launchAndProtect(WEB);
        Run failed = run("lab", "fail", "web-01", "--how", "isolated", "--output", "json");
        assertThat(failed.json().path("outcome").asText())
                .as(failed.out() + failed.err())
                .isEqualTo("WAITING_FOR_APPROVAL");
        assertThat(failed.exit()).isEqualTo(5);
        Run rejected = run("reject", "web-01#1", "--local", "--output", "json");
        assertThat(rejected.json().path("outcome").asText()).isEqualTo("REJECTED");
        assertThat(run("reject", "app-02#1", "--local").exit()).isEqualTo(3);
    }

    @Test
    void fail_ofWhatIsNotThere_isNotFound_andChangesNothing() throws Exception {
        assertThat(run("lab", "fail", "web-01").exit()).isEqualTo(3);
        assertThat(run("lab", "open").exit()).isZero();
        byte[] before = Files.readAllBytes(folder.resolve("site").resolve("site.json"));
        Run failed = run("lab", "fail", "web-01");
        assertThat(failed.exit()).isEqualTo(3);
        assertThat(failed.err()).contains("neither a protected instance nor a server");
        assertThat(Files.readAllBytes(folder.resolve("site").resolve("site.json")))
                .isEqualTo(before);
    }

    @Test
    void open_neverThrowsASiteAway_unlessTold() throws Exception {
        launchAndProtect(WEB);
        Run refused = run("lab", "open");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("--replace");
        Run still = run("lab", "show", "--output", "json");
        assertThat(still.exit()).as(still.err()).isZero();
        assertThat(still.json().path("machines").path(0).path("name").asText()).isEqualTo("web-01");
        assertThat(run("lab", "open", "--replace", "--vendor", "dell", "--protocol", "nvme")
                        .exit())
                .isZero();
        assertThat(run("lab", "show", "--output", "json").json().path("machines"))
                .isEmpty();
    }

    @Test
    void show_listsWhatALaunchAsksFor() throws Exception {
        assertThat(run("lab", "open", "--chap", "one-way").exit()).isZero();
        JsonNode shown = run("lab", "show", "--output", "json").json();
        assertThat(shown.path("subnets")).hasSize(4);
        assertThat(shown.path("images")).hasSize(5);
        assertThat(shown.path("secrets").findValuesAsText("name"))
                .containsExactly(
                        "outpost-recovery/chap/array-1",
                        "outpost-recovery/fence/array-1",
                        "outpost-recovery/read/array-1");
        assertThat(shown.path("volumes").findValuesAsText("volume")).contains("/vol/v/web-01-boot");
        assertThat(run("lab", "show").out())
                .contains("Servers and racks", "store-portland-1", "outpost-recovery/chap/array-1");
    }
}
