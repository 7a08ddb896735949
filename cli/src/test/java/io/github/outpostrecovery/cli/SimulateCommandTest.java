package io.github.outpostrecovery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code simulate} as a shell sees it. */
class SimulateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Run(int exit, String out, String err) {
        JsonNode json() throws IOException {
            return JSON.readTree(out);
        }
    }

    private static Run simulate(String arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                OutpostRecovery.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = command.execute(("simulate " + arguments).split(" "));
        command.getOut().flush();
        command.getErr().flush();
        return new Run(exit, out.toString(), err.toString());
    }

    @Test
    void theSameSeed_givesTheSameJson_butForItsSpeed() throws IOException {
        ObjectNode once =
                (ObjectNode) simulate("--runs 8 --seed 3 --output json").json();
        ObjectNode again = (ObjectNode)
                simulate("--runs 8 --seed 3 --threads 1 --output json").json();
        assertThat(once.remove("runsPerSecond").isNumber()).isTrue();
        again.remove("runsPerSecond");
        assertThat(again).isEqualTo(once);
        assertThat(once.path("runs").asInt()).isEqualTo(8);
        assertThat(once.path("boundaries").path("total").asInt()).isGreaterThan(200);
        assertThat(once.path("violations").isArray()).isTrue();
        assertThat(once.path("faults").size()).isPositive();
    }

    @Test
    void anOrderedFault_strikes() throws IOException {
        Run run = simulate("--runs 4 --fault no-capacity --output json");
        assertThat(run.json()
                        .path("faults")
                        .path("no-capacity")
                        .path("injected")
                        .asInt())
                .isPositive();
    }

    @Test
    void aReplay_printsTheRun() {
        Run run = simulate("--replay 1:0+drop-fault+drop-disturbance");
        assertThat(run.out())
                .startsWith("run 1:0")
                .contains("Open the incident")
                .contains("ended: ");
    }

    @Test
    void faults_areListed() {
        Run run = simulate("--fault list");
        assertThat(run.exit()).isZero();
        assertThat(run.out().lines().count()).isGreaterThan(30);
    }

    @Test
    void faults_areListedAsJson() throws IOException {
        JsonNode faults = simulate("--fault list --output json").json();
        assertThat(faults.size()).isGreaterThan(30);
        assertThat(faults.findValuesAsText("slug")).contains("no-capacity");
    }

    @Test
    void anUnknownFault_isAnsweredWithItsLike() {
        assertThat(simulate("--fault fence-apply-late").err())
                .contains("there is no fault \"fence-apply-late\"")
                .contains("fence-applies-late")
                .contains("--fault list")
                .doesNotContain("no-capacity");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--fault no-such-fault", "--replay what", "--runs 0", "--threads 0", "--minutes 0", "--output x"
            })
    void whatMakesNoSense_isRefused(String arguments) {
        Run run = simulate(arguments);
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotBlank();
    }
}
