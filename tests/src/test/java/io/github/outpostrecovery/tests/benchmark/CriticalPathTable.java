package io.github.outpostrecovery.tests.benchmark;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Prints, as a table in Markdown, what lies between an alarm and the launch on each array. */
public final class CriticalPathTable {
    private static final Duration AWS = Duration.ofMillis(10);
    private static final List<Duration> ARRAYS = List.of(Duration.ZERO, Duration.ofMillis(5), Duration.ofMillis(50));

    private CriticalPathTable() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("| array | Lambda calls | drain rounds | transitions | array requests | AWS calls | waits, s |"
                + " added at 0 ms, s | at 5 ms, s | at 50 ms, s | over array time at 50 ms |");
        out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (ArrayKind kind : ArrayKind.all()) {
            List<CriticalPath> paths = ARRAYS.stream()
                    .map(latency -> CriticalPath.of(kind, latency, AWS))
                    .toList();
            CriticalPath slowest = paths.getLast();
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d | %d | %.2f | %.2f | %.2f | %.1f |",
                    kind,
                    slowest.lambdaCalls(),
                    slowest.drainRounds(),
                    slowest.transitions(),
                    slowest.arrayRequests(),
                    slowest.awsCalls(),
                    slowest.waits().toSeconds(),
                    seconds(paths.get(0)),
                    seconds(paths.get(1)),
                    seconds(slowest),
                    seconds(slowest)
                            * 1000
                            / ARRAYS.getLast()
                                    .multipliedBy(slowest.arrayRequests())
                                    .toMillis()));
        }
    }

    private static double seconds(CriticalPath path) {
        return path.added().toMillis() / 1000.0;
    }
}
