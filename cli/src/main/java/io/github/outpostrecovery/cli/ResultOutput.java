package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.terminal.Printable;
import io.github.outpostrecovery.cli.terminal.ResultTable;
import io.github.outpostrecovery.cli.terminal.TerminalSettings;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.ColourChoice;
import io.github.outpostrecovery.cli.terminal.TerminalSettings.Destination;
import io.github.outpostrecovery.core.incident.IncidentRecord;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.report.HtmlReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a result is shown. */
final class ResultOutput {
    @Option(
            names = "--output",
            paramLabel = "table|json",
            description = "how to show the result on stdout (default: ${DEFAULT-VALUE})",
            defaultValue = "TABLE")
    private Format format = Format.TABLE;

    /** The formats. */
    enum Format {
        TABLE,
        JSON
    }

    @Option(names = "--no-color", description = "no colours; NO_COLOR in the environment means the same")
    private boolean noColour;

    @Option(names = "--report", paramLabel = "FILE", description = "also write the whole story as one HTML page")
    private @Nullable Path report;

    ColourChoice colour() {
        return noColour ? ColourChoice.NEVER : ColourChoice.AUTOMATIC;
    }

    /**
     * Checks that the page can be written later, so that no result is lost over it.
     *
     * @throws IllegalArgumentException if not, with the reason
     */
    void check() {
        if (report == null) {
            return;
        }
        Path folder = Optional.ofNullable(report.toAbsolutePath().getParent()).orElse(report);
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--report " + report + ": there is no folder " + folder);
        }
        if (Files.isDirectory(report) || !Files.isWritable(Files.exists(report) ? report : folder)) {
            throw new IllegalArgumentException("--report " + report + " cannot be written");
        }
    }

    /** Writes the page, if one was asked for. */
    void report(Drill drill) {
        if (report == null) {
            return;
        }
        try {
            Files.writeString(report, HtmlReport.render(drill.report()));
        } catch (IOException failed) {
            throw new UncheckedIOException("the report cannot be written to " + report, failed);
        }
    }

    int show(DrillResult result, PrintWriter out, PrintWriter err) {
        switch (format) {
            case TABLE -> {
                TerminalSettings settings =
                        TerminalSettings.of(Destination.ofStandardOutput(), System.getenv(), colour());
                out.print(ResultTable.render(result, settings.width(), settings.colour()));
            }
            case JSON -> out.println(json(result));
        }
        out.flush();
        if (result.outcome().equals(DrillResult.WAITING_FOR_APPROVAL)) {
            String incident = result.incident().orElse("INCIDENT");
            err.println("Waiting for approval. To go on:  ./outpost-recovery approve " + incident + " --local");
            err.println("To end it:                       ./outpost-recovery reject " + incident + " --local");
        }
        return ExitCode.of(result).code();
    }

    /** Shows how an execution on an account has ended. */
    int show(IncidentRecord record, PrintWriter out) {
        switch (format) {
            case TABLE -> {
                out.println(record.outcome()
                        + record.incident().map(id -> "  " + id).orElse(""));
                out.println(Printable.line(record.reason()));
                record.details().forEach(line -> out.println("  " + Printable.line(line)));
            }
            case JSON -> out.println(json(record));
        }
        out.flush();
        return ExitCode.of(record.outcome()).code();
    }

    private static String json(Object result) {
        try {
            return CoreJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(result);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a result has a JSON form", impossible);
        }
    }
}
