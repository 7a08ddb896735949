package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.tests.wire.Performance.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What ran, where, and what was left out within it. */
final class WireSummary {
    private WireSummary() {}

    static List<String> of(WireStage stage, Map<Scenario, Result> ran, Set<Scenario> asInTheLab) {
        List<String> lines = new ArrayList<>();
        lines.add("Wire tests against " + stage.endpoint().description());
        lines.add("%d of %d scenarios ran, %d of them as in the lab:"
                .formatted(ran.size(), Scenario.values().length, asInTheLab.size()));
        for (Scenario scenario : Scenario.values()) {
            Result result = ran.get(scenario);
            String came = result == null
                    ? "did not come to an end"
                    : "%s, %s, in %s"
                            .formatted(
                                    result.records().stream()
                                            .map(record -> record.outcome().name())
                                            .sorted()
                                            .toList(),
                                    asInTheLab.contains(scenario) ? "as in the lab" : "NOT as in the lab",
                                    seconds(result.took()));
            lines.add("  %-18s %s".formatted(scenario.slug(), came));
        }
        stage.functions().times().forEach((function, times) -> {
            if (!times.isEmpty()) {
                lines.add("  %-18s %d invocations in one JVM, the first in %d ms, with its start"
                        .formatted(function, times.size(), times.getFirst().toMillis()));
            }
        });
        stage.endpoint().repairs().forEach(repair -> lines.add("mended in the endpoint: " + repair));
        for (LeftOut rule : LeftOut.values()) {
            lines.add("left out: " + rule.what());
        }
        return lines;
    }

    static void print(List<String> lines) {
        String text = String.join(System.lineSeparator(), lines) + System.lineSeparator();
        System.out.println(System.lineSeparator() + text);
        try {
            Files.writeString(WireFolder.folder().resolve("summary.txt"), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String seconds(Duration duration) {
        return "%.2f s".formatted(duration.toMillis() / 1000.0);
    }
}
