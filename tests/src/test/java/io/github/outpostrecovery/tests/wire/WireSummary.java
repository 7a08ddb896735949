package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.tests.wire.Performance.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What ran, where, and what was left out within it. */
final class WireSummary {
    private WireSummary() {}

    static List<String> of(WireStage stage, Map<Scenario, Result> finished) {
        List<String> lines = new ArrayList<>();
        lines.add("Wire tests against " + stage.endpoint().description());
        lines.add("%d of %d scenarios ran:".formatted(finished.size(), Scenario.values().length));
        for (Scenario scenario : Scenario.values()) {
            Result result = finished.get(scenario);
            lines.add(
                    "  %-18s %s"
                            .formatted(
                                    scenario.slug(),
                                    result == null
                                            ? "did not end as in the lab"
                                            : "as in the lab, %s, in %d s"
                                                    .formatted(
                                                            scenario.outcome(),
                                                            result.took().toSeconds())));
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
