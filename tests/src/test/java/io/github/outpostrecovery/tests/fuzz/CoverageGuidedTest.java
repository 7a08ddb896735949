package io.github.outpostrecovery.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Jazzer makes up inputs, and keeps those that reach code which no other has reached: -Pproof, a minute for each target in a
 * process of its own. A longer search: {@code -Dfuzz.seconds=3600}. What it finds is written to {@code target/fuzz}; mended, it
 * goes to the resources beside this test, where each build tries it again.
 */
@Tag("proof")
class CoverageGuidedTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);
    private static final Duration PATIENCE = Duration.ofSeconds(SECONDS + 180L);

    /** Whose branches guide it: what reads the inputs, not what stands in for the rest of the world. */
    private static final String GUIDES = String.join(
            ":",
            "io.github.outpostrecovery.core.**",
            "io.github.outpostrecovery.storage.**",
            "io.github.outpostrecovery.functions.**",
            "io.github.outpostrecovery.cli.prompt.**");

    @TempDir
    private Path corpus;

    @ParameterizedTest
    @EnumSource(Target.class)
    void nothingIsFound(Target target) throws IOException, InterruptedException {
        int number = 0;
        for (byte[] seed : target.seeds()) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        Path findings = Files.createDirectories(Path.of("target", "fuzz", target.name()));
        Path log = findings.resolve("log.txt");
        Process jazzer = new ProcessBuilder(command(target, findings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(jazzer.waitFor(PATIENCE)).as("ends within " + PATIENCE).isTrue();
        } finally {
            jazzer.destroyForcibly();
        }
        String told = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(told).as("it ran").containsPattern("Done [1-9][0-9]* runs|Java Exception");
        assertThat(jazzer.exitValue()).as("what it found is in " + log).isZero();
    }

    private List<String> command(Target target, Path findings) {
        return Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-Dlog4j2.level=OFF",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target.typeName(),
                        "--instrumentation_includes=" + GUIDES,
                        "--disabled_hooks=*",
                        "--reproducer_path=" + findings,
                        "-artifact_prefix=" + findings + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=60000",
                        "-timeout=30",
                        "-rss_limit_mb=0",
                        "-seed=7",
                        corpus.toString())
                .toList();
    }
}
