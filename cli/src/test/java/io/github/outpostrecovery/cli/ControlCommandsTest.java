package io.github.outpostrecovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code maintenance} and {@code switch}, on a site that waits for an approval. */
class ControlCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private Run onSite(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--local", "--site", folder.resolve("site").toString(), "--output", "json"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                OutpostRecovery.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(all.toArray(String[]::new));
        command.getOut().flush();
        command.getErr().flush();
        return new Run(exit, out.toString(), err.toString());
    }

    @BeforeEach
    void waitForAnApproval() {
        assertThat(onSite("drill", "--mode", "notify").exit()).isEqualTo(5);
    }

    @Test
    void switch_stopsWhatIsApproved_untilItIsReleased() throws IOException {
        Run thrown = onSite("switch", "throw", "--reason", "firmware");
        assertThat(thrown.exit()).isZero();
        assertThat(thrown.json().path("killSwitch").asText()).isEqualTo("thrown");
        assertThat(thrown.json().path("goingOn")).isEmpty();
        Run approved = onSite("approve", "web-01#1");
        assertThat(approved.exit()).isZero();
        assertThat(approved.json().path("outcome").asText()).isEqualTo("SUPPRESSED");
        assertThat(approved.json().path("reason").asText()).contains("firmware");
        assertThat(approved.json().path("worldChanged").asBoolean()).isFalse();
        assertThat(onSite("switch", "release").json().path("killSwitch").asText())
                .isEqualTo("released");
        Run later = onSite("lab", "advance", "--by", "PT10M");
        assertThat(later.exit()).as("the reconciler asks again").isEqualTo(5);
        assertThat(later.json().path("incident").asText()).isEqualTo("web-01#2");
    }

    @Test
    void window_stopsWhatAnAlarmBegan_untilItIsEnded() throws IOException {
        Run declared = onSite("maintenance", "on", "web-01", "--until", "PT2H", "--reason", "patch day");
        assertThat(declared.exit()).isZero();
        assertThat(declared.json().path("maintenance").asBoolean()).isTrue();
        assertThat(declared.json().path("reason").asText()).isEqualTo("patch day");
        Run approved = onSite("approve", "web-01#1");
        assertThat(approved.json().path("outcome").asText()).isEqualTo("SUPPRESSED");
        assertThat(onSite("maintenance", "off", "web-01")
                        .json()
                        .path("maintenance")
                        .asBoolean())
                .isFalse();
        assertThat(onSite("maintenance", "off", "web-01").exit())
                .as("once more")
                .isZero();
        assertThat(onSite("lab", "advance", "--by", "PT10M").exit()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "maintenance on web-01 --until soon --reason x",
                "maintenance on web-01 --until 2020-01-01T00:00:00Z --reason x",
                "maintenance on web-01 --until PT-1H --reason x",
                "maintenance on web-01 --until PT1H --reason=",
                "maintenance on WEB --until PT1H --reason x",
                "maintenance on web-01 --reason x",
                "maintenance on web-01 --until PT1H",
                "maintenance off WEB",
                "maintenance",
                "switch",
                "switch throw",
                "switch throw --reason="
            })
    void nonsense_isAUsageError(String arguments) {
        Run run = onSite(arguments.split(" "));
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void unknownInstance_isNotFound() {
        assertThat(onSite("maintenance", "on", "db-01", "--until", "PT1H", "--reason", "x")
                        .exit())
                .isEqualTo(3);
        assertThat(onSite("maintenance", "off", "db-01").exit()).isEqualTo(3);
        assertThat(Arrays.asList(folder.toFile().list())).containsExactly("site");
    }
}
