package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.message.Console;
import io.github.outpostrecovery.core.name.ExecutionArn;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Measurements;
import io.github.outpostrecovery.core.service.Measurements.Figure;
import io.github.outpostrecovery.core.service.Notices.Notice;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a readiness run has found, counts it, and writes what the operators are to be told. */
public final class RecordingReadiness {
    private final ReadinessReports reports;
    private final Measurements measurements;
    private final Console console;
    private final InstantSource clock;

    public RecordingReadiness(
            ReadinessReports reports, Measurements measurements, Console console, InstantSource clock) {
        this.reports = requireNonNull(reports, "reports is null");
        this.measurements = requireNonNull(measurements, "measurements is null");
        this.console = requireNonNull(console, "console is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** Keeps the report in place of the one before. May be repeated; it is then counted again. */
    public ReadinessOutcome record(ExecutionArn who, InstanceName instance, List<Finding> findings) {
        ReadinessReport report = new ReadinessReport(instance, who, clock.instant(), findings);
        reports.keep(report);
        measurements.measured(report.passed() ? Figure.READINESS_PASSED : Figure.READINESS_FAILED, 1);
        return report.passed()
                ? new ReadinessOutcome.Ready(findings.size())
                : new ReadinessOutcome.NotReady(report.failures().size(), mail(report));
    }

    private Notice mail(ReadinessReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("A recovery of " + report.instance()
                + " would fail today, or would not begin. Nothing has failed yet, " + "and nothing was changed.");
        lines.add("");
        lines.add("What would fail:");
        report.failures().forEach(failed -> lines.add("  " + failed.subject() + ": " + failed.why()));
        if (report.failures().isEmpty()) {
            lines.add("  nothing was looked at");
        }
        lines.add("");
        lines.add("What else was found:");
        report.findings().stream().flatMap(finding -> written(finding).stream()).forEach(lines::add);
        lines.add("");
        lines.add("Mend it, then look again: ./outpost-recovery readiness " + report.instance()
                + " (or start the recovery state machine with {\"trigger\":\"READINESS\",\"instance\":\""
                + report.instance() + "\"})");
        lines.add("Looked at " + report.at() + " by " + console.of(report.execution()));
        return new Notice("Outpost Recovery: " + report.instance() + " is not ready", String.join("\n", lines));
    }

    private static List<String> written(Finding finding) {
        return switch (finding) {
            case Finding.Passed(String subject) -> List.of("  in order: " + subject);
            case Finding.Noted(String subject, String what) -> List.of("  noted: " + subject + ": " + what);
            case Finding.Failed failed -> List.of();
        };
    }
}
