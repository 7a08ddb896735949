package io.github.outpostrecovery.tests.benchmark;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs the benchmarks; prints what came out of {@link FenceBenchmark} as a table in Markdown, and the others as JMH does. */
public final class BenchmarkTable {
    private BenchmarkTable() {}

    /** What one row is about. */
    private record Row(String operation, String array, int volumes) {
        static Row of(RunResult result) {
            return new Row(
                    result.getPrimaryResult().getLabel(),
                    result.getParams().getParam("array"),
                    Integer.parseInt(result.getParams().getParam("volumes")));
        }

        Row ofOneVolume() {
            return new Row(operation, array, 1);
        }

        Effort effort() {
            Effort.OfRecovery recovery = Effort.of(ArrayKind.parse(array), volumes);
            return operation.equals("grant") ? recovery.grant() : recovery.fenceAndProve();
        }
    }

    /** Takes the arguments of JMH itself. */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        print(
                new Runner(new CommandLineOptions(arguments))
                        .run().stream()
                                .filter(result ->
                                        result.getParams().getParamsKeys().contains("volumes"))
                                .toList(),
                new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    private static void print(Collection<RunResult> results, PrintStream out) {
        if (results.isEmpty()) {
            return;
        }
        Map<Row, Double> ofOne = new HashMap<>();
        results.forEach(
                result -> ofOne.put(Row.of(result), result.getPrimaryResult().getScore()));
        out.println();
        out.println("| operation | array | volumes | ms | ± | requests | writes | longest chain | ratio to 1 volume |");
        out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|");
        for (RunResult result : results) {
            Row row = Row.of(result);
            Effort effort = row.effort();
            double score = result.getPrimaryResult().getScore();
            double ratio = score / ofOne.getOrDefault(row.ofOneVolume(), Double.NaN);
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %.0f | %.0f | %d | %d | %d | %.2f |",
                    row.operation(),
                    row.array(),
                    row.volumes(),
                    score,
                    result.getPrimaryResult().getStatistics().getStandardDeviation(),
                    effort.requests(),
                    effort.writes(),
                    effort.depth(),
                    ratio));
        }
    }
}
