package io.github.outpostrecovery.tests.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The other tests read what the SAM transform made of the templates: it was made of these templates, and by this transform. */
class SnapshotTest {
    private static final String SCRIPT = "tests/src/test/template/transform.py";
    private static final String TRANSLATOR = "1.110.0";
    private static final String REMEDY = "the snapshot was made of other templates: run python3 " + SCRIPT
            + " (it needs aws-sam-translator " + TRANSLATOR + ")";

    @Test
    void snapshot_wasMadeOfTheseTemplates() throws IOException, NoSuchAlgorithmException {
        List<String> sums = Files.readAllLines(SourceTree.snapshot("transformed.sha256"));
        assertThat(sums).hasSize(2);
        for (String line : sums) {
            String[] sumAndFile = line.split("  ", -1);
            Path file = SourceTree.top().resolve(sumAndFile[1]);
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
            assertThat(sumAndFile[0]).as("%s: %s", sumAndFile[1], REMEDY).isEqualTo(sum);
        }
    }

    /** What is skipped is printed: a report of tests tells their number only. */
    private static void assumeAloud(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            System.out.println(otherwise.get());
        }
        assumeTrue(holds, otherwise);
    }

    @ParameterizedTest
    @CsvSource({"transformed.json, --print", "protection.json, --protection"})
    void snapshot_isWhatTheTransformMakes(String snapshot, String option) throws IOException, InterruptedException {
        Ran version = run("python3", "-c", "import samtranslator; print(samtranslator.__version__)");
        assumeAloud(
                version.code() == 0 && version.output().strip().equals(TRANSLATOR),
                () -> "not compared with a fresh transform: python3 with aws-sam-translator " + TRANSLATOR
                        + " is not here (" + version.output().strip() + ")");
        Ran made = run("python3", SCRIPT, option);
        assertThat(made.code()).as(made.output()).isZero();
        assertThat(made.output()).as(REMEDY).isEqualTo(Files.readString(SourceTree.snapshot(snapshot)));
    }

    @Test
    void templates_areCleanToCfnLint() throws IOException, InterruptedException {
        Ran version = run("cfn-lint", "--version");
        assumeAloud(
                version.code() == 0,
                () -> "not linted: cfn-lint is not here (" + version.output().strip() + ")");
        Ran linted = run(
                "cfn-lint",
                "--template",
                "template.yaml",
                "protection.yaml",
                SourceTree.snapshot("transformed.json").toString());
        assertThat(linted.output()).isEmpty();
        assertThat(linted.code()).isZero();
    }

    /** How a command ended; 127, as in a shell, if there is none of that name. */
    private record Ran(int code, String output) {}

    private static Ran run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(SourceTree.top().toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException absent) {
            return new Ran(127, command[0] + " is not on the PATH");
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
