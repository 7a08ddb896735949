package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table of first and second answers, beside what Python takes to have one EC2 client. */
final class FirstAnswers {
    private static final String ROW = "  %-36s %10s %10s";
    private static final String PYTHON = """
            import time
            import boto3
            boto3.client("ec2", region_name="us-west-2")
            begun = time.monotonic()
            boto3.client("ec2", region_name="us-west-2")
            print(time.monotonic() - begun)
            """;

    private FirstAnswers() {}

    static void print(Map<String, List<Duration>> times) {
        List<String> lines = new ArrayList<>();
        lines.add("From the start of the JVM to the first answer, and the second one (" + FunctionCode.description()
                + "):");
        lines.add(ROW.formatted("event", "first", "second"));
        times.forEach((event, both) -> lines.add(
                ROW.formatted(event, WireSummary.seconds(both.getFirst()), WireSummary.seconds(both.getLast()))));
        lines.add(python());
        String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
        System.out.println(System.lineSeparator() + text);
        try {
            Files.writeString(WireFolder.folder().resolve("first-answers.txt"), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** From the start of the process to its end, and what the second client takes inside it. */
    private static String python() {
        long begun = System.nanoTime();
        try {
            Process python = new ProcessBuilder("python3", "-c", PYTHON)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(python.getInputStream().readAllBytes(), UTF_8).strip();
            int exit = python.waitFor();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return exit == 0
                    ? ROW.formatted(
                            "python3, one EC2 client",
                            WireSummary.seconds(took),
                            WireSummary.seconds(Duration.ofMillis(Math.round(Double.parseDouble(said) * 1000))))
                    : "  python3 did not make an EC2 client: "
                            + said.lines().reduce((one, next) -> next).orElse("");
        } catch (IOException failed) {
            return "  there is no python3 to compare with: " + failed.getMessage();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "  interrupted";
        }
    }
}
