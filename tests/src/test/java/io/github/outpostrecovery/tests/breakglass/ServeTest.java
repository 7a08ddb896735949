package io.github.outpostrecovery.tests.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.outpostrecovery.cli.OutpostRecovery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lab serve}: what it says can be typed as it is. */
class ServeTest {
    @TempDir
    private Path folder;

    private record Run(int exit, String out, String err) {}

    private static Run run(StringWriter out, List<String> words) {
        StringWriter err = new StringWriter();
        CommandLine command =
                OutpostRecovery.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = command.execute(words.toArray(String[]::new));
        return new Run(exit, out.toString(), err.toString());
    }

    @Test
    void serve_showsCommandsThatWork_andRemovesTheCredentialsAtItsEnd() throws Exception {
        Path file = folder.resolve("credentials.json");
        StringWriter out = new StringWriter();
        List<String> words = List.of(
                "lab",
                "serve",
                "--vendor",
                "hpe",
                "--for",
                "PT12S",
                "--output",
                "json",
                "--credentials-file",
                file.toString());
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Run> serving = thread.submit(() -> run(out, words));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> out.toString().stripTrailing().endsWith("}"));
            JsonNode told = new JsonMapper().readTree(out.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            for (String command : List.of("check", "access", "portals")) {
                String line = told.path("commands").path(command).asText();
                List<String> typed = new ArrayList<>(List.of(line.split(" ", -1)));
                assertThat(typed.removeFirst()).isEqualTo("./outpost-recovery");
                Run answer = run(new StringWriter(), typed);
                assertThat(answer.exit()).as(answer.err()).isZero();
            }
            assertThat(serving.get().exit()).isZero();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void serve_overwritesNobodysFile_andRefusesWhatCannotBe() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.json"), "{\"password\":\"not for you\"}");
        Instant start = Instant.now();
        for (List<String> words : List.of(
                List.of("--credentials-file", mine.toString()),
                List.of("--vendor", "acme"),
                List.of("--volumes", "0"),
                List.of("--port", "70000"),
                List.of("--for", "PT-1S"),
                List.of("--fault", "earthquake"))) {
            List<String> all = new ArrayList<>(List.of("lab", "serve"));
            all.addAll(words);
            Run run = run(new StringWriter(), all);
            assertThat(run.exit()).as(run.err()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
        }
        assertThat(mine).content().contains("not for you");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(30));
    }
}
