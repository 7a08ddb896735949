package io.github.outpostrecovery.core.reconcile;

import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;
import java.util.stream.Collectors;

/** What a round over all instances came to. */
public record RoundReport(String reason, List<Line> instances) {
    /** What was done about one instance, or why nothing was. */
    public record Line(InstanceName instance, Result result, String what) {}

    /** What became of one instance. */
    public enum Result {
        NOTHING,
        DONE,
        /** It was not to be found out or done: the next round tries again. */
        FAILED
    }

    public RoundReport {
        instances = List.copyOf(instances);
    }

    static RoundReport of(List<Line> lines) {
        return new RoundReport(
                lines.stream()
                        .map(line -> line.instance() + ": " + line.result() + " (" + line.what() + ")")
                        .collect(Collectors.joining("; ")),
                lines);
    }
}
