package io.github.outpostrecovery.cli.terminal;

import io.github.outpostrecovery.cli.terminal.Colour.Ink;
import io.github.outpostrecovery.lab.drill.DrillResult;
import io.github.outpostrecovery.lab.drill.DrillResult.ArrayLoad;
import io.github.outpostrecovery.lab.drill.DrillResult.Change;
import io.github.outpostrecovery.lab.drill.DrillResult.ExecutionResult;
import io.github.outpostrecovery.lab.drill.DrillResult.InitiatorChange;
import io.github.outpostrecovery.lab.drill.DrillResult.Invariants;
import io.github.outpostrecovery.lab.drill.DrillResult.Rto;
import io.github.outpostrecovery.lab.report.Elapsed;
import io.github.outpostrecovery.lab.report.OutcomeMeaning;
import io.github.outpostrecovery.lab.report.RtoPart;
import io.github.outpostrecovery.lab.report.TimelineRow;
import java.util.List;
import java.util.Locale;

/** The result of a drill as text. */
public final class ResultTable {
    private static final String BEFORE = "Until the engine starts";
    private static final int TIME = 13;
    private static final int SMALLEST_BAR = 10;

    private final DrillResult result;
    private final int width;
    private final Colour colour;
    private final StringBuilder out = new StringBuilder();

    private ResultTable(DrillResult result, int width, Colour colour) {
        this.result = result;
        this.width = width;
        this.colour = colour;
    }

    /** The whole table, lines ended, at most {@code width} columns wide but for names that are longer than that. */
    public static String render(DrillResult result, int width, Colour colour) {
        return new ResultTable(result, Math.max(TerminalSettings.NARROWEST, width), colour).render();
    }

    private String render() {
        headline();
        changes();
        timeline();
        recoveryTime();
        arrays();
        executions();
        invariants();
        return out.toString();
    }

    private void headline() {
        OutcomeMeaning meaning = OutcomeMeaning.of(result);
        Ink ink = switch (meaning.tone()) {
            case GOOD -> Ink.GREEN;
            case CALM -> Ink.BOLD;
            case ATTENTION -> Ink.YELLOW;
            case BAD -> Ink.RED;
        };
        String incident = result.incident().map(id -> "  " + Printable.line(id)).orElse("");
        String rto = result.rto().totalMillis() > 0
                ? "  RTO " + Elapsed.ofMillis(result.rto().totalMillis())
                : "";
        out.append(colour.paint(ink, Printable.line(result.outcome()))).append(incident);
        out.append(rto).append('\n');
        paragraph(meaning.sentence(), "");
        paragraph(result.reason(), "");
    }

    private void changes() {
        heading("Who became whom");
        change("generation", result.generation(), "g");
        change("instance", result.instance(), "");
        for (InitiatorChange initiator : result.initiators()) {
            text("  on " + Printable.line(initiator.array()) + " (" + Printable.line(initiator.protocol()) + ")");
            text("       " + Printable.line(initiator.before()));
            if (!initiator.before().equals(initiator.after())) {
                text("    -> " + Printable.line(initiator.after()));
            }
        }
        text("  " + Printable.fit("launched", 12) + Printable.count(result.launches(), "machine")
                + (result.worldChanged() ? "; access or machines have changed" : "; nothing has changed"));
    }

    private void change(String name, Change<?> change, String prefix) {
        String before = prefix + Printable.line(String.valueOf(change.before()));
        String after = prefix + Printable.line(String.valueOf(change.after()));
        text("  " + Printable.fit(name, 12) + before + (before.equals(after) ? " (unchanged)" : " -> " + after));
    }

    private void timeline() {
        List<TimelineRow> rows = TimelineRow.of(result.timeline());
        if (rows.isEmpty()) {
            return;
        }
        long detection = result.rto().detectionMillis();
        int longest = rows.stream()
                .mapToInt(row -> row.label().length() + times(row).length())
                .max()
                .orElse(0);
        int label = Math.clamp(Math.max(longest, BEFORE.length()), 16, Math.max(16, width - 2 - TIME - 1 - 28));
        TimelineBars scale = TimelineBars.of(rows, detection, Math.max(SMALLEST_BAR, width - 2 - label - TIME - 3));
        heading("Timeline, " + Elapsed.text(scale.length()) + "  (# works, . waits, ? waits for a person"
                + (detection > 0 ? ", = detection)" : ")"));
        if (detection > 0) {
            row(BEFORE, label, Elapsed.ofMillis(detection), scale.detection());
        }
        for (TimelineRow row : rows) {
            String times = times(row);
            String name = Printable.fit(row.label(), Math.min(row.label().length(), label - times.length())) + times;
            row(name, label, Elapsed.text(row.duration()), scale.bar(row));
        }
    }

    private static String times(TimelineRow row) {
        return row.visits() > 1 ? " x" + row.visits() : "";
    }

    private void row(String name, int label, String took, String bar) {
        text("  " + Printable.fit(name, label) + Printable.right(took, TIME) + "  " + colour.paint(Ink.BLUE, bar));
    }

    private void recoveryTime() {
        Rto rto = result.rto();
        if (rto.totalMillis() <= 0) {
            return;
        }
        heading("Recovery time");
        int bars = Math.clamp(width - 2L - 10 - TIME - 8, SMALLEST_BAR, 50);
        for (RtoPart part : RtoPart.values()) {
            double share = Math.clamp((double) part.millisOf(rto) / rto.totalMillis(), 0, 1);
            String bar = "#".repeat((int) Math.round(share * bars));
            text("  " + Printable.fit(part.title(), 10) + Printable.right(Elapsed.ofMillis(part.millisOf(rto)), TIME)
                    + String.format(Locale.ROOT, "%4.0f %%  ", 100 * share) + colour.paint(Ink.BLUE, bar));
        }
        text("  " + Printable.fit("Total", 10) + Printable.right(Elapsed.ofMillis(rto.totalMillis()), TIME));
    }

    private void arrays() {
        if (result.arrays().isEmpty()) {
            return;
        }
        heading("Arrays");
        for (ArrayLoad array : result.arrays()) {
            text("  " + Printable.line(array.name()) + "  " + Printable.line(array.vendor()) + "  "
                    + Printable.count(array.calls(), "call") + ", " + Printable.count(array.writes(), "change"));
        }
    }

    private void executions() {
        if (result.executions().isEmpty()) {
            return;
        }
        heading("Executions");
        for (ExecutionResult execution : result.executions()) {
            text("  " + Printable.line(execution.incident()) + "  " + Printable.line(execution.outcome()));
        }
    }

    private void invariants() {
        Invariants invariants = result.invariants();
        heading("Invariants");
        String checks = Printable.count(invariants.checks(), "check") + ", ";
        if (invariants.violations().isEmpty()) {
            text("  " + checks + "no violation");
            return;
        }
        text("  " + checks
                + colour.paint(Ink.RED, Printable.count(invariants.violations().size(), "violation") + ":"));
        invariants.violations().forEach(violation -> paragraph(violation, "  - "));
    }

    private void heading(String title) {
        out.append('\n');
        Printable.wrap(title, width).forEach(line -> text(colour.paint(Ink.BOLD, line)));
    }

    private void paragraph(String text, String indent) {
        String prefix = indent;
        for (String line : Printable.wrap(text, width - indent.length())) {
            text(prefix + line);
            prefix = " ".repeat(indent.length());
        }
    }

    private void text(String line) {
        out.append(line.stripTrailing()).append('\n');
    }
}
