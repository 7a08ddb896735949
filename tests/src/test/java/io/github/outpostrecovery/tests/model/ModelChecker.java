package io.github.outpostrecovery.tests.model;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** TLC, in a JVM of its own for each configuration: it keeps what it knows in static fields. */
final class ModelChecker {
    /** How a run is made fast: most are over before a compiler has paid for itself. */
    enum Length {
        SHORT("-XX:TieredStopAtLevel=1 -Xmx256m"),
        LONG("-Xmx2g");

        private final String options;

        Length(String options) {
            this.options = options;
        }
    }

    private static final long PATIENCE_MINUTES = 30;

    private final Path scratch;

    /** @param scratch a folder for what TLC leaves behind */
    ModelChecker(Path scratch) {
        this.scratch = requireNonNull(scratch, "scratch is null");
    }

    Finding check(Path configuration, Length length) {
        try {
            Path run = Files.createTempDirectory(scratch, "run");
            Path output = run.resolve("output");
            Process process = new ProcessBuilder(command(configuration, length, run))
                    .directory(run.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return new Finding.NoAnswer("TLC was not done after " + PATIENCE_MINUTES + " minutes");
            }
            return Finding.of(Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while TLC was at work", interrupted);
        }
    }

    private List<String> command(Path configuration, Length length, Path run) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        // The second run and all later ones find the classes of TLC already read and checked.
        command.add("-XX:+AutoCreateSharedArchive");
        command.add("-XX:SharedArchiveFile=" + scratch.resolve("tlc.jsa"));
        command.add("-Xlog:cds=off");
        command.add("-Xlog:cds+dynamic=off");
        command.addAll(List.of(length.options.split(" ")));
        command.addAll(List.of("-classpath", archiveOf(tlc2.TLC.class).toString(), "tlc2.TLC"));
        command.addAll(
                List.of("-workers", "1", "-metadir", run.resolve("states").toString()));
        command.addAll(List.of("-config", configuration.toString()));
        command.add(ModelFolder.module().toString());
        return command;
    }

    private static Path archiveOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException impossible) {
            throw new AssertionError("a class path that is no path", impossible);
        }
    }
}
